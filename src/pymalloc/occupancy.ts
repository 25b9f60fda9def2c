/**
 * How full the arenas are, pool by pool: the plain reading behind every map.
 */

import type { Pymalloc } from "./pymalloc.js";
import { blockBytesOf } from "./size-class.js";
import { BIRTH, CARVE, TOTAL } from "./tables/arena-table.js";

/** One pool. `untouched` was never used, so its memory is not even resident. */
export type PoolOccupancy =
  | { readonly state: "untouched" }
  | {
      /** Some blocks live, all live, or none. */
      readonly state: "used" | "full" | "empty";
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

/** Reads every arena that is held, in order of birth. */
export function arenaOccupancy(allocator: Pymalloc): ArenaReading[] {
  const { arenas } = allocator;
  const readings = arenas.table.heldSlots().map((slot) => {
    const first = slot << arenas.poolBits;
    const carved = arenas.table.read(slot, CARVE) - first;
    const total = arenas.table.read(slot, TOTAL);
    return {
      birth: arenas.table.read(slot, BIRTH),
      address: arenas.table.address[slot]!,
      poolsLostToAlignment: arenas.poolsPerArena - total,
      pools: Array.from({ length: total }, (_, index) =>
        index < carved ? poolOccupancy(allocator, first + index) : UNTOUCHED,
      ),
    };
  });
  return readings.sort((a, b) => a.birth - b.birth);
}

/**
 * The blocks of an arena's pools in address order, as a character each: `x` live,
 * `-` free, `.` never used. A pool that was never used has none.
 */
export function blockCharacters(allocator: Pymalloc, { address }: ArenaReading): string {
  return arenaBlockCharacters(allocator, allocator.arenas.table.slotAt(address));
}

/** The same, of the arena in a slot. */
export function arenaBlockCharacters({ arenas, pools }: Pymalloc, slot: number): string {
  const first = slot << arenas.poolBits;
  const end = arenas.table.read(slot, CARVE);
  let characters = "";
  for (let pool = first; pool < end; pool++) {
    const capacity = pools.capacity[pools.sizeClass(pool)]!;
    for (let ordinal = 1; ordinal <= capacity; ordinal++) {
      const isUntouched = ordinal >= pools.nextOrdinal(pool);
      characters += isUntouched ? "." : pools.isLive(pool, ordinal) ? "x" : "-";
    }
  }
  return characters;
}

const UNTOUCHED: PoolOccupancy = { state: "untouched" };

/** Reads one pool that was used before. */
export function poolOccupancy({ pools, geometry }: Pymalloc, pool: number): PoolOccupancy {
  const sizeClass = pools.sizeClass(pool);
  const liveBlocks = pools.liveBlocks(pool);
  const capacity = pools.capacity[sizeClass]!;
  const state = liveBlocks === 0 ? "empty" : liveBlocks === capacity ? "full" : "used";
  return { state, blockBytes: blockBytesOf(sizeClass, geometry), liveBlocks, capacity };
}
