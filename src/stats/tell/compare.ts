/** Two stats of one program, and what changed from one to the other. */
import type { MallocStats, SizeClassStats } from "../../pymalloc/malloc-stats.js";
import { isKnown } from "../text/with-gaps.js";

/** One figure before and after. */
export interface StatsDifference {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** What changed between two stats. */
export interface StatsComparison {
  /** Arenas and the six byte figures, whether they changed or not; those that both stats have. */
  readonly figures: readonly StatsDifference[];
  /** Size classes of which the live blocks or the pools changed, by block bytes. */
  readonly classes: readonly ClassDifference[];
}

/** A size class before and after. */
export interface ClassDifference {
  readonly blockBytes: number;
  readonly pools: readonly [before: number, after: number];
  readonly blocksInUse: readonly [before: number, after: number];
  readonly availableBlocks: readonly [before: number, after: number];
}

/**
 * Compares two stats; they may come from different builds.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * compareStats(text.stats, text.stats).classes; // => []
 */
export function compareStats(before: MallocStats, after: MallocStats): StatsComparison {
  const figures = FIGURES.map(([label, figure]) => ({
    label,
    before: figure(before),
    after: figure(after),
  })).filter(({ before, after }) => isKnown(before) && isKnown(after));
  return { figures, classes: classDifferences(before, after) };
}

const FIGURES: readonly (readonly [label: string, figure: (stats: MallocStats) => number])[] = [
  ["arenas allocated total", ({ arenas }) => arenas.total],
  ["arenas reclaimed", ({ arenas }) => arenas.reclaimed],
  ["arenas highwater mark", ({ arenas }) => arenas.highwater],
  ["arenas allocated current", ({ arenas }) => arenas.current],
  ["bytes in held arenas", ({ arenas, arenaBytes }) => arenas.current * arenaBytes],
  ["bytes in allocated blocks", (stats) => stats.bytesInAllocatedBlocks],
  ["bytes in available blocks", (stats) => stats.bytesInAvailableBlocks],
  ["bytes in unused pools", (stats) => stats.unusedPoolCount * stats.poolBytes],
  ["bytes lost to pool headers", (stats) => stats.bytesLostToPoolHeaders],
  ["bytes lost to quantization", (stats) => stats.bytesLostToQuantization],
  ["bytes lost to arena alignment", (stats) => stats.bytesLostToAlignment],
];

function classDifferences(before: MallocStats, after: MallocStats): ClassDifference[] {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const sizes = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b);
  // A class without a row has no blocks, unless rows are missing.
  const isWhole = hasAllRows(before) && hasAllRows(after);
  return sizes
    .filter((blockBytes) => isWhole || (old.has(blockBytes) && now.has(blockBytes)))
    .map((blockBytes): ClassDifference => {
      const [from, to] = [old.get(blockBytes), now.get(blockBytes)];
      return {
        blockBytes,
        pools: [from?.poolCount ?? 0, to?.poolCount ?? 0],
        blocksInUse: [from?.blocksInUse ?? 0, to?.blocksInUse ?? 0],
        availableBlocks: [from?.availableBlocks ?? 0, to?.availableBlocks ?? 0],
      };
    })
    .filter(({ pools, blocksInUse }) => pools[0] !== pools[1] || blocksInUse[0] !== blocksInUse[1]);
}

function rowsOf({ classes }: MallocStats): Map<number, SizeClassStats> {
  return new Map(
    classes.filter(({ blockBytes }) => isKnown(blockBytes)).map((row) => [row.blockBytes, row]),
  );
}

function hasAllRows({ classes }: MallocStats): boolean {
  return classes.every(({ blockBytes }) => isKnown(blockBytes));
}
