/**
 * What `sys._debugmallocstats()` says of pymalloc, as data.
 *
 * The six byte figures sum to `arenas.current * arenaBytes`: every byte of an
 * arena is live, free in a used pool, in an unused pool, or lost in one of
 * three ways.
 */

import type { Pymalloc } from "./pymalloc.js";
import { blockBytesOf, blocksPerPool, sizeClassCount } from "./size-class.js";
import { CARVE, FREE_COUNT } from "./tables/arena-table.js";

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
  readonly arenas: {
    readonly total: number;
    readonly reclaimed: number;
    readonly highwater: number;
    readonly current: number;
  };
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
 */
export function mallocStats(allocator: Pymalloc): MallocStats {
  const { geometry, arenas } = allocator;
  const classes = classStats(allocator);
  const sum = (bytes: (row: SizeClassStats) => number) =>
    classes.reduce((total, row) => total + bytes(row), 0);
  const usablePoolBytes = geometry.poolBytes - geometry.poolHeaderBytes;
  const slots = arenas.table.heldSlots();
  const misaligned = slots.filter((s) => arenas.table.address[s]! % geometry.poolBytes !== 0);
  return {
    smallRequestThreshold: geometry.smallRequestThreshold,
    sizeClassCount: sizeClassCount(geometry),
    classes,
    arenas: {
      total: arenas.counters.total,
      reclaimed: arenas.counters.total - arenas.counters.current,
      highwater: arenas.counters.highwater,
      current: arenas.counters.current,
    },
    arenaBytes: geometry.arenaBytes,
    poolBytes: geometry.poolBytes,
    bytesInAllocatedBlocks: sum((row) => row.blocksInUse * row.blockBytes),
    bytesInAvailableBlocks: sum((row) => row.availableBlocks * row.blockBytes),
    unusedPoolCount: slots.reduce((pools, slot) => pools + arenas.table.read(slot, FREE_COUNT), 0),
    bytesLostToPoolHeaders: sum((row) => row.poolCount * geometry.poolHeaderBytes),
    bytesLostToQuantization: sum((row) => row.poolCount * (usablePoolBytes % row.blockBytes)),
    bytesLostToAlignment: misaligned.length * geometry.poolBytes,
    ...arenaMapStats(allocator),
  };
}

function classStats(allocator: Pymalloc): SizeClassStats[] {
  const { geometry, pools, arenas } = allocator;
  const poolCount = new Array<number>(sizeClassCount(geometry)).fill(0);
  const blocksInUse = poolCount.slice();
  for (const slot of arenas.table.heldSlots()) {
    const end = arenas.table.read(slot, CARVE);
    for (let pool = slot << arenas.poolBits; pool < end; pool++) {
      const liveBlocks = pools.liveBlocks(pool);
      if (liveBlocks === 0) continue;
      poolCount[pools.sizeClass(pool)]! += 1;
      blocksInUse[pools.sizeClass(pool)]! += liveBlocks;
    }
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

function arenaMapStats({ arenas }: Pymalloc): { arenaMap: ArenaMapStats } | undefined {
  const { map } = arenas;
  if (map === undefined) return undefined;
  return {
    arenaMap: {
      bytesLostToRoot: map.geometry.rootBytes,
      nodes: {
        midNodes: map.midNodeCount,
        botNodes: map.botNodeCount,
        bytesLostToMid: map.midNodeCount * map.geometry.midBytes,
        bytesLostToBot: map.botNodeCount * map.geometry.botBytes,
      },
    },
  };
}
