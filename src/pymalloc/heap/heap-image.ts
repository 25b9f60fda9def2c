/**
 * A heap as a few typed arrays: how a heap is taken down and put back.
 *
 * An image of a million free blocks is two megabytes and is put back in some milliseconds, so
 * a run can keep many. The JSON form, to keep and to read, is in heap-snapshot.ts. Live blocks
 * are not listed: those of a pool are the carved ones that are not on its free list.
 */

import type { Arenas } from "../arenas.js";
import type { Geometry } from "../geometry.js";
import { type HeapState, STATE } from "../heap-state.js";
import { Pymalloc } from "../pymalloc.js";
import type { ArenaSource } from "../sources/arena-source.js";
import { ArenaWord } from "../tables/arena-table.js";
import type { HeapReader } from "./heap-reader.js";

/** One arena of an image. */
export interface ArenaImage {
  /** Which arena of the process it is, from 0. */
  readonly birth: number;
  readonly address: number;
  readonly carvedPools: number;
  /** Emptied pools by their index in the arena, the one that malloc takes first at the end. */
  readonly freePools: readonly number[];
}

/** A heap. */
export interface HeapImage {
  readonly total: number;
  readonly highwater: number;
  /** Live blocks outside the arenas. */
  readonly rawBlocks: number;
  readonly arenas: readonly ArenaImage[];
  /** Places in {@link arenas} of the usable ones, in list order. */
  readonly usableArenas: readonly number[];
  /**
   * Of each carved pool, arena by arena: its class, the ordinal of its first untouched block,
   * how many blocks its free list has, and their ordinals in list order.
   */
  readonly pools: Uint16Array;
  /**
   * Of each class: how many used pools it has, and those in list order, two numbers each:
   * the place of the arena in {@link arenas}, and the pool's index in it.
   */
  readonly usedPools: Int32Array;
}

/** Takes down a heap, to be put back with {@link restoreHeapImage}. */
export function takeHeapImage({ heap }: { readonly heap: HeapReader }): HeapImage {
  const { arenas, pools, raw } = heap[STATE];
  const { table, counters } = arenas;
  const slots = table.heldSlots();
  const placeOf = new Map(slots.map((slot, place) => [slot, place]));
  return {
    total: counters.total,
    highwater: counters.highwater,
    rawBlocks: raw.count,
    arenas: slots.map((slot) => ({
      birth: table.read(slot, ArenaWord.BIRTH),
      address: table.address[slot]!,
      carvedPools: table.read(slot, ArenaWord.NEXT_UNCARVED_POOL) - arenas.firstPool(slot),
      freePools: arenas
        .freePools(slot)
        .map((pool) => arenas.indexOf(pool))
        .reverse(),
    })),
    usableArenas: table.usableSlots().map((slot) => placeOf.get(slot)!),
    pools: takePools(heap[STATE]),
    usedPools: Int32Array.from(
      Array.from(pools.capacity, (_, sizeClass) => {
        const list = pools.table.usedPools(sizeClass);
        const places = list.flatMap((pool) => [
          placeOf.get(arenas.slotOf(pool))!,
          arenas.indexOf(pool),
        ]);
        return [list.length, ...places];
      }).flat(),
    ),
  };
}

function takePools({ arenas, pools: { table } }: HeapState): Uint16Array {
  const words: number[] = [];
  arenas.forEachCarvedPool((pool) => {
    const freeList = table.freeList(pool);
    words.push(table.sizeClass(pool), table.nextOrdinal(pool), freeList.length);
    for (const ordinal of freeList) words.push(ordinal);
  });
  return Uint16Array.from(words);
}

/**
 * Builds an allocator whose heap is as an image says.
 *
 * @param source - where the arenas after those of the image come from.
 * @throws {RangeError} when the image names an arena twice or overlaps itself.
 */
export function restoreHeapImage(
  geometry: Geometry,
  image: HeapImage,
  source: ArenaSource,
): Pymalloc {
  const allocator = new Pymalloc(geometry, source);
  const state = allocator.heap[STATE];
  const { arenas } = state;
  const slots = image.arenas.map(({ address, birth }) => arenas.adopt(address, birth));
  restorePools(state, image, slots);
  image.arenas.forEach((arena, place) => {
    restoreArena(arenas, slots[place]!, arena);
  });
  restoreUsedPools(state, image, slots);
  arenas.usable.addAll(image.usableArenas.map((place) => slots[place]!));
  state.raw.adopt(image.rawBlocks);
  arenas.counters.total = image.total;
  arenas.counters.highwater = image.highwater;
  return allocator;
}

function restorePools({ arenas, pools }: HeapState, image: HeapImage, slots: number[]): void {
  const words = image.pools;
  let at = 0;
  image.arenas.forEach(({ carvedPools }, place) => {
    const first = arenas.firstPool(slots[place]!);
    for (let pool = first; pool < first + carvedPools; pool++) {
      const [sizeClass, nextOrdinal, freeBlocks] = [words[at]!, words[at + 1]!, words[at + 2]!];
      const from = at + 3;
      at = from + freeBlocks;
      pools.setContents(pool, sizeClass, nextOrdinal, words, from, at);
    }
  });
}

function restoreArena(arenas: Arenas, slot: number, arena: ArenaImage): void {
  const { table, pools } = arenas;
  const first = arenas.firstPool(slot);
  for (const index of arena.freePools) {
    pools.table.setNext(first + index, table.read(slot, ArenaWord.FIRST_FREE_POOL));
    table.write(slot, ArenaWord.FIRST_FREE_POOL, first + index);
  }
  const neverUsed = table.read(slot, ArenaWord.POOL_COUNT) - arena.carvedPools;
  table.write(slot, ArenaWord.NEXT_UNCARVED_POOL, first + arena.carvedPools);
  table.write(slot, ArenaWord.FREE_POOL_COUNT, neverUsed + arena.freePools.length);
}

function restoreUsedPools({ arenas, pools }: HeapState, image: HeapImage, slots: number[]): void {
  const { usedPools } = image;
  for (let at = 0; at < usedPools.length; ) {
    const first = at + 1;
    const end = first + 2 * usedPools[at]!;
    // Each goes to the front, so the first of the list comes last.
    for (let i = end - 2; i >= first; i -= 2) {
      pools.linkFirst(arenas.firstPool(slots[usedPools[i]!]!) + usedPools[i + 1]!);
    }
    at = end;
  }
}
