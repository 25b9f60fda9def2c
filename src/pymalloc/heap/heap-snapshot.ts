/**
 * A whole heap as data, small enough to keep one for every Python version.
 *
 * Live blocks are not listed: a pool's live blocks are the carved ones that are
 * not on its free list. Positions are relative to the arena, so a heap can be
 * put back at other addresses.
 */

import type { Arenas } from "../arenas.js";
import type { Geometry } from "../geometry.js";
import { Pymalloc } from "../pymalloc.js";
import { linkInOrder } from "../sources/arena-order.js";
import type { ArenaSource } from "../sources/arena-source.js";
import { CARVE, FREE_COUNT, FREE_POOLS, TOTAL } from "../tables/arena-table.js";

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

/** Makes an empty allocator: a plain one, or one that is watched. */
export type AllocatorMaker = (geometry: Geometry, source: ArenaSource) => Pymalloc;

/** Makes a plain allocator. */
export const plainAllocator: AllocatorMaker = (geometry, source) => new Pymalloc(geometry, source);

/**
 * Builds an allocator whose heap is as a snapshot says.
 *
 * @param source - where the arenas after those of the snapshot come from.
 * @param make - makes the allocator, before there is anything in it.
 * @throws {RangeError} when the snapshot names an arena twice or overlaps itself.
 */
export function restoreHeap(
  geometry: Geometry,
  snapshot: HeapSnapshot,
  source: ArenaSource,
  make: AllocatorMaker = plainAllocator,
): Pymalloc {
  const allocator = make(geometry, source);
  const { arenas, pools } = allocator;
  const slots = snapshot.arenas.map((arena) => arenas.adopt(arena.address));
  const poolAt = (arena: number, pool: number) => (slots[arena]! << arenas.poolBits) + pool;

  for (const [arena, pool, sizeClass, carvedBlocks, ...freeList] of snapshot.pools) {
    const ordinals = freeList.map((index) => index + 1).reverse();
    pools.setContents(poolAt(arena, pool), sizeClass, carvedBlocks + 1, ordinals);
  }
  snapshot.arenas.forEach((arena, place) => {
    restoreArena(arenas, slots[place]!, arena);
  });
  for (const places of snapshot.usedPools) {
    for (const [arena, pool] of [...places].reverse()) pools.linkFirst(poolAt(arena, pool));
  }
  linkUsable(
    arenas,
    snapshot.usableArenas.map((place) => slots[place]!),
  );
  allocator.raw.adopt(snapshot.rawBlocks);
  arenas.counters.total = snapshot.total;
  arenas.counters.highwater = snapshot.highwater;
  return allocator;
}

function restoreArena(arenas: Arenas, slot: number, arena: ArenaSnapshot): void {
  const { table, pools } = arenas;
  const first = slot << arenas.poolBits;
  for (const index of arena.freePools) {
    pools.setNext(first + index, table.read(slot, FREE_POOLS));
    table.write(slot, FREE_POOLS, first + index);
  }
  const neverUsed = table.read(slot, TOTAL) - arena.carvedPools;
  table.write(slot, CARVE, first + arena.carvedPools);
  table.write(slot, FREE_COUNT, neverUsed + arena.freePools.length);
}

/** Puts arenas that are on no list into `usableArenas`, in the order given. */
export function linkUsable({ table, order }: Arenas, slots: readonly number[]): void {
  if (order !== "fullest-first") {
    for (const slot of slots) linkInOrder(table, slot, order);
    return;
  }
  for (const slot of [...slots].reverse()) table.linkHead(slot);
  for (const slot of slots) table.lastWith[table.read(slot, FREE_COUNT)] = slot;
}

/** Takes down a heap, to be put back with {@link restoreHeap}. */
export function takeHeapSnapshot({ arenas, pools, raw }: Pymalloc): HeapSnapshot {
  const { table, poolBits, counters } = arenas;
  const slots = table.heldSlots();
  const placeOf = new Map(slots.map((slot, place) => [slot, place]));
  const place = (pool: number): PoolPlace => {
    const slot = pool >> poolBits;
    return [placeOf.get(slot)!, pool - (slot << poolBits)];
  };
  const carved: PoolSnapshot[] = [];
  arenas.forEachCarvedPool((pool) => {
    const freeList = pools.freeList(pool).map((ordinal) => ordinal - 1);
    const carvedBlocks = pools.nextOrdinal(pool) - 1;
    carved.push([...place(pool), pools.sizeClass(pool), carvedBlocks, ...freeList.reverse()]);
  });
  return {
    total: counters.total,
    highwater: counters.highwater,
    rawBlocks: raw.count,
    arenas: slots.map((slot) => ({
      address: table.address[slot]!,
      carvedPools: table.read(slot, CARVE) - (slot << poolBits),
      freePools: freePools(arenas, slot).map((pool) => place(pool)[1]),
    })),
    usableArenas: table.usableSlots().map((slot) => placeOf.get(slot)!),
    pools: carved,
    usedPools: Array.from(pools.capacity, (_, sizeClass) => pools.usedPools(sizeClass).map(place)),
  };
}

/** Emptied pools of an arena, the one that malloc takes first at the end. */
export function freePools({ table, pools }: Arenas, slot: number): number[] {
  const found: number[] = [];
  for (let pool = table.read(slot, FREE_POOLS); pool !== 0; pool = pools.next(pool)) {
    found.push(pool);
  }
  return found.reverse();
}
