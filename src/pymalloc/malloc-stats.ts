/**
 * What `sys._debugmallocstats()` says of pymalloc, as data.
 *
 * The six byte figures sum to `arenas.current * arenaBytes`: every byte of an
 * arena is live, free in a used pool, in an unused pool, or lost in one of
 * three ways.
 */

import type { Allocator } from "./allocator.js";
import type { ArenaFigures, ArenaMapReading } from "./heap/heap-reader.js";
import { blockBytesOf, blocksPerPool, sizeClassCount } from "./size-class.js";

/** One row of the stats: a size class that has a pool with a live block. */
export interface SizeClassStats {
  readonly sizeClass: number;
  readonly blockBytes: number;
  /** Pools with a live block; an emptied pool counts as unused although it keeps its class. */
  readonly poolCount: number;
  readonly blocksInUse: number;
  /** Free blocks of those pools, never touched ones included. */
  readonly availableBlocks: number;
}

/** The pymalloc part of the stats. */
export interface MallocStats {
  readonly smallRequestThreshold: number;
  readonly sizeClassCount: number;
  readonly classes: readonly SizeClassStats[];
  readonly arenas: ArenaFigures;
  readonly arenaBytes: number;
  readonly poolBytes: number;
  readonly bytesInAllocatedBlocks: number;
  readonly bytesInAvailableBlocks: number;
  readonly unusedPoolCount: number;
  readonly bytesLostToPoolHeaders: number;
  readonly bytesLostToQuantization: number;
  readonly bytesLostToAlignment: number;
  /** Absent before 3.10. */
  readonly arenaMap?: ArenaMapStats;
}

/** The arena map's part of the stats. */
export interface ArenaMapStats {
  readonly bytesLostToRoot: number;
  /** Nodes below the root; absent in 32-bit builds, whose map is the root alone. */
  readonly nodes?: ArenaMapNodeStats;
}

/** Nodes of the arena map below its root, and their bytes. */
export interface ArenaMapNodeStats {
  readonly midNodes: number;
  readonly botNodes: number;
  readonly bytesLostToMid: number;
  readonly bytesLostToBot: number;
}

/**
 * Reads an allocator's stats.
 *
 * @see CPython, Objects/obmalloc.c, `_PyObject_DebugMallocStats`.
 *
 * @example
 * mallocStats(startPython("3.11").allocator).arenas.current; // => 2
 */
export function mallocStats(allocator: Pick<Allocator, "geometry" | "heap">): MallocStats {
  const { geometry, heap } = allocator;
  const classes = classStats(allocator);
  const sum = (bytes: (row: SizeClassStats) => number) =>
    classes.reduce((total, row) => total + bytes(row), 0);
  const usablePoolBytes = geometry.poolBytes - geometry.poolHeaderBytes;
  const arenas = heap.arenas();
  const misaligned = arenas.filter(({ address }) => address % geometry.poolBytes !== 0);
  const { arenaMap } = heap;
  return {
    smallRequestThreshold: geometry.smallRequestThreshold,
    sizeClassCount: sizeClassCount(geometry),
    classes,
    arenas: heap.figures(),
    arenaBytes: geometry.arenaBytes,
    poolBytes: geometry.poolBytes,
    bytesInAllocatedBlocks: sum((row) => row.blocksInUse * row.blockBytes),
    bytesInAvailableBlocks: sum((row) => row.availableBlocks * row.blockBytes),
    unusedPoolCount: arenas.reduce((pools, arena) => pools + arena.freePoolCount, 0),
    bytesLostToPoolHeaders: sum((row) => row.poolCount * geometry.poolHeaderBytes),
    bytesLostToQuantization: sum((row) => row.poolCount * (usablePoolBytes % row.blockBytes)),
    bytesLostToAlignment: misaligned.length * geometry.poolBytes,
    ...(arenaMap && { arenaMap: arenaMapStats(arenaMap) }),
  };
}

function classStats({ geometry, heap }: Pick<Allocator, "geometry" | "heap">): SizeClassStats[] {
  const poolCount = new Array<number>(sizeClassCount(geometry)).fill(0);
  const blocksInUse = poolCount.slice();
  for (const { liveBlocks, sizeClass } of heap.pools()) {
    if (liveBlocks === 0) continue;
    poolCount[sizeClass]! += 1;
    blocksInUse[sizeClass]! += liveBlocks;
  }
  return poolCount.flatMap((count, sizeClass) => {
    const inUse = blocksInUse[sizeClass]!;
    const row = {
      sizeClass,
      blockBytes: blockBytesOf(sizeClass, geometry),
      poolCount: count,
      blocksInUse: inUse,
      availableBlocks: count * blocksPerPool(sizeClass, geometry) - inUse,
    };
    return count > 0 ? [row] : [];
  });
}

function arenaMapStats({ geometry, midNodeCount, botNodeCount }: ArenaMapReading): ArenaMapStats {
  if (geometry.midBytes === 0) return { bytesLostToRoot: geometry.rootBytes };
  return {
    bytesLostToRoot: geometry.rootBytes,
    nodes: {
      midNodes: midNodeCount,
      botNodes: botNodeCount,
      bytesLostToMid: midNodeCount * geometry.midBytes,
      bytesLostToBot: botNodeCount * geometry.botBytes,
    },
  };
}
