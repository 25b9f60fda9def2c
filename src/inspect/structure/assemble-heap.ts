/**
 * An interpreter's heap put together from its allocator's variables, every structure checked
 * against the others.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import { blocksPerPool, sizeClassCount } from "../../pymalloc/size-class.js";
import type { InterpreterHeap, ReadArena } from "../heap-reading.js";
import type { ReadPools } from "../read-pools.js";
import type { AllocatorState } from "./allocator-state.js";
import { countArenaMapNodes } from "./arena-map-counts.js";
import {
  ARENA_OBJECT_BYTES,
  type ArenaObject,
  arenaObjectAt,
  firstPoolAddress,
} from "./arena-object.js";
import { listHead } from "./used-pools.js";

/** An entry in use and its place in `arenas`. */
export interface HeldSlot {
  readonly slot: number;
  readonly entry: ArenaObject;
}

/** What is read of one interpreter, while it is put together. */
interface Assembly {
  readonly image: MemoryImage;
  readonly geometry: Geometry;
  readonly state: AllocatorState;
  readonly pools: ReadPools;
  readonly problems: string[];
}

/** The entries in use of an `arenas` array. */
export function heldSlots(
  image: MemoryImage,
  { arenasAddress, slotCount }: AllocatorState,
  geometry: Geometry,
  problems: string[] = [],
): HeldSlot[] {
  const held: HeldSlot[] = [];
  for (let slot = 0; slot < slotCount; slot++) {
    const entry = arenaObjectAt(image, arenasAddress + ARENA_OBJECT_BYTES * slot, geometry);
    if (entry === undefined) problems.push(`arena ${slot}: its arena_object makes no sense`);
    else if (entry.isInUse) held.push({ slot, entry });
  }
  return held;
}

/**
 * Puts a heap together, and enters in `pools` whose each pool is.
 *
 * @param interpreter - its place in the reading.
 */
export function assembleHeap(
  image: MemoryImage,
  geometry: Geometry,
  state: AllocatorState,
  pools: ReadPools,
  interpreter: number,
): InterpreterHeap {
  const problems: string[] = [];
  const assembly = { image, geometry, state, pools, problems };
  const held = heldSlots(image, state, geometry, problems);
  const arenas = held.map(({ slot, entry }) => readArena(assembly, slot, entry));
  arenas.forEach((arena, place) => {
    for (const pool of arena.pools) {
      pools.interpreter[pool] = interpreter;
      pools.arena[pool] = place;
    }
  });
  const usableArenas = readUsableArenas(assembly, held);
  const usedPools = readUsedPools(assembly);
  checkUsedPools(assembly, arenas, usedPools);
  const { counters, arenaMapRoot } = state;
  if (counters.current !== arenas.length) {
    problems.push(`${arenas.length} arenas were found, and CPython counts ${counters.current}`);
  }
  const map = geometry.arenaMap;
  const arenaMap =
    map === undefined || arenaMapRoot === undefined
      ? undefined
      : countArenaMapNodes(image, arenaMapRoot, map);
  if (map !== undefined && arenaMap === undefined) problems.push("the arena map was not found");
  return { arenas, usableArenas, usedPools, counters, arenaMap, problems };
}

function readArena(assembly: Assembly, slot: number, entry: ArenaObject): ReadArena {
  const { geometry, pools, problems } = assembly;
  const first = firstPoolAddress(entry.address, geometry);
  const carvedPools = (entry.carvePointer - first) / geometry.poolBytes;
  const numbers: number[] = [];
  for (let place = 0; place < carvedPools; place++) {
    const pool = pools.poolAt(first + place * geometry.poolBytes);
    if (pool < 0) problems.push(`arena ${slot}: pool ${place} has no valid header`);
    else {
      numbers.push(pool);
      checkPool(assembly, slot, place, pool);
    }
  }
  const freePools = readFreePools(assembly, slot, entry, first);
  const neverUsed = entry.poolCount - carvedPools;
  if (freePools.length + neverUsed !== entry.freePoolCount) {
    problems.push(
      `arena ${slot}: ${freePools.length} emptied and ${neverUsed} unused pools are not its ${entry.freePoolCount} free ones`,
    );
  }
  const used = numbers.filter((pool) => pools.liveBlocks[pool]! > 0).length;
  if (used + entry.freePoolCount !== entry.poolCount) {
    problems.push(
      `arena ${slot}: ${used} used and ${entry.freePoolCount} free pools are not all ${entry.poolCount}`,
    );
  }
  return {
    address: entry.address,
    slot,
    firstPoolAddress: first,
    poolCount: entry.poolCount,
    freePoolCount: entry.freePoolCount,
    pools: numbers,
    freePools,
  };
}

