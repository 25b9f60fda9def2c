/**
 * The allocator's invariants, as code.
 *
 * Each rule below holds between any two operations. A test, or a run that you
 * suspect, calls {@link checkInvariants} as often as it likes; a check reads the
 * whole heap, so an ordinary run does without.
 */

import type { Allocator } from "./allocator.js";
import { hexAddress } from "./arenas.js";
import { type HeapState, STATE } from "./heap-state.js";
import { blockBytesOf } from "./size-class.js";
import { mayPrecede } from "./sources/arena-order.js";
import { type ArenaTable, ArenaWord, NO_ARENA } from "./tables/arena-table.js";
import { Link, type PoolTable } from "./tables/pool-table.js";

/** A rule that does not hold. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/**
 * Checks the whole heap.
 *
 * @throws {BrokenInvariant} at the first rule that does not hold, with the pool or arena.
 */
export function checkInvariants({ heap }: Pick<Allocator, "heap">): void {
  const state = heap[STATE];
  checkPools(state);
  checkUsedPools(state);
  checkBytes(state);
  checkArenas(state);
  checkUsableArenas(state);
  checkNoOverlap(state);
}

function broken(rule: string): never {
  throw new BrokenInvariant(rule);
}

/** live + free + never touched = capacity, and the marks of live blocks are as many as counted. */
function checkPools({ arenas, pools: { capacity: capacities, table: pools } }: HeapState): void {
  arenas.forEachCarvedPool((pool) => {
    const capacity = capacities[pools.sizeClass(pool)] ?? 0;
    const freeBlocks = freeBlockCount(pools, pool);
    const neverTouched = capacity + 1 - pools.nextOrdinal(pool);
    const sum = pools.liveBlocks(pool) + freeBlocks + neverTouched;
    if (sum !== capacity) broken(`pool ${pool}: live + free + untouched is ${sum} of ${capacity}`);
    let live = 0;
    for (let ordinal = 1; ordinal < pools.nextOrdinal(pool); ordinal++) {
      if (pools.isLive(pool, ordinal)) live += 1;
    }
    if (live !== pools.liveBlocks(pool)) {
      broken(`pool ${pool}: ${live} blocks are marked live, ${pools.liveBlocks(pool)} counted`);
    }
    const isFull = live === capacity;
    if (isFull !== (freeBlocks === 0)) broken(`pool ${pool}: only a full pool lists no block`);
  });
}

/** Walks a pool's free list: within the carved blocks, and each block once. */
function freeBlockCount(pools: PoolTable, pool: number): number {
  const region = pools.region(pool);
  const carved = pools.nextOrdinal(pool) - 1;
  let count = 0;
  for (let at = pools.freeBlock(pool); at !== Link.END; at = pools.links[region + at]!) {
    if (at > carved) broken(`pool ${pool}: its free list leads to block ${at} of ${carved}`);
    if (pools.isLive(pool, at)) broken(`pool ${pool}: block ${at} is live and on its free list`);
    count += 1;
    if (count > carved) broken(`pool ${pool}: its free list runs in a circle`);
  }
  return count;
}

/** A pool is in usedPools of its class exactly while it is partly used. */
function checkUsedPools({ arenas, pools: { capacity, table: pools } }: HeapState): void {
  const listed = new Map<number, number>();
  for (let head = 0; head < capacity.length; head++) {
    // A pool that is reached twice has two pools before it, so a torn list ends here too.
    let before = head;
    for (let pool = pools.next(head); pool !== head; pool = pools.next(pool)) {
      if (pools.previous(pool) !== before) broken(`pool ${pool}: its list of used pools is torn`);
      listed.set(pool, head);
      before = pool;
    }
    if (pools.previous(head) !== before) broken(`the used pools of class ${head} have no end`);
  }
  arenas.forEachCarvedPool((pool) => {
    const liveBlocks = pools.liveBlocks(pool);
    const isUsed = liveBlocks > 0 && liveBlocks < capacity[pools.sizeClass(pool)]!;
    const on = listed.get(pool);
    if (isUsed && on !== pools.sizeClass(pool)) broken(`pool ${pool}: used, but on list ${on}`);
    if (!isUsed && on !== undefined) broken(`pool ${pool}: not used, but on list ${on}`);
  });
}

