/**
 * The text of `sys._debugmallocstats()`, byte for byte, as far as it is
 * pymalloc's: from the threshold to the last `Total` line. The lines on free
 * lists that follow it are other parts of the interpreter and are left out.
 */
import type { ArenaMapStats, MallocStats, SizeClassStats } from "./malloc-stats.js";

/** Columns that a label takes before its `=`; a longer label is not cut. */
const LABEL_COLUMNS = 35;
const NUMBER_COLUMNS = 21;

/**
 * Writes stats as CPython prints them to stderr.
 *
 * @see CPython, Objects/obmalloc.c, `_PyObject_DebugMallocStats`, `printone`.
 */
export function debugMallocStats(stats: MallocStats): string {
  return [
    `Small block threshold = ${stats.smallRequestThreshold}, in ${stats.sizeClassCount} size classes.`,
    "",
    "class   size   num pools   blocks in use  avail blocks",
    "-----   ----   ---------   -------------  ------------",
    ...stats.classes.map(classRow),
    "",
    ...arenaLines(stats),
    "",
    ...byteLines(stats),
    ...(stats.arenaMap === undefined ? [] : arenaMapLines(stats.arenaMap)),
    "",
  ].join("\n");
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

function arenaLines({ arenas, arenaBytes }: MallocStats): string[] {
  return [
    line("# arenas allocated total", arenas.total),
    line("# arenas reclaimed", arenas.reclaimed),
    line("# arenas highwater mark", arenas.highwater),
    line("# arenas allocated current", arenas.current),
    line(`${arenas.current} arenas * ${arenaBytes} bytes/arena`, arenas.current * arenaBytes),
  ];
}

function byteLines(stats: MallocStats): string[] {
  const unusedPoolBytes = stats.unusedPoolCount * stats.poolBytes;
  const total =
    stats.bytesInAllocatedBlocks +
    stats.bytesInAvailableBlocks +
    unusedPoolBytes +
    stats.bytesLostToPoolHeaders +
    stats.bytesLostToQuantization +
    stats.bytesLostToAlignment;
  return [
    line("# bytes in allocated blocks", stats.bytesInAllocatedBlocks),
    line("# bytes in available blocks", stats.bytesInAvailableBlocks),
    line(`${stats.unusedPoolCount} unused pools * ${stats.poolBytes} bytes`, unusedPoolBytes),
    line("# bytes lost to pool headers", stats.bytesLostToPoolHeaders),
    line("# bytes lost to quantization", stats.bytesLostToQuantization),
    line("# bytes lost to arena alignment", stats.bytesLostToAlignment),
    line("Total", total),
  ];
}

function arenaMapLines(map: ArenaMapStats): string[] {
  return [
    "",
    "arena map counts",
    line("# arena map mid nodes", map.midNodes),
    line("# arena map bot nodes", map.botNodes),
    "",
    line("# bytes lost to arena map root", map.bytesLostToRoot),
    line("# bytes lost to arena map mid", map.bytesLostToMid),
    line("# bytes lost to arena map bot", map.bytesLostToBot),
    line("Total", map.bytesLostToRoot + map.bytesLostToMid + map.bytesLostToBot),
  ];
}

function line(label: string, value: number): string {
  const digits = String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${label.padEnd(LABEL_COLUMNS)}=${digits.padStart(NUMBER_COLUMNS)}`;
}
