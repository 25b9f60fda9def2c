/** Two stats side by side, as the command prints them. */
import type { StatsComparison } from "../../index.js";
import { wrapped } from "../text/wrapped.js";

/** Writes the difference of two texts. */
export function comparisonTable(
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
    `${"".padEnd(32)}${"before".padStart(16)}${"after".padStart(16)}${"change".padStart(16)}\n`,
    ...rows,
    classRows.length === 0 ? "\nNo size class changed.\n" : "\nSize classes that changed:\n",
    ...classRows,
  ].join("");
}

function row(label: string, before: number, after: number): string {
  const cells = [before, after].map((figure) => figure.toLocaleString("en-US").padStart(16));
  return `${label.padEnd(32)}${cells.join("")}${signed(after - before).padStart(16)}\n`;
}

function signed(change: number): string {
  return change > 0 ? `+${change.toLocaleString("en-US")}` : change.toLocaleString("en-US");
}
