/**
 * The text of `sys._debugmallocstats()`, byte for byte, as far as it is
 * pymalloc's: from the threshold to the last `Total` line. The lines on free
 * lists that follow it are other parts of the interpreter; see `statsTextOf`.
 */
import type { ArenaMapStats, MallocStats, SizeClassStats } from "../../pymalloc/malloc-stats.js";
import { type PrintedSums, STATS_LINES } from "./stats-text.js";

/** Columns that a label takes before its `=`; a longer label is not cut. */
const LABEL_COLUMNS = 35;
const NUMBER_COLUMNS = 21;

/** The sums and products that a text of these stats prints when it adds up. */
export function sumsOf(stats: MallocStats): PrintedSums {
  const { arenas, arenaMap } = stats;
  const unusedPoolBytes = stats.unusedPoolCount * stats.poolBytes;
  return {
    arenaCount: arenas.current,
    arenaBytes: arenas.current * stats.arenaBytes,
    unusedPoolBytes,
    total:
      stats.bytesInAllocatedBlocks +
      stats.bytesInAvailableBlocks +
      unusedPoolBytes +
      stats.bytesLostToPoolHeaders +
      stats.bytesLostToQuantization +
      stats.bytesLostToAlignment,
    ...(arenaMap?.nodes !== undefined && {
      arenaMapTotal:
        arenaMap.bytesLostToRoot + arenaMap.nodes.bytesLostToMid + arenaMap.nodes.bytesLostToBot,
    }),
  };
}

/**
 * Writes stats as CPython prints them to stderr.
 *
 * @param printed - the sums to print; those that follow from the stats unless a
 *   text that was read has others.
 * @param mallocCalls - for the builds that print the number of requests.
 * @see CPython, Objects/obmalloc.c, `_PyObject_DebugMallocStats`, `printone`.
 *
 * @example
 * const stats = mallocStats(startPython("3.11").allocator);
 * debugMallocStats(stats).split("\n")[0]; // => "Small block threshold = 512, in 32 size classes."
 */
export function debugMallocStats(
  stats: MallocStats,
  printed: PrintedSums = sumsOf(stats),
  mallocCalls?: number,
): string {
  return [
    thresholdLine(stats.smallRequestThreshold, stats.sizeClassCount),
    "",
    "class   size   num pools   blocks in use  avail blocks",
    "-----   ----   ---------   -------------  ------------",
    ...stats.classes.map(classRow),
    "",
    ...(mallocCalls === undefined ? [] : [statsLine(STATS_LINES.mallocCalls, mallocCalls)]),
    ...arenaLines(stats, printed),
    "",
    ...byteLines(stats, printed),
    ...(stats.arenaMap === undefined ? [] : arenaMapLines(stats.arenaMap, printed)),
    "",
  ].join("\n");
}

/** The first line of a text. */
export function thresholdLine(threshold: number, sizeClassCount: number): string {
  return `Small block threshold = ${threshold}, in ${sizeClassCount} size classes.`;
}

function classRow(row: SizeClassStats): string {
  return [
    String(row.sizeClass).padStart(5),
    String(row.blockBytes).padStart(6),
    String(row.poolCount).padStart(11),
    String(row.blocksInUse).padStart(15),
    String(row.availableBlocks).padStart(13),
  ].join(" ");
}

function arenaLines({ arenas, arenaBytes }: MallocStats, printed: PrintedSums): string[] {
  return [
    statsLine(STATS_LINES.arenasTotal, arenas.total),
    statsLine(STATS_LINES.arenasReclaimed, arenas.reclaimed),
    statsLine(STATS_LINES.arenasHighwater, arenas.highwater),
    statsLine(STATS_LINES.arenasCurrent, arenas.current),
    statsLine(`${printed.arenaCount} arenas * ${arenaBytes} bytes/arena`, printed.arenaBytes),
  ];
}

function byteLines(stats: MallocStats, printed: PrintedSums): string[] {
  const unusedPools = `${stats.unusedPoolCount} unused pools * ${stats.poolBytes} bytes`;
  return [
    statsLine(STATS_LINES.allocatedBlocks, stats.bytesInAllocatedBlocks),
    statsLine(STATS_LINES.availableBlocks, stats.bytesInAvailableBlocks),
    statsLine(unusedPools, printed.unusedPoolBytes),
    statsLine(STATS_LINES.poolHeaders, stats.bytesLostToPoolHeaders),
    statsLine(STATS_LINES.quantization, stats.bytesLostToQuantization),
    statsLine(STATS_LINES.alignment, stats.bytesLostToAlignment),
    statsLine(STATS_LINES.total, printed.total),
  ];
}

function arenaMapLines({ bytesLostToRoot, nodes }: ArenaMapStats, printed: PrintedSums): string[] {
  const root = statsLine(STATS_LINES.mapRoot, bytesLostToRoot);
  if (nodes === undefined) return ["", STATS_LINES.mapCounts, root];
  return [
    "",
    STATS_LINES.mapCounts,
    statsLine(STATS_LINES.mapMidNodes, nodes.midNodes),
    statsLine(STATS_LINES.mapBotNodes, nodes.botNodes),
    "",
    root,
    statsLine(STATS_LINES.mapMid, nodes.bytesLostToMid),
    statsLine(STATS_LINES.mapBot, nodes.bytesLostToBot),
    statsLine(STATS_LINES.total, printed.arenaMapTotal ?? 0),
  ];
}

/** A label and its figure in their columns. */
export function statsLine(label: string, value: number): string {
  const digits = String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${label.padEnd(LABEL_COLUMNS)}=${digits.padStart(NUMBER_COLUMNS)}`;
}
