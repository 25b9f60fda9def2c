/** A log's texts as a table: arenas over time, with what is not pymalloc's named. */
import type { MallocStats } from "../../doors/pymalloc.js";
import { type IncompleteText, type StatsText, statsOfText } from "../../doors/stats.js";
import { type Cell, tableRow } from "../text/columns.js";

const HEADS = ["text", "line", "total", "reclaimed", "highwater", "current", "bytes live", "live"];
const WIDTHS = [5, 8, 8, 11, 11, 9, 16, 8];

/** Writes the table, a row a text in the order of the log. */
export function timelineTable(texts: readonly StatsText[]): string {
  return [tableRow(WIDTHS, HEADS), ...texts.map(row)].map((line) => `${line}\n`).join("");
}

function row(text: StatsText, index: number): string {
  const cells = [index + 1, text.at.first];
  switch (text.kind) {
    case "pymalloc":
      return tableRow(WIDTHS, [...cells, ...arenas(text.stats.arenas), ...live(text.stats)]);
    case "mimalloc":
      return `${tableRow(WIDTHS, cells)}  mimalloc`;
    case "freeLists":
      return `${tableRow(WIDTHS, cells)}  free lists alone`;
    case "incomplete":
      return `${tableRow(WIDTHS, [...cells, ...part(text)])}  cut short (${text.allocator})`;
  }
}

function arenas(figures: MallocStats["arenas"]): number[] {
  return [figures.total, figures.reclaimed, figures.highwater, figures.current];
}

/** What a part has of the row, with a dash for what is missing in between. */
function part(text: IncompleteText): Cell[] {
  if (text.allocator !== "pymalloc") return [];
  const stats = statsOfText(text);
  const figures: Cell[] = [...arenas(stats.arenas), ...live(stats)];
  const cells = figures.map((cell) => (Number.isNaN(cell) ? "-" : cell));
  return cells.slice(0, cells.findLastIndex((cell) => cell !== "-") + 1);
}

function live({ arenas, arenaBytes, bytesInAllocatedBlocks }: MallocStats): Cell[] {
  const heldBytes = arenas.current * arenaBytes;
  const share = 100 * (bytesInAllocatedBlocks / heldBytes);
  return [bytesInAllocatedBlocks, Number.isFinite(share) ? `${share.toFixed(1)}%` : "-"];
}
