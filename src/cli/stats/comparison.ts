/** Two stats side by side, as the command prints them. */
import type { StatsComparison } from "../../doors/stats.js";
import { grouped, tableRow } from "../text/columns.js";
import { wrapped } from "../text/wrapped.js";

const WIDTHS = [-32, 16, 16, 16];

/** Writes the difference of two texts. */
export function differenceTable(
  files: { readonly before: string; readonly after: string },
  { figures, classes }: StatsComparison,
  words: readonly string[],
): string {
  const rows = figures.map(({ label, before, after }) => row(label, before, after));
  const classRows = classes.flatMap(({ blockBytes, pools, blocksInUse, availableBlocks }) => [
    row(`${blockBytes} bytes: pools`, ...pools),
    row(`${blockBytes} bytes: live blocks`, ...blocksInUse),
    row(`${blockBytes} bytes: free blocks`, ...availableBlocks),
  ]);
  return [
    `before: ${files.before}\nafter:  ${files.after}\n\n`,
    ...words.map((sentence) => wrapped(sentence, "")),
    "\n",
    `${tableRow(WIDTHS, ["", "before", "after", "change"])}\n`,
    ...rows,
    classRows.length === 0 ? "\nNo size class changed.\n" : "\nSize classes that changed:\n",
    ...classRows,
  ].join("");
}

function row(label: string, before: number, after: number): string {
  return `${tableRow(WIDTHS, [label, before, after, signed(after - before)])}\n`;
}

function signed(change: number): string {
  return change > 0 ? `+${grouped(change)}` : grouped(change);
}