function checkPool({ pools, problems }: Assembly, slot: number, place: number, pool: number) {
  if (pools.arenaSlot[pool] !== slot) {
    problems.push(`arena ${slot}: pool ${place} says that it is of arena ${pools.arenaSlot[pool]}`);
  }
  const problem = pools.problems.get(pool);
  if (problem !== undefined) problems.push(`arena ${slot}: pool ${place}: ${problem}`);
}

/** Follows an arena's `freepools`; the first one is taken next, and stands last here. */
function readFreePools(
  { pools, problems, geometry }: Assembly,
  slot: number,
  entry: ArenaObject,
  first: number,
): number[] {
  const places: number[] = [];
  for (let address = entry.freePools; address !== 0; ) {
    const pool = pools.poolAt(address);
    const place = (address - first) / geometry.poolBytes;
    if (pool < 0 || pools.address[pool] !== address || places.length > entry.poolCount) {
      problems.push(`arena ${slot}: its list of free pools breaks off`);
      break;
    }
    if (pools.liveBlocks[pool]! > 0) problems.push(`arena ${slot}: a free pool has live blocks`);
    places.push(place);
    address = pools.next[pool]!;
  }
  return places.reverse();
}

/** Follows `usable_arenas`; where its head was not found, it is the entry that has none before it. */
function readUsableArenas({ state, problems }: Assembly, held: readonly HeldSlot[]): number[] {
  const placeOf = new Map(
    held.map(({ slot }, place) => [state.arenasAddress + ARENA_OBJECT_BYTES * slot, place]),
  );
  const withRoom = held.filter(({ entry }) => entry.freePoolCount > 0);
  const head = withRoom.find(({ entry }) => entry.previous === 0);
  const headAddress = head === undefined ? 0 : state.arenasAddress + ARENA_OBJECT_BYTES * head.slot;
  const usable: number[] = [];
  for (let address = state.usableArenas ?? headAddress; address !== 0; ) {
    const place = placeOf.get(address);
    if (place === undefined || usable.length > held.length) {
      problems.push("the list of usable arenas breaks off");
      break;
    }
    usable.push(place);
    address = held[place]!.entry.next;
  }
  if (usable.length !== withRoom.length) {
    problems.push(
      `${usable.length} arenas are on the list of usable ones, ${withRoom.length} have free pools`,
    );
  }
  const counts = usable.map((place) => held[place]!.entry.freePoolCount);
  if (counts.some((count, place) => count < (counts[place - 1] ?? 0))) {
    problems.push("the list of usable arenas is not in order");
  }
  return usable;
}

function readUsedPools({ image, geometry, state, pools, problems }: Assembly): number[][] {
  return Array.from({ length: sizeClassCount(geometry) }, (_, sizeClass) => {
    const head = listHead(state.usedPoolsAddress, sizeClass);
    const list: number[] = [];
    let previous = head;
    for (let address = image.word(head + 16); address !== head; ) {
      const pool = pools.poolAt(address);
      const isPool = pool >= 0 && pools.address[pool] === address && list.length < pools.count;
      if (!isPool || pools.sizeClass[pool] !== sizeClass || pools.previous[pool] !== previous) {
        problems.push(`the list of used pools of class ${sizeClass} breaks off`);
        break;
      }
      list.push(pool);
      previous = address;
      address = pools.next[pool]!;
    }
    return list;
  });
}

/** A pool is on a list of used pools if and only if it has live blocks and room. */
function checkUsedPools(
  { geometry, pools, problems }: Assembly,
  arenas: readonly ReadArena[],
  usedPools: readonly (readonly number[])[],
): void {
  const listed = new Set(usedPools.flat());
  let partlyUsed = 0;
  for (const { pools: numbers } of arenas) {
    for (const pool of numbers) {
      const live = pools.liveBlocks[pool]!;
      const isPartlyUsed = live > 0 && live < blocksPerPool(pools.sizeClass[pool]!, geometry);
      if (isPartlyUsed) partlyUsed += 1;
      if (isPartlyUsed !== listed.has(pool)) {
        problems.push(
          `the pool at 0x${pools.address[pool]!.toString(16)} is ${isPartlyUsed ? "partly used and on no list" : "on the list of used pools and is not partly used"}`,
        );
      }
    }
  }
  if (partlyUsed !== listed.size) {
    problems.push(`${partlyUsed} pools are partly used, and ${listed.size} are on the lists`);
  }
}
