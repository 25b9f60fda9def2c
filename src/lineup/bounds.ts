/**
 * What could be had: how little memory would do for the blocks that live at a moment, by three
 * freedoms that an allocator may take.
 *
 * - Smaller units: every page without a live block goes back (`pagesBytes`).
 * - Merging: two pools of a class whose live blocks lie at different places share one page of
 *   memory, as Mesh does (`meshedPairsBytes`), or as many as fit (`meshedBytes`). The fewest pools
 *   are hard to find, as colouring a graph is; this is a greedy answer, so an upper bound of them.
 * - Moving: the live blocks of each class lie in as few pools as hold them (`compactedBytes`).
 *
 * All are of pools only; blocks that the raw allocator has come on top, in every case.
 */

import type { Geometry } from "../pymalloc/geometry.js";
import type { HeapReader } from "../pymalloc/heap/heap-reader.js";

/** Bytes of the system's unit of memory. */
const PAGE_BYTES = 4096;

/** Shared pools that a pool is held against at most: a heap of many thousand pools stays quick. */
const MOST_TRIED = 1024;

/** A pool with a live block. */
export interface LivePool {
  readonly blockBytes: number;
  /** Places of its live blocks, from 0, ascending. */
  readonly live: readonly number[];
}

/** The geometry that the bounds go by. */
export type PoolGeometry = Pick<Geometry, "poolBytes" | "poolHeaderBytes">;

/** The bounds, in bytes. */
export interface Bounds {
  /** Bytes of the live blocks themselves. */
  readonly blockBytes: number;
  /** Of whole pools with a live block. */
  readonly poolsBytes: number;
  readonly pagesBytes: number;
  readonly meshedPairsBytes: number;
  readonly meshedBytes: number;
  readonly compactedBytes: number;
}

/**
 * The bounds of a heap's pools.
 *
 * @param pools - those with a live block, in any order.
 *
 * @example
 * const geometry = { poolBytes: 4096, poolHeaderBytes: 48 };
 * const pools = [{ blockBytes: 512, live: [0] }, { blockBytes: 512, live: [1] }];
 * boundsOf(pools, geometry).meshedBytes; // => 4096
 */
export function boundsOf(pools: readonly LivePool[], geometry: PoolGeometry): Bounds {
  const { poolBytes } = geometry;
  const byClass = new Map<number, LivePool[]>();
  for (const pool of pools) {
    const alike = byClass.get(pool.blockBytes);
    if (alike === undefined) byClass.set(pool.blockBytes, [pool]);
    else alike.push(pool);
  }
  const classes = [...byClass.values()];
  const sum = (of: (alike: LivePool[]) => number) =>
    classes.reduce((total, alike) => total + of(alike), 0);
  return {
    blockBytes: pools.reduce((bytes, { blockBytes, live }) => bytes + blockBytes * live.length, 0),
    poolsBytes: pools.length * poolBytes,
    pagesBytes: pools.reduce((pages, pool) => pages + livePages(pool, geometry), 0) * PAGE_BYTES,
    meshedPairsBytes: sum((alike) => meshed(alike, geometry, 2)) * poolBytes,
    meshedBytes: sum((alike) => meshed(alike, geometry, Number.POSITIVE_INFINITY)) * poolBytes,
    compactedBytes: sum((alike) => compacted(alike, geometry)) * poolBytes,
  };
}

/**
 * The pools of a heap that have a live block.
 *
 * @example
 * livePools(startPython("3.11").allocator.heap).length > 0; // => true
 */
export function livePools(heap: HeapReader): LivePool[] {
  return heap
    .pools()
    .filter((pool) => pool.liveBlocks > 0)
    .map((pool) => {
      const live: number[] = [];
      for (let ordinal = 1; ordinal <= pool.carvedBlocks; ordinal++) {
        if (pool.isLive(ordinal)) live.push(ordinal - 1);
      }
      return { blockBytes: pool.blockBytes, live };
    });
}

/** Blocks lie after the header, one after the other; a pool begins on a page. */
function livePages({ blockBytes, live }: LivePool, { poolHeaderBytes }: PoolGeometry): number {
  const pages = new Set([0]);
  for (const place of live) {
    const from = poolHeaderBytes + place * blockBytes;
    const last = Math.floor((from + blockBytes - 1) / PAGE_BYTES);
    for (let page = Math.floor(from / PAGE_BYTES); page <= last; page++) pages.add(page);
  }
  return pages.size;
}

function capacityOf({ blockBytes }: LivePool, geometry: PoolGeometry): number {
  return Math.floor((geometry.poolBytes - geometry.poolHeaderBytes) / blockBytes);
}

function compacted(alike: readonly LivePool[], geometry: PoolGeometry): number {
  const [first] = alike;
  const blocks = alike.reduce((count, { live }) => count + live.length, 0);
  return first === undefined ? 0 : Math.ceil(blocks / capacityOf(first, geometry));
}

/** A pool's worth of memory that several pools may share: which places are taken. */
interface Shared {
  readonly taken: Uint32Array;
  blocks: number;
  pools: number;
}

/** The fullest first, each to the first that has room at its places. */
function meshed(alike: readonly LivePool[], geometry: PoolGeometry, mostPools: number): number {
  const [first] = alike;
  if (first === undefined) return 0;
  const capacity = capacityOf(first, geometry);
  const shared: Shared[] = [];
  for (const pool of alike.toSorted((a, b) => b.live.length - a.live.length)) {
    const taken = placesTaken(pool, capacity);
    const open = firstWithRoom(shared, taken, capacity - pool.live.length, mostPools);
    if (open === undefined) {
      shared.push({ taken, blocks: pool.live.length, pools: 1 });
    } else {
      taken.forEach((word, at) => {
        open.taken[at]! |= word;
      });
      open.blocks += pool.live.length;
      open.pools += 1;
    }
  }
  return shared.length;
}

function firstWithRoom(
  shared: readonly Shared[],
  places: Uint32Array,
  mostBlocks: number,
  mostPools: number,
): Shared | undefined {
  let tried = 0;
  for (const open of shared) {
    if (open.blocks > mostBlocks || open.pools >= mostPools) continue;
    if (places.every((word, at) => (word & open.taken[at]!) === 0)) return open;
    tried += 1;
    if (tried === MOST_TRIED) return undefined;
  }
  return undefined;
}

const WORD_BITS = 32;

function placesTaken({ live }: LivePool, capacity: number): Uint32Array {
  const taken = new Uint32Array(Math.ceil(capacity / WORD_BITS));
  for (const place of live) taken[Math.floor(place / WORD_BITS)]! |= 1 << (place % WORD_BITS);
  return taken;
}
