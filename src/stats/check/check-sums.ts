/**
 * Does a stats text add up? Most of its figures follow from others; a text that was
 * mistyped, mixed from two, or printed by a patched build shows here.
 */
import type { SizeClassStats } from "../../pymalloc/malloc-stats.js";
import {
  capacityOf,
  type StatsGeometry,
  statsGeometry,
  usedPoolCount,
} from "../text/stats-geometry.js";
import type { IncompleteText, PymallocText, StatsLineName } from "../text/stats-text.js";
import { isKnown, withGaps } from "../text/with-gaps.js";

/** One figure against the figures it follows from. */
export interface StatsCheck {
  /** Line of the log that has the figure, from 1. */
  readonly line: number;
  /** What has to hold, as a sentence. */
  readonly rule: string;
  readonly printed: number;
  readonly computed: number;
  readonly holds: boolean;
}

/**
 * Checks every figure of a text that follows from others; of a part, those that can be checked.
 *
 * @returns all checks in the order of their lines, those that hold too.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * checkMallocStats(text).every(({ holds }) => holds); // => true
 */
export function checkMallocStats(text: PymallocText | IncompleteText): StatsCheck[] {
  return checksOf(text.kind === "incomplete" ? withGaps(text) : text)
    .filter(({ printed, computed }) => isKnown(printed) && isKnown(computed))
    .sort((a, b) => a.line - b.line);
}

function checksOf(text: PymallocText): StatsCheck[] {
  const geometry = statsGeometry(text.stats);
  return [
    ...rowChecks(text, geometry),
    ...arenaChecks(text),
    ...byteChecks(text, geometry),
    ...poolChecks(text, geometry),
    ...mapChecks(text),
    ...freeListChecks(text),
  ];
}

function check(line: number, rule: string, printed: number, computed: number): StatsCheck {
  return { line, rule, printed, computed, holds: printed === computed };
}

/** A check on a line by its name; the text has every line that is asked for. */
function on(text: PymallocText, name: StatsLineName) {
  return (rule: string, printed: number, computed: number) =>
    check(text.at.lines[name] ?? text.at.first, rule, printed, computed);
}

function rowChecks({ stats, at }: PymallocText, geometry: StatsGeometry): StatsCheck[] {
  return stats.classes.flatMap((row, place) => {
    const { sizeClass, blockBytes, poolCount, blocksInUse, availableBlocks } = row;
    const line = at.classes[place] ?? at.first;
    const name = `class ${sizeClass}`;
    const fewest = Math.max(blocksInUse, poolCount);
    return [
      check(
        line,
        `${name}: size = (class + 1) * alignment`,
        blockBytes,
        blockBytesIn(row, geometry),
      ),
      check(
        line,
        `${name}: blocks in use + avail blocks = pools * blocks per pool`,
        blocksInUse + availableBlocks,
        poolCount * capacityOf(row, geometry),
      ),
      check(line, `${name}: a listed pool has a live block`, blocksInUse, fewest),
    ];
  });
}

function blockBytesIn({ sizeClass }: SizeClassStats, { alignment }: StatsGeometry): number {
  return (sizeClass + 1) * alignment;
}

function arenaChecks(text: PymallocText): StatsCheck[] {
  const { stats, printed } = text;
  const { total, reclaimed, highwater, current } = stats.arenas;
  const within = Math.min(Math.max(highwater, current), total);
  return [
    on(text, "arenasReclaimed")("reclaimed = total - current", reclaimed, total - current),
    on(text, "arenasHighwater")("current <= highwater <= total", highwater, within),
    on(text, "arenaBytes")("arenas = arenas allocated current", printed.arenaCount, current),
    on(text, "arenaBytes")(
      "bytes = arenas * bytes/arena",
      printed.arenaBytes,
      printed.arenaCount * stats.arenaBytes,
    ),
  ];
}

function byteChecks(text: PymallocText, geometry: StatsGeometry): StatsCheck[] {
  const { stats, printed } = text;
  const sum = (bytes: (row: SizeClassStats) => number) =>
    stats.classes.reduce((total, row) => total + bytes(row), 0);
  const usableBytes = geometry.poolBytes - geometry.poolHeaderBytes;
  const six =
    stats.bytesInAllocatedBlocks +
    stats.bytesInAvailableBlocks +
    printed.unusedPoolBytes +
    stats.bytesLostToPoolHeaders +
    stats.bytesLostToQuantization +
    stats.bytesLostToAlignment;
  return [
    on(text, "allocatedBlocks")(
      "the sum of blocks in use * size",
      stats.bytesInAllocatedBlocks,
      sum((row) => row.blocksInUse * row.blockBytes),
    ),
    on(text, "availableBlocks")(
      "the sum of avail blocks * size",
      stats.bytesInAvailableBlocks,
      sum((row) => row.availableBlocks * row.blockBytes),
    ),
    on(text, "quantization")(
      "the sum of pools * the tail of a pool that is too short for a block",
      stats.bytesLostToQuantization,
      sum((row) => row.poolCount * (usableBytes % row.blockBytes)),
    ),
    on(text, "total")("Total = the sum of the six lines above", printed.total, six),
    on(text, "total")(
      "Total = arenas * bytes/arena",
      printed.total,
      stats.arenas.current * stats.arenaBytes,
    ),
  ];
}

function poolChecks(text: PymallocText, geometry: StatsGeometry): StatsCheck[] {
  const { stats, printed } = text;
  const { poolBytes, poolsPerArena, poolHeaderBytes } = geometry;
  const used = usedPoolCount(stats);
  const poolsWithoutPlace = stats.arenas.current * poolsPerArena - used - stats.unusedPoolCount;
  return [
    on(text, "unusedPools")(
      "bytes = unused pools * bytes",
      printed.unusedPoolBytes,
      stats.unusedPoolCount * poolBytes,
    ),
    on(text, "poolHeaders")(
      `pools in use * the ${poolHeaderBytes} bytes of a header`,
      stats.bytesLostToPoolHeaders,
      used * poolHeaderBytes,
    ),
    on(text, "alignment")(
      "the pools of the arenas that are neither in use nor unused",
      stats.bytesLostToAlignment,
      poolsWithoutPlace * poolBytes,
    ),
  ];
}

function mapChecks(text: PymallocText): StatsCheck[] {
  const map = text.stats.arenaMap;
  if (map?.nodes === undefined) return [];
  const { midNodes, botNodes, bytesLostToMid, bytesLostToBot } = map.nodes;
  const sum = map.bytesLostToRoot + bytesLostToMid + bytesLostToBot;
  // The root and a middle node hold as many pointers; a bottom node's bytes vary by release.
  const botNodeBytes = botNodes === 0 ? 0 : Math.round(bytesLostToBot / botNodes);
  return [
    on(text, "mapMid")(
      "mid nodes * the root's bytes",
      bytesLostToMid,
      midNodes * map.bytesLostToRoot,
    ),
    on(text, "mapBot")("a multiple of the bot nodes", bytesLostToBot, botNodes * botNodeBytes),
    on(text, "mapTotal")(
      "Total = the sum of the arena map's three lines",
      text.printed.arenaMapTotal ?? 0,
      sum,
    ),
  ];
}

function freeListChecks({ freeLists = [], at }: PymallocText): StatsCheck[] {
  return freeLists.map(({ objectCount, name, objectBytes, totalBytes }, place) =>
    check(
      at.freeLists[place] ?? at.first,
      `${name}s: bytes = objects * bytes each`,
      totalBytes,
      objectCount * objectBytes,
    ),
  );
}
