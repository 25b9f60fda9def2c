/** A log's texts as a table: arenas over time, with what is not pymalloc's named. */
import type { MallocStats } from "../../doors/pymalloc.js";
import type { StatsText } from "../../doors/stats.js";
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
      return `${tableRow(WIDTHS, [...cells, ...arenas(text.arenas)])}  cut short (${text.allocator})`;
  }
}

function arenas(figures: MallocStats["arenas"] | undefined): number[] {
  if (figures === undefined) return [];
  return [figures.total, figures.reclaimed, figures.highwater, figures.current];
}

function live({ arenas, arenaBytes, bytesInAllocatedBlocks }: MallocStats): Cell[] {
  const heldBytes = arenas.current * arenaBytes;
  const share =
    heldBytes === 0 ? "-" : `${((100 * bytesInAllocatedBlocks) / heldBytes).toFixed(1)}%`;
  return [bytesInAllocatedBlocks, share];
}
