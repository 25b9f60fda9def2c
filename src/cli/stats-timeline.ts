/** A log's texts as a table: arenas over time, with what is not pymalloc's named. */
import type { MallocStats, StatsText } from "../index.js";

const HEADS = ["text", "line", "total", "reclaimed", "highwater", "current", "bytes live", "live"];
const WIDTHS = [5, 8, 8, 11, 11, 9, 16, 8];

/** Writes the table, a row a text in the order of the log. */
export function arenasOverTexts(texts: readonly StatsText[]): string {
  return [HEADS, ...texts.map(row)].map((cells) => `${aligned(cells)}\n`).join("");
}

function row(text: StatsText, index: number): string[] {
  const place = [String(index + 1), String(text.at.first)];
  if (text.kind === "pymalloc")
    return [...place, ...figures(text.stats.arenas), ...live(text.stats)];
  if (text.kind !== "incomplete") return [...place, NAMES[text.kind]];
  const note = `${text.allocator}, cut short`;
  if (text.arenas === undefined) return [...place, note];
  return [...place, ...figures(text.arenas), note];
}

const NAMES = { mimalloc: "mimalloc", freeLists: "free lists alone" } as const;

function figures({ total, reclaimed, highwater, current }: MallocStats["arenas"]): string[] {
  return [total, reclaimed, highwater, current].map((figure) => figure.toLocaleString("en-US"));
}

function live({ arenas, arenaBytes, bytesInAllocatedBlocks }: MallocStats): string[] {
  const heldBytes = arenas.current * arenaBytes;
  const share =
    heldBytes === 0 ? "-" : `${((100 * bytesInAllocatedBlocks) / heldBytes).toFixed(1)}%`;
  return [bytesInAllocatedBlocks.toLocaleString("en-US"), share];
}

function aligned(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (/[a-z] /.test(cell) ? `  ${cell}` : cell.padStart(WIDTHS[i] ?? 0)))
    .join("");
}
