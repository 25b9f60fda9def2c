/** Writes a stats text that was read: the same bytes, without what its log had around it. */
import { debugMallocStats, statsLine, thresholdLine } from "./debug-malloc-stats.js";
import { MIMALLOC_LINES, type MimallocLineName } from "./lines.js";
import type { FreeListStats, IncompleteText, MimallocStats, StatsText } from "./stats-text.js";

/** Columns in which a free-list line's label is right-aligned. */
const FREE_LIST_COLUMNS = 48;

/**
 * Writes a text as CPython prints it; figures that do not add up stay as they are.
 *
 * @param text - any text but an incomplete one, of which there is nothing whole to write.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * parseMallocStats(writeStatsText(text)).length; // => 1
 */
export function writeStatsText(text: Exclude<StatsText, IncompleteText>): string {
  const freeLists = (text.freeLists ?? []).map((one) => `${freeListLine(one)}\n`).join("");
  if (text.kind === "freeLists") return freeLists;
  const allocator =
    text.kind === "mimalloc"
      ? mimallocLines(text.stats)
      : debugMallocStats(text.stats, text.printed, text.mallocCalls);
  return freeLists === "" ? allocator : `${allocator}\n${freeLists}`;
}

/** @see CPython, Objects/obmalloc.c, `_PyDebugAllocatorStats`. */
function freeListLine({ objectCount, name, objectBytes, totalBytes }: FreeListStats): string {
  const label = `${objectCount} ${name}s * ${objectBytes} bytes each`;
  return statsLine(`${label.padStart(FREE_LIST_COLUMNS)} `, totalBytes);
}

/** @see CPython, Objects/obmalloc.c, `py_mimalloc_print_stats`. */
function mimallocLines(stats: MimallocStats): string {
  const lines = Object.entries(MIMALLOC_LINES).map(
    ([name, label]) => `${label} ${stats[name as MimallocLineName]}`,
  );
  const first = thresholdLine(stats.smallBlockThreshold, stats.sizeClassCount);
  return [first, ...lines, ""].join("\n");
}
