/**
 * Where the variables of an interpreter's allocator are.
 *
 * From 3.12 they stand in one structure that begins with `usedpools`. Before, they are
 * statics of Objects/obmalloc.c, in an order that the compiler chose; see `static-state.ts`.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import type { ArenaCounters } from "../heap-reading.js";
import type { FoundPool } from "../read-pools.js";
import { ARENA_OBJECT_BYTES, arenaObjectAt, firstPoolAddress } from "./arena-object.js";

/** The variables of one allocator. */
export interface AllocatorState {
  readonly usedPoolsAddress: number;
  /** CPython's `arenas` and `maxarenas`. */
  readonly arenasAddress: number;
  readonly slotCount: number;
  /** CPython's `usable_arenas`: address of the first entry's `arena_object`, or 0. */
  readonly usableArenas: number | undefined;
  readonly counters: ArenaCounters;
  /** Address of the arena map's root, if the version has one and it was found. */
  readonly arenaMapRoot: number | undefined;
}

/** Fewest slots of an `arenas` array; it doubles from there. */
export const FIRST_SLOT_COUNT = 16;
const MOST_SLOTS = 1 << 22;

/** Whether a number can be that of an `arenas` array's slots. */
export function isSlotCount(count: number): boolean {
  return count >= FIRST_SLOT_COUNT && count <= MOST_SLOTS && Number.isInteger(Math.log2(count));
}

/**
 * Reads the structure of 3.12 and later.
 *
 * @returns `undefined` when something else follows `usedpools`.
 * @see CPython, Include/internal/pycore_obmalloc.h, `struct _obmalloc_mgmt`
 */
export function structState(
  image: MemoryImage,
  usedPoolsAddress: number,
  byAddress: ReadonlyMap<number, FoundPool>,
  geometry: Geometry,
): AllocatorState | undefined {
  const arenas = usedPoolsAddress + usedPoolsBytes(geometry);
  const lastWith = arenas + 32;
  const counters = lastWith + 8 * (geometry.arenaBytes / geometry.poolBytes + 1);
  const state = {
    usedPoolsAddress,
    arenasAddress: image.word(arenas),
    slotCount: image.uint32(arenas + 8),
    usableArenas: image.word(arenas + 24),
    counters: {
      current: image.word(counters),
      total: image.word(counters + 8),
      highwater: image.word(counters + 16),
      rawBlocks: image.signedWord(counters + 24),
    },
    arenaMapRoot: counters + 32,
  };
  const { current, total, highwater } = state.counters;
  const isOrdered = current <= highwater && highwater <= total;
  return isOrdered && isArenas(image, state, byAddress, geometry) ? state : undefined;
}

/** Two pointers a class, and the classes rounded up to a multiple of 8. */
function usedPoolsBytes({ smallRequestThreshold, alignment }: Geometry): number {
  return 16 * Math.ceil(smallRequestThreshold / alignment / 8) * 8;
}

/** Whether entries of an `arenas` array and the headers of their pools agree. */
function isArenas(
  image: MemoryImage,
  { arenasAddress, slotCount }: Pick<AllocatorState, "arenasAddress" | "slotCount">,
  byAddress: ReadonlyMap<number, FoundPool>,
  geometry: Geometry,
): boolean {
  if (!isSlotCount(slotCount) || image.regionAt(arenasAddress) === undefined) return false;
  let agreeing = 0;
  let others = 0;
  for (let slot = 0; slot < slotCount; slot++) {
    const entry = arenaObjectAt(image, arenasAddress + ARENA_OBJECT_BYTES * slot, geometry);
    if (entry?.isInUse === false) continue;
    const pool =
      entry === undefined ? undefined : byAddress.get(firstPoolAddress(entry.address, geometry));
    if (pool?.arenaSlot === slot) agreeing += 1;
    else others += 1;
  }
  return agreeing >= 1 && others <= agreeing;
}