/** The bytes in live blocks, counted as pools fill and empty, are those of a recount. */
function checkBytes({ arenas, pools, geometry }: HeapState): void {
  const { table } = pools;
  let bytes = 0;
  arenas.forEachCarvedPool((pool) => {
    bytes += table.liveBlocks(pool) * blockBytesOf(table.sizeClass(pool), geometry);
  });
  const counted = pools.liveBytes();
  if (bytes !== counted) broken(`${bytes} bytes are in live blocks, ${counted} counted`);
}

/** freePools has exactly the emptied pools; the free count adds the never used ones. */
function checkArenas(state: HeapState): void {
  const { table, counters } = state.arenas;
  for (const slot of table.heldSlots()) checkFreePools(state, slot);
  const held = table.heldSlots().length;
  if (held !== counters.current) broken(`${held} arenas held, ${counters.current} counted`);
  if (counters.current > counters.highwater || counters.highwater > counters.total) {
    broken("current <= highwater <= total does not hold");
  }
}

function checkFreePools({ arenas, pools: { table: pools } }: HeapState, slot: number): void {
  const { table } = arenas;
  const first = arenas.firstPool(slot);
  const carved = table.read(slot, ArenaWord.NEXT_UNCARVED_POOL) - first;
  const emptied = Array.from({ length: carved }, (_, i) => first + i).filter(
    (pool) => pools.liveBlocks(pool) === 0,
  );
  const listed: number[] = [];
  let pool = table.read(slot, ArenaWord.FIRST_FREE_POOL);
  for (; pool !== 0; pool = pools.next(pool)) {
    listed.push(pool);
    if (listed.length > carved) broken(`arena ${slot}: freePools runs in a circle`);
  }
  listed.sort((a, b) => a - b);
  if (String(listed) !== String(emptied)) {
    broken(`arena ${slot}: freePools ${listed}, emptied pools ${emptied}`);
  }
  const free = emptied.length + table.read(slot, ArenaWord.POOL_COUNT) - carved;
  const counted = table.read(slot, ArenaWord.FREE_POOL_COUNT);
  if (free !== counted) broken(`arena ${slot}: ${free} free pools, counted ${counted}`);
}

/** usableArenas has exactly the arenas with a free pool, in order. */
function checkUsableArenas({ arenas: { table, usable } }: HeapState): void {
  const listed: number[] = [];
  let slot = table.firstUsable;
  for (; slot !== NO_ARENA; slot = table.read(slot, ArenaWord.NEXT)) {
    const before = listed.at(-1) ?? NO_ARENA;
    if (table.read(slot, ArenaWord.PREVIOUS) !== before) {
      broken(`arena ${slot}: usableArenas is torn`);
    }
    if (before !== NO_ARENA && !mayPrecede(table, before, slot, usable.order)) {
      broken(`arena ${slot}: usableArenas is not sorted ${usable.order}`);
    }
    listed.push(slot);
  }
  const freePools = (one: number) => table.read(one, ArenaWord.FREE_POOL_COUNT);
  const withFree = table.heldSlots().filter((one) => freePools(one) > 0);
  const sorted = [...listed].sort((a, b) => a - b);
  if (String(sorted) !== String(withFree)) {
    broken(`usableArenas ${sorted}, arenas with a free pool ${withFree}`);
  }
  // Only CPython's own order is kept with it.
  if (usable.order === "fullest-first") checkLastArenas(table, listed);
}

/** lastArenaWithFreePools ends each group of arenas with as many free pools. */
function checkLastArenas(table: ArenaTable, usableArenas: readonly number[]): void {
  const last = new Array<number>(table.lastArenaWithFreePools.length).fill(NO_ARENA);
  for (const slot of usableArenas) last[table.read(slot, ArenaWord.FREE_POOL_COUNT)] = slot;
  last.forEach((slot, freePools) => {
    if (table.lastArenaWithFreePools[freePools] !== slot) {
      broken(`lastArenaWithFreePools[${freePools}] is not arena ${slot}`);
    }
  });
}

/** No two arenas share a byte; pools and blocks inside them then cannot either. */
function checkNoOverlap({ arenas, geometry }: HeapState): void {
  const addresses = arenas.table.heldSlots().map((slot) => arenas.table.address[slot]!);
  addresses.sort((a, b) => a - b);
  addresses.forEach((address, i) => {
    const next = addresses[i + 1];
    if (next !== undefined && address + geometry.arenaBytes > next) {
      broken(`the arenas at ${hexAddress(address)} and ${hexAddress(next)} overlap`);
    }
  });
}
