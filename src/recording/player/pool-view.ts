/** One pool at one moment, block by block, and the list it is on. */

import { freePools } from "../../pymalloc/heap/heap-snapshot.js";
import { blockBytesOf } from "../../pymalloc/size-class.js";
import { CARVE, TOTAL } from "../../pymalloc/tables/arena-table.js";
import type { RunPlayer } from "./run-player.js";

/** Most pools of a list that are named; a list can have thousands. */
const MOST_NAMED = 12;

/** Where a pool is: arenas are numbered in order of birth, from 0. */
export interface PoolPlace {
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
  /** The first block that was never touched, from 1; above `capacity` where there is none. */
  readonly nextOrdinal: number;
  /**
   * `used`: on the list of its class. `full`: on no list. `free`: emptied, on its arena's list.
   */
  readonly list: "used" | "full" | "free";
  /** The list it is on, malloc's first choice first: of its class, or of its arena. */
  readonly listed: readonly PoolPlace[];
  /** How many pools that list has, and which of them this one is, from 1; 0 where it is on none. */
  readonly listLength: number;
  readonly listPosition: number;
}

/** A pool at one moment. */
export interface PoolView {
  readonly place: PoolPlace;
  readonly address: number;
  readonly poolBytes: number;
  readonly headerBytes: number;
  /** Absent where the pool was never used. */
  readonly carved?: CarvedPool;
}

/** Reads a pool; `undefined` where there is none now. */
export function poolView(player: RunPlayer, place: PoolPlace): PoolView | undefined {
  const { arenas, pools, geometry } = player.allocator;
  const slot = player.slotOf(player.births[place.arena] ?? -1);
  if (slot === undefined || place.pool >= arenas.table.read(slot, TOTAL)) return undefined;
  const pool = (slot << arenas.poolBits) + place.pool;
  const view = {
    place,
    address: arenas.poolAddress(pool),
    poolBytes: geometry.poolBytes,
    headerBytes: geometry.poolHeaderBytes,
  };
  if (pool >= arenas.table.read(slot, CARVE)) return view;
  const sizeClass = pools.sizeClass(pool);
  const capacity = pools.capacity[sizeClass]!;
  const live = Uint8Array.from({ length: capacity }, (_, i) => (pools.isLive(pool, i + 1) ? 1 : 0));
  const carved = {
    blockBytes: blockBytesOf(sizeClass, geometry),
    capacity,
    live,
    freeList: pools.freeList(pool),
    nextOrdinal: pools.nextOrdinal(pool),
    ...listOf(player, pool, slot),
  };
  return { ...view, carved };
}

type ListReading = Pick<CarvedPool, "list" | "listed" | "listLength" | "listPosition">;

function listOf(player: RunPlayer, pool: number, slot: number): ListReading {
  const { arenas, pools } = player.allocator;
  if (pools.freeBlock(pool) === 0) {
    return { list: "full", listed: [], listLength: 0, listPosition: 0 };
  }
  const isUsed = pools.liveBlocks(pool) > 0;
  const all = isUsed ? pools.usedPools(pools.sizeClass(pool)) : emptiedPools(player, slot);
  const numberOf = new Map(player.births.map((birth, number) => [player.slotOf(birth), number]));
  const listed = all.slice(0, MOST_NAMED).map((other) => {
    const otherSlot = other >> arenas.poolBits;
    return { arena: numberOf.get(otherSlot)!, pool: other - (otherSlot << arenas.poolBits) };
  });
  return {
    list: isUsed ? "used" : "free",
    listed,
    listLength: all.length,
    listPosition: all.indexOf(pool) + 1,
  };
}

function emptiedPools({ allocator }: RunPlayer, slot: number): number[] {
  return freePools(allocator.arenas, slot).reverse();
}
