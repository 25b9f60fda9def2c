/** One pool at one moment, block by block, and the list it is on. */

import type { ArenaReader } from "../../pymalloc/heap/arena-reader.js";
import type { PoolReader } from "../../pymalloc/heap/pool-reader.js";
import type { RunPlayer } from "./run-player.js";

/** Most pools of a list that are named; a list can have thousands. */
const MOST_NAMED = 12;

/** Where a pool is: arenas are numbered in order of birth, from 0. */
export interface PlayerPlace {
  readonly arena: number;
  readonly pool: number;
}

/** A pool that was used before. */
export interface CarvedPool {
  readonly blockBytes: number;
  readonly capacity: number;
  /** Of each block in address order: 1 where it lives. */
  readonly live: Uint8Array;
  /** Free blocks in the order in which malloc takes them, from 1. */
  readonly freeList: readonly number[];
  /** The first block that was never touched, from 1; above `capacity` if all were. */
  readonly nextOrdinal: number;
  /**
   * `used`: on the list of its class. `full`: on no list. `free`: emptied, on its arena's list.
   */
  readonly list: "used" | "full" | "free";
  /** The list it is on, malloc's first choice first: of its class, or of its arena. */
  readonly listed: readonly PlayerPlace[];
  /** How many pools that list has, and which of them this one is, from 1; 0 where it is on none. */
  readonly listLength: number;
  readonly listPosition: number;
}

/** A pool at one moment. */
export interface PoolView {
  readonly place: PlayerPlace;
  readonly address: number;
  readonly poolBytes: number;
  readonly headerBytes: number;
  /** Absent where the pool was never used. */
  readonly carved?: CarvedPool;
}

/** Reads a pool; `undefined` if its arena is not held, or has no such pool. */
export function poolView(player: RunPlayer, place: PlayerPlace): PoolView | undefined {
  const { heap, geometry } = player.allocator;
  const arena = heap.arena(player.births[place.arena] ?? -1);
  if (arena === undefined || place.pool >= arena.poolCount) return undefined;
  const view = {
    place,
    address: arena.firstPoolAddress + place.pool * geometry.poolBytes,
    poolBytes: geometry.poolBytes,
    headerBytes: geometry.poolHeaderBytes,
  };
  const pool = arena.pool(place.pool);
  if (pool === undefined) return view;
  const { blockBytes, capacity } = pool;
  const carved = {
    blockBytes,
    capacity,
    live: Uint8Array.from({ length: capacity }, (_, i) => (pool.isLive(i + 1) ? 1 : 0)),
    freeList: pool.freeList(),
    nextOrdinal: pool.carvedBlocks + 1,
    ...listOf(player, pool, arena),
  };
  return { ...view, carved };
}

type ListReading = Pick<CarvedPool, "list" | "listed" | "listLength" | "listPosition">;

function listOf(player: RunPlayer, pool: PoolReader, arena: ArenaReader): ListReading {
  const { heap } = player.allocator;
  if (pool.state === "full") return { list: "full", listed: [], listLength: 0, listPosition: 0 };
  const isUsed = pool.state === "used";
  const all = isUsed ? heap.usedPools(pool.sizeClass) : arena.freePools();
  return {
    list: isUsed ? "used" : "free",
    listed: all.slice(0, MOST_NAMED).map((other) => {
      const { birth, pool: index } = heap.placeOf(other.block(1));
      return { arena: player.births.indexOf(birth), pool: index };
    }),
    listLength: all.length,
    listPosition: all.findIndex(({ number }) => number === pool.number) + 1,
  };
}
