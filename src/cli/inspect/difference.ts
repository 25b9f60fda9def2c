/** `inspect A B`: what changed from one reading to another. */
import type { Change, Inspected, InspectedDifference } from "../../doors/inspect.js";
import { counted, mebibytes } from "../../doors/internal.js";
import { grouped, tableRow } from "../text/columns.js";

const COLUMNS = [14, 20];
const LINES_SHOWN = 10;

/** Says what changed. */
export function differenceReport(
  before: Inspected,
  after: Inspected,
  difference: InspectedDifference,
): string {
  const { arenas, arenaBytes, liveBytes, kinds, holders } = difference;
  const head = `From ${before.name} to ${after.name}: ${signed(arenas)} ${Math.abs(arenas) === 1 ? "arena" : "arenas"} (${change(arenaBytes)}), ${change(liveBytes)} in live blocks\n`;
  const none = kinds.length === 0 && arenas === 0 ? "Nothing changed.\n" : "";
  return `${head}${none}${table("What is more, or less", kinds)}${table("Who holds more, or less", holders)}`;
}

function table(title: string, lines: readonly Change[]): string {
  if (lines.length === 0) return "";
  const rows = lines
    .slice(0, LINES_SHOWN)
    .map(
      ({ name, blocks, bytes }) =>
        `${tableRow(COLUMNS, [change(bytes), `${signed(blocks)} blocks`])}  ${name}\n`,
    );
  const more =
    lines.length > LINES_SHOWN
      ? `  and ${counted(lines.length - LINES_SHOWN, "smaller change")}\n`
      : "";
  return `\n${title}\n${rows.join("")}${more}`;
}

function change(bytes: number): string {
  return `${bytes < 0 ? "-" : "+"}${mebibytes(Math.abs(bytes))}`;
}

function signed(count: number): string {
  return `${count < 0 ? "" : "+"}${grouped(count)}`;
}
