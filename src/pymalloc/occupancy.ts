/**
 * How full the arenas are, pool by pool: the plain reading that every map is drawn from.
 */

import type { Allocator } from "./allocator.js";
import type { ArenaReader } from "./heap/arena-reader.js";
import type { PoolReader, PoolState } from "./heap/pool-reader.js";

/** One pool. `untouched` was never used, so its memory is not even resident. */
export type PoolOccupancy =
  | { readonly state: "untouched" }
  | {
      /** Some blocks live, all live, or none. */
      readonly state: PoolState;
      readonly blockBytes: number;
      readonly liveBlocks: number;
      /** Blocks the pool has room for. */
      readonly capacity: number;
    };

/** One arena that is held, with its pools in address order. */
export interface ArenaReading {
  /** Which arena of the process it is, from 0. */
  readonly birth: number;
  readonly address: number;
  /** 1 where the arena does not start on a pool boundary, else 0. */
  readonly poolsLostToAlignment: number;
  readonly pools: readonly PoolOccupancy[];
}

/** An allocator, as far as it is only looked at. */
type Heap = Pick<Allocator, "heap">;

/**
 * Reads every arena that is held, in order of birth.
 *
 * @example
 * arenaOccupancy(startPython("3.11").allocator).length; // => 2
 */
export function arenaOccupancy({ heap }: Heap): ArenaReading[] {
  return heap.arenas().map((arena) => {
    const carved = arena.pools().map(poolOccupancy);
    const { birth, address, poolsLostToAlignment, poolCount } = arena;
    const untouched = new Array<PoolOccupancy>(poolCount - carved.length).fill(UNTOUCHED);
    return { birth, address, poolsLostToAlignment, pools: [...carved, ...untouched] };
  });
}

/**
 * The blocks of an arena's pools in address order, as a character each: `x` live,
 * `-` free, `.` never used. A pool that was never used has none.
 */
export function blockCharacters({ heap }: Heap, { address }: ArenaReading): string {
  const arena = heap.arenaAt(address);
  return arena === undefined ? "" : arenaBlockCharacters(arena);
}

/** The same, of an arena being read. */
export function arenaBlockCharacters(arena: ArenaReader): string {
  let characters = "";
  for (const pool of arena.pools()) {
    const { capacity, carvedBlocks } = pool;
    for (let ordinal = 1; ordinal <= capacity; ordinal++) {
      const isUntouched = ordinal > carvedBlocks;
      characters += isUntouched ? "." : pool.isLive(ordinal) ? "x" : "-";
    }
  }
  return characters;
}

const UNTOUCHED: PoolOccupancy = { state: "untouched" };

/** Reads one pool that was used before. */
export function poolOccupancy(pool: PoolReader): PoolOccupancy {
  const { state, blockBytes, liveBlocks, capacity } = pool;
  return { state, blockBytes, liveBlocks, capacity };
}
