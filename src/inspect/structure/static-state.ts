/**
 * The allocator's variables of 3.6 to 3.11: statics, in the order that the compiler gave them.
 *
 * First an `arena_object` is looked for by the address of an arena that some pool's header
 * names by its slot; all other slots must agree. Then the static that points at the array, and
 * beside it the counters.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import type { ArenaCounters } from "../heap-reading.js";
import type { FoundPool } from "../read-pools.js";
import { type AllocatorState, isSlotCount } from "./allocator-state.js";
import { ARENA_OBJECT_BYTES, arenaObjectAt } from "./arena-object.js";
import { findWords, type IsPool } from "./find-words.js";

/** How far from the pointer to `arenas` its fellow statics are looked for, in bytes. */
const NEAR_BYTES = 64;
const COUNTERS_BYTES = 4096;
const MOST_ARENAS = 1e9;
const MOST_HITS = 200;

/** The lowest and the highest pool of each slot. */
type PoolsOfSlot = ReadonlyMap<number, readonly [lowest: number, highest: number]>;

/** Finds the statics; `undefined` when no `arenas` array is there. */
export function staticState(
  image: MemoryImage,
  usedPoolsAddress: number,
  byAddress: ReadonlyMap<number, FoundPool>,
  geometry: Geometry,
): AllocatorState | undefined {
  const isPool = (address: number) => byAddress.has(address);
  const slots = poolsOfSlots(byAddress);
  const arenasAddress = findArenas(image, slots, geometry, isPool);
  if (arenasAddress === undefined) return undefined;
  const search = { low: arenasAddress, high: arenasAddress, limit: MOST_HITS };
  const pointers = findWords(image, search, geometry.poolBytes, isPool);
  const most = countPlausibleSlots(image, arenasAddress, geometry);
  const fewest = Math.max(...slots.keys()) + 1;
  for (const pointer of pointers) {
    const slotCount = slotCountNear(image, pointer, fewest, most);
    if (slotCount === undefined) continue;
    const current = arenasInUse(image, arenasAddress, slotCount, geometry);
    const counters = countersNear(image, pointer, current);
    if (counters === undefined) continue;
    const usableArenas = usableNear(image, pointer, { arenasAddress, slotCount }, geometry);
    const arenaMapRoot = undefined;
    return { usedPoolsAddress, arenasAddress, slotCount, usableArenas, counters, arenaMapRoot };
  }
  return undefined;
}

function poolsOfSlots(byAddress: ReadonlyMap<number, FoundPool>): PoolsOfSlot {
  const slots = new Map<number, [number, number]>();
  for (const { address, arenaSlot } of byAddress.values()) {
    const bounds = slots.get(arenaSlot);
    if (bounds === undefined) slots.set(arenaSlot, [address, address]);
    else {
      bounds[0] = Math.min(bounds[0], address);
      bounds[1] = Math.max(bounds[1], address);
    }
  }
  return slots;
}

/** The `arenas` array whose entries fit most slots. */
function findArenas(
  image: MemoryImage,
  slots: PoolsOfSlot,
  geometry: Geometry,
  isPool: IsPool,
): number | undefined {
  let best: { address: number; fitting: number } | undefined;
  for (const slot of [...slots.keys()].sort((a, b) => a - b)) {
    const [lowest] = slots.get(slot)!;
    // An arena begins at its first pool, or less than a pool before it.
    const low = lowest - geometry.poolBytes + 4096;
    const test = (word: number) => word % 4096 === 0;
    const search = { low, high: lowest, test, limit: MOST_HITS };
    for (const hit of findWords(image, search, geometry.poolBytes, isPool)) {
      const address = hit - ARENA_OBJECT_BYTES * slot;
      const fitting = fittingSlots(image, address, slots, geometry);
      if (fitting > (best?.fitting ?? 0)) best = { address, fitting };
    }
    if (best !== undefined && best.fitting * 2 > slots.size) break;
  }
  return best?.address;
}

