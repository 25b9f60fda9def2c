/** What `sys._debugmallocstats()` would say of a heap that was read. */

import type { Geometry } from "../pymalloc/geometry.js";
import type { MallocStats, SizeClassStats } from "../pymalloc/malloc-stats.js";
import { blockBytesOf, blocksPerPool, sizeClassCount } from "../pymalloc/size-class.js";
import { debugMallocStats } from "../stats/text/debug-malloc-stats.js";
import type { HeapReading, InterpreterHeap } from "./heap-reading.js";
import type { ReadPools } from "./read-pools.js";

/**
 * The pymalloc part of the stats text, byte for byte as the process prints it at that moment.
 *
 * @param heap - one of the reading's interpreters.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const reading = readHeap(image);
 * const [text] = parseMallocStats(statsTextOfHeap(reading, reading.interpreters[0]));
 * text.stats.arenas.current; // => 2
 */
export function statsTextOfHeap(reading: HeapReading, heap: InterpreterHeap): string {
  return debugMallocStats(statsOfHeap(reading, heap));
}

/**
 * The stats as data.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const reading = readHeap(image);
 * statsOfHeap(reading, reading.interpreters[0]).arenaBytes; // => 1048576
 */
export function statsOfHeap(reading: HeapReading, heap: InterpreterHeap): MallocStats {
  const { geometry, pools } = reading;
  const classes = classRows(pools, heap, geometry);
  const sum = (bytes: (row: SizeClassStats) => number) =>
    classes.reduce((total, row) => total + bytes(row), 0);
  const usablePoolBytes = geometry.poolBytes - geometry.poolHeaderBytes;
  const { total, highwater, current } = heap.counters;
  const misaligned = heap.arenas.filter(({ address }) => address % geometry.poolBytes !== 0);
  return {
    smallRequestThreshold: geometry.smallRequestThreshold,
    sizeClassCount: sizeClassCount(geometry),
    classes,
    arenas: { total, reclaimed: total - current, highwater, current },
    arenaBytes: geometry.arenaBytes,
    poolBytes: geometry.poolBytes,
    bytesInAllocatedBlocks: sum((row) => row.blocksInUse * row.blockBytes),
    bytesInAvailableBlocks: sum((row) => row.availableBlocks * row.blockBytes),
    unusedPoolCount: heap.arenas.reduce((count, arena) => count + arena.freePoolCount, 0),
    bytesLostToPoolHeaders: sum((row) => row.poolCount * geometry.poolHeaderBytes),
    bytesLostToQuantization: sum((row) => row.poolCount * (usablePoolBytes % row.blockBytes)),
    bytesLostToAlignment: misaligned.length * geometry.poolBytes,
    ...arenaMapOf(heap, geometry),
  };
}

function classRows(pools: ReadPools, heap: InterpreterHeap, geometry: Geometry): SizeClassStats[] {
  const poolCounts = new Array<number>(sizeClassCount(geometry)).fill(0);
  const blocksInUse = poolCounts.slice();
  for (const pool of heap.arenas.flatMap((arena) => arena.pools)) {
    const live = pools.liveBlocks[pool]!;
    if (live === 0) continue;
    poolCounts[pools.sizeClass[pool]!]! += 1;
    blocksInUse[pools.sizeClass[pool]!]! += live;
  }
  return poolCounts.flatMap((poolCount, sizeClass) => {
    if (poolCount === 0) return [];
    const inUse = blocksInUse[sizeClass]!;
    const capacity = poolCount * blocksPerPool(sizeClass, geometry);
    const blockBytes = blockBytesOf(sizeClass, geometry);
    const availableBlocks = capacity - inUse;
    return [{ sizeClass, blockBytes, poolCount, blocksInUse: inUse, availableBlocks }];
  });
}

function arenaMapOf({ arenaMap }: InterpreterHeap, geometry: Geometry) {
  const map = geometry.arenaMap;
  if (map === undefined || arenaMap === undefined) return {};
  const { midNodes, botNodes } = arenaMap;
  return {
    arenaMap: {
      bytesLostToRoot: map.rootBytes,
      nodes: {
        midNodes,
        botNodes,
        bytesLostToMid: midNodes * map.midBytes,
        bytesLostToBot: botNodes * map.botBytes,
      },
    },
  };
}
