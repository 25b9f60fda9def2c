/** A log's texts as a table: arenas over time, with what is not pymalloc's named. */
import type { MallocStats, StatsText } from "../../index.js";

const HEADS = ["text", "line", "total", "reclaimed", "highwater", "current", "bytes live", "live"];
const WIDTHS = [5, 8, 8, 11, 11, 9, 16, 8];

/** Writes the table, a row a text in the order of the log. */
export function arenasOverTexts(texts: readonly StatsText[]): string {
  const heads = HEADS.map((head, i) => head.padStart(WIDTHS[i] ?? 0)).join("");
  return [heads, ...texts.map(row)].map((line) => `${line}\n`).join("");
}

function row(text: StatsText, index: number): string {
  const cells = [index + 1, text.at.first];
  switch (text.kind) {
    case "pymalloc":
      return aligned([...cells, ...arenas(text.stats.arenas)]) + live(text.stats);
    case "mimalloc":
      return `${aligned(cells)}  mimalloc`;
    case "freeLists":
      return `${aligned(cells)}  free lists alone`;
    case "incomplete":
      return `${aligned([...cells, ...arenas(text.arenas)])}  cut short (${text.allocator})`;
  }
}

function arenas(figures: MallocStats["arenas"] | undefined): number[] {
  if (figures === undefined) return [];
  return [figures.total, figures.reclaimed, figures.highwater, figures.current];
}

function live({ arenas, arenaBytes, bytesInAllocatedBlocks }: MallocStats): string {
  const heldBytes = arenas.current * arenaBytes;
  const share =
    heldBytes === 0 ? "-" : `${((100 * bytesInAllocatedBlocks) / heldBytes).toFixed(1)}%`;
  const [, , , , , , bytesWidth = 0, shareWidth = 0] = WIDTHS;
  return (
    bytesInAllocatedBlocks.toLocaleString("en-US").padStart(bytesWidth) + share.padStart(shareWidth)
  );
}

function aligned(cells: readonly number[]): string {
  return cells.map((cell, i) => cell.toLocaleString("en-US").padStart(WIDTHS[i] ?? 0)).join("");
}