function fittingSlots(
  image: MemoryImage,
  address: number,
  slots: PoolsOfSlot,
  geometry: Geometry,
): number {
  let fitting = 0;
  for (const [slot, [lowest, highest]] of slots) {
    const entry = arenaObjectAt(image, address + ARENA_OBJECT_BYTES * slot, geometry);
    if (!entry?.isInUse) continue;
    if (lowest >= entry.address && highest < entry.address + geometry.arenaBytes) fitting += 1;
  }
  return fitting;
}

/** Entries from the array's start that could be of an `arenas` array: at least its slots. */
function countPlausibleSlots(image: MemoryImage, arenas: number, geometry: Geometry): number {
  for (let slot = 0; ; slot++) {
    const entry = arenaObjectAt(image, arenas + ARENA_OBJECT_BYTES * slot, geometry);
    if (entry === undefined) return slot;
    const offset = entry.next - arenas;
    const isLink = entry.next === 0 || (offset >= 0 && offset % ARENA_OBJECT_BYTES === 0);
    if (!entry.isInUse && !isLink) return slot;
  }
}

/** The nearest number that can be `maxarenas`. */
function slotCountNear(
  image: MemoryImage,
  pointer: number,
  fewest: number,
  most: number,
): number | undefined {
  for (let distance = 4; distance <= NEAR_BYTES; distance += 4) {
    for (const offset of [distance, -distance]) {
      const count = image.uint32(pointer + offset);
      if (isSlotCount(count) && count >= fewest && count <= most) return count;
    }
  }
  return undefined;
}

function arenasInUse(image: MemoryImage, arenas: number, slots: number, geometry: Geometry) {
  let current = 0;
  for (let slot = 0; slot < slots; slot++) {
    const entry = arenaObjectAt(image, arenas + ARENA_OBJECT_BYTES * slot, geometry);
    if (entry?.isInUse) current += 1;
  }
  return current;
}

/**
 * The three counters stand together, in the order of their definition or the other way round:
 * `narenas_currently_allocated`, `ntimes_arena_allocated`, `narenas_highwater`.
 */
function countersNear(
  image: MemoryImage,
  pointer: number,
  current: number,
): ArenaCounters | undefined {
  const candidates: { distance: number; counters: ArenaCounters }[] = [];
  for (let offset = -COUNTERS_BYTES; offset <= COUNTERS_BYTES; offset += 8) {
    if (image.word(pointer + offset) !== current) continue;
    for (const step of [8, -8]) {
      const at = pointer + offset;
      const total = image.word(at + step);
      const highwater = image.word(at + 2 * step);
      if (!(current <= highwater && highwater <= total && total < MOST_ARENAS)) continue;
      const rawBlocks = image.signedWord(at + 3 * step);
      const counters = { current, total, highwater, rawBlocks };
      candidates.push({ distance: Math.abs(offset), counters });
    }
  }
  candidates.sort((a, b) => a.distance - b.distance);
  return candidates[0]?.counters;
}

/** The pointer to the first usable arena: an entry with free pools and no arena before it. */
function usableNear(
  image: MemoryImage,
  pointer: number,
  { arenasAddress, slotCount }: Pick<AllocatorState, "arenasAddress" | "slotCount">,
  geometry: Geometry,
): number | undefined {
  const end = arenasAddress + ARENA_OBJECT_BYTES * slotCount;
  for (let offset = -NEAR_BYTES; offset <= NEAR_BYTES; offset += 8) {
    const word = image.word(pointer + offset);
    const isEntry = word >= arenasAddress && word < end;
    if (offset === 0 || !isEntry || (word - arenasAddress) % ARENA_OBJECT_BYTES !== 0) continue;
    const entry = arenaObjectAt(image, word, geometry);
    if (!entry?.isInUse) continue;
    if (entry.freePoolCount > 0 && entry.previous === 0) return word;
  }
  return undefined;
}
