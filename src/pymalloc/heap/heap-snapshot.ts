/**
 * A whole heap as JSON that one can read, small enough to keep one for every Python version.
 *
 * It says what an image says (heap-image.ts), pool by pool. Positions are relative to the
 * arena, so a heap can be put back at other addresses.
 */

import { BlockNumber } from "../block.js";
import type { Geometry } from "../geometry.js";
import type { Pymalloc } from "../pymalloc.js";
import type { ArenaSource } from "../sources/arena-source.js";
import { type HeapImage, restoreHeapImage, takeHeapImage } from "./heap-image.js";
import type { HeapReader } from "./heap-reader.js";

/** Arena by its place in {@link HeapSnapshot.arenas}, and pool by its place in the arena. */
export type PoolPlace = readonly [arena: number, pool: number];

/** An arena of a snapshot. */
export interface ArenaSnapshot {
  readonly address: number;
  readonly carvedPools: number;
  /** Emptied pools, the one that malloc takes first at the end. */
  readonly freePools: readonly number[];
}

/**
 * A pool of a snapshot: its place, its class, how many of its blocks were ever
 * used, then its free list as block indices from 0, the next one last.
 */
export type PoolSnapshot = readonly [
  arena: number,
  pool: number,
  sizeClass: number,
  carvedBlocks: number,
  ...freeList: number[],
];

/** A heap. */
export interface HeapSnapshot {
  readonly total: number;
  readonly highwater: number;
  readonly rawBlocks: number;
  readonly arenas: readonly ArenaSnapshot[];
  /** Places of the usable arenas in list order. */
  readonly usableArenas: readonly number[];
  readonly pools: readonly PoolSnapshot[];
  /** The used pools of each class in list order. */
  readonly usedPools: readonly (readonly PoolPlace[])[];
}

/**
 * Builds an allocator whose heap is as a snapshot says.
 *
 * @param source - where the arenas after those of the snapshot come from.
 * @throws {RangeError} when the snapshot names an arena twice, overlaps itself, or leaves out
 *   a pool.
 *
 * @example
 * const { allocator } = startPython("3.11");
 * const copy = restoreHeap(allocator.geometry, takeHeapSnapshot(allocator), new AdjacentArenas());
 * debugMallocStats(mallocStats(copy)) === debugMallocStats(mallocStats(allocator)); // => true
 */
export function restoreHeap(
  geometry: Geometry,
  snapshot: HeapSnapshot,
  source: ArenaSource,
): Pymalloc {
  return restoreHeapImage(geometry, imageOf(snapshot), source);
}

/**
 * Takes down a heap, to be put back with {@link restoreHeap}.
 *
 * @example
 * takeHeapSnapshot(startPython("3.11").allocator).arenas.length; // => 2
 */
export function takeHeapSnapshot(allocator: { readonly heap: HeapReader }): HeapSnapshot {
  return snapshotOf(takeHeapImage(allocator));
}

function imageOf(snapshot: HeapSnapshot): HeapImage {
  const { total, highwater, rawBlocks, usableArenas } = snapshot;
  const byPlace = new Map<string, PoolSnapshot>();
  for (const pool of snapshot.pools) byPlace.set(`${pool[0]} ${pool[1]}`, pool);
  const pools: number[] = [];
  snapshot.arenas.forEach(({ carvedPools }, arena) => {
    for (let index = 0; index < carvedPools; index++) {
      const found = byPlace.get(`${arena} ${index}`);
      if (found === undefined) {
        throw new RangeError(`the snapshot has no pool ${index} of arena ${arena}`);
      }
      const [, , sizeClass, carvedBlocks, ...freeList] = found;
      pools.push(sizeClass, carvedBlocks + BlockNumber.FIRST_ORDINAL, freeList.length);
      for (const block of freeList.reverse()) pools.push(block + BlockNumber.FIRST_ORDINAL);
    }
  });
  return {
    total,
    highwater,
    rawBlocks,
    arenas: snapshot.arenas.map((arena, birth) => ({ birth, ...arena })),
    usableArenas,
    pools: Uint16Array.from(pools),
    usedPools: Int32Array.from(snapshot.usedPools.flatMap((list) => [list.length, ...list.flat()])),
  };
}

function snapshotOf(image: HeapImage): HeapSnapshot {
  const { total, highwater, rawBlocks, usableArenas, pools: words } = image;
  const pools: PoolSnapshot[] = [];
  let at = 0;
  image.arenas.forEach(({ carvedPools }, arena) => {
    for (let index = 0; index < carvedPools; index++) {
      const [sizeClass, nextOrdinal, freeBlocks] = [words[at]!, words[at + 1]!, words[at + 2]!];
      const from = at + 3;
      at = from + freeBlocks;
      const freeList = Array.from(words.subarray(from, at), (o) => o - BlockNumber.FIRST_ORDINAL);
      const carvedBlocks = nextOrdinal - BlockNumber.FIRST_ORDINAL;
      pools.push([arena, index, sizeClass, carvedBlocks, ...freeList.reverse()]);
    }
  });
  return {
    total,
    highwater,
    rawBlocks,
    arenas: image.arenas.map(({ address, carvedPools, freePools }) => ({
      address,
      carvedPools,
      freePools,
    })),
    usableArenas,
    pools,
    usedPools: usedPoolLists(image),
  };
}

function usedPoolLists({ usedPools }: HeapImage): PoolPlace[][] {
  const lists: PoolPlace[][] = [];
  for (let at = 0; at < usedPools.length; ) {
    const end = at + 1 + 2 * usedPools[at]!;
    const list: PoolPlace[] = [];
    for (at += 1; at < end; at += 2) list.push([usedPools[at]!, usedPools[at + 1]!]);
    lists.push(list);
  }
  return lists;
}
