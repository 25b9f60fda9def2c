/**
 * A heap as a few typed arrays, to go back to within a run.
 *
 * A {@link HeapSnapshot} is for keeping: it is JSON that one can read. An image is for
 * having many of: a heap of a million free blocks is two megabytes, and is put back in
 * some milliseconds. The arenas keep the numbers and addresses they had.
 */

import type { Geometry } from "../geometry.js";
import { Pymalloc } from "../pymalloc.js";
import type { ArenaSource } from "../sources/arena-source.js";
import { BIRTH, CARVE, FREE_COUNT, FREE_POOLS, TOTAL } from "../tables/arena-table.js";
import { freePools, linkUsable } from "./heap-snapshot.js";

/** One arena of an image. */
interface ArenaImage {
  readonly birth: number;
  readonly address: number;
  readonly carvedPools: number;
  /** Emptied pools by their place in the arena, the one that malloc takes first at the end. */
  readonly freePools: readonly number[];
}

/** A heap, without the blocks of the raw allocator. */
export interface HeapImage {
  readonly total: number;
  readonly highwater: number;
  readonly arenas: readonly ArenaImage[];
  /** Places in {@link arenas} of the usable ones, in list order. */
  readonly usableArenas: readonly number[];
  /**
   * Of each carved pool, arena by arena: its class, its first untouched block, how many
   * blocks its free list has, and those blocks in list order.
   */
  readonly pools: Uint16Array;
  /** Of each class: how many used pools it has, and those in list order as `place << 6 | pool`. */
  readonly usedPools: Int32Array;
}

/** Bits of a pool's place in its arena; no version has more than 64 pools an arena. */
const POOL_PLACE_BITS = 6;

/** Takes down a heap, to be put back with {@link restoreHeapImage}. */
export function takeHeapImage({ arenas, pools }: Pymalloc): HeapImage {
  const { table, poolBits, counters } = arenas;
  const slots = table.heldSlots();
  const placeOf = new Map(slots.map((slot, place) => [slot, place]));
  const contents: number[] = [];
  arenas.forEachCarvedPool((pool) => {
    const freeList = pools.freeList(pool);
    contents.push(pools.sizeClass(pool), pools.nextOrdinal(pool), freeList.length);
    for (const ordinal of freeList) contents.push(ordinal);
  });
  const used: number[] = [];
  for (const sizeClass of pools.capacity.keys()) {
    const list = pools.usedPools(sizeClass);
    used.push(list.length);
    for (const pool of list) {
      const slot = pool >> poolBits;
      used.push((placeOf.get(slot)! << POOL_PLACE_BITS) | (pool - (slot << poolBits)));
    }
  }
  return {
    total: counters.total,
    highwater: counters.highwater,
    arenas: slots.map((slot) => ({
      birth: table.read(slot, BIRTH),
      address: table.address[slot]!,
      carvedPools: table.read(slot, CARVE) - (slot << poolBits),
      freePools: freePools(arenas, slot).map((pool) => pool - (slot << poolBits)),
    })),
    usableArenas: table.usableSlots().map((slot) => placeOf.get(slot)!),
    pools: Uint16Array.from(contents),
    usedPools: Int32Array.from(used),
  };
}

/**
 * Builds an allocator whose heap is as an image says. It has no raw blocks.
 *
 * @param source - where the arenas after those of the image come from.
 */
export function restoreHeapImage(
  geometry: Geometry,
  image: HeapImage,
  source: ArenaSource,
): Pymalloc {
  const allocator = new Pymalloc(geometry, source);
  const { arenas, pools } = allocator;
  const { table, poolBits } = arenas;
  const slots = image.arenas.map(({ address, birth }) => {
    const slot = arenas.adopt(address);
    table.write(slot, BIRTH, birth);
    return slot;
  });
  let at = 0;
  image.arenas.forEach(({ carvedPools, freePools }, place) => {
    const slot = slots[place]!;
    const first = slot << poolBits;
    for (let pool = first; pool < first + carvedPools; pool++) {
      const from = at + 3;
      const to = from + image.pools[at + 2]!;
      pools.setContents(pool, image.pools[at]!, image.pools[at + 1]!, image.pools, from, to);
      at = to;
    }
    for (const index of freePools) {
      pools.setNext(first + index, table.read(slot, FREE_POOLS));
      table.write(slot, FREE_POOLS, first + index);
    }
    table.write(slot, CARVE, first + carvedPools);
    table.write(slot, FREE_COUNT, table.read(slot, TOTAL) - carvedPools + freePools.length);
  });
  restoreUsedPools(allocator, image, slots);
  linkUsable(
    arenas,
    image.usableArenas.map((place) => slots[place]!),
  );
  arenas.counters.total = image.total;
  arenas.counters.highwater = image.highwater;
  return allocator;
}

function restoreUsedPools({ arenas, pools }: Pymalloc, image: HeapImage, slots: number[]): void {
  const { usedPools } = image;
  for (let at = 0; at < usedPools.length; ) {
    const end = at + 1 + usedPools[at]!;
    // Each goes to the front, so the first of the list comes last.
    for (let i = end - 1; i > at; i--) {
      const slot = slots[usedPools[i]! >> POOL_PLACE_BITS]!;
      const index = usedPools[i]! & ((1 << POOL_PLACE_BITS) - 1);
      pools.linkFirst((slot << arenas.poolBits) + index);
    }
    at = end;
  }
}
