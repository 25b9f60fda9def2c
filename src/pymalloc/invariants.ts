/**
 * The allocator's invariants, as code.
 *
 * Each rule below holds between any two operations. A test, or a run that is
 * suspected, calls {@link checkInvariants} as often as it likes; a check reads the
 * whole heap, so it is no part of an ordinary run.
 */

import { hexAddress } from "./arenas.js";
import type { Pymalloc } from "./pymalloc.js";
import { blockBytesOf } from "./size-class.js";
import { mayPrecede } from "./sources/arena-order.js";
import { CARVE, FREE_COUNT, FREE_POOLS, NEXT, PREVIOUS, TOTAL } from "./tables/arena-table.js";
import type { PoolTable } from "./tables/pool-table.js";

/** A rule that does not hold. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/**
 * Checks the whole heap.
 *
 * @throws {BrokenInvariant} at the first rule that does not hold, with the pool or arena.
 */
export function checkInvariants(allocator: Pymalloc): void {
  checkPools(allocator);
  checkUsedPools(allocator);
  checkBytes(allocator);
  checkArenas(allocator);
  checkUsableArenas(allocator);
  checkNoOverlap(allocator);
}

function broken(rule: string): never {
  throw new BrokenInvariant(rule);
}

/** live + free + never touched = capacity, and the marks of live blocks are as many as counted. */
function checkPools({ arenas, pools }: Pymalloc): void {
  arenas.forEachCarvedPool((pool) => {
    const capacity = pools.capacity[pools.sizeClass(pool)] ?? 0;
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
  for (let at = pools.freeBlock(pool); at !== 0; at = pools.links[region + at]!) {
    if (at > carved) broken(`pool ${pool}: its free list leads to block ${at} of ${carved}`);
    if (pools.isLive(pool, at)) broken(`pool ${pool}: block ${at} is live and on its free list`);
    count += 1;
    if (count > carved) broken(`pool ${pool}: its free list runs in a circle`);
  }
  return count;
}

/** A pool is in usedPools of its class exactly while it is partly used. */
function checkUsedPools({ arenas, pools }: Pymalloc): void {
  const listed = new Map<number, number>();
  for (let head = 0; head < pools.capacity.length; head++) {
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
    const isUsed = liveBlocks > 0 && liveBlocks < pools.capacity[pools.sizeClass(pool)]!;
    const on = listed.get(pool);
    if (isUsed && on !== pools.sizeClass(pool)) broken(`pool ${pool}: used, but on list ${on}`);
    if (!isUsed && on !== undefined) broken(`pool ${pool}: not used, but on list ${on}`);
  });
}

/** The bytes in live blocks, kept as pools fill and empty, are those of a recount. */
function checkBytes(allocator: Pymalloc): void {
  let bytes = 0;
  allocator.arenas.forEachCarvedPool((pool) => {
    const { pools, geometry } = allocator;
    bytes += pools.liveBlocks(pool) * blockBytesOf(pools.sizeClass(pool), geometry);
  });
  const counted = allocator.bytesInBlocks();
  if (bytes !== counted) broken(`${bytes} bytes are in live blocks, ${counted} counted`);
}

/** freePools has exactly the emptied pools; the free count adds the never used ones. */
function checkArenas({ arenas, pools }: Pymalloc): void {
  const { table, counters } = arenas;
  for (const slot of table.heldSlots()) {
    const first = slot << arenas.poolBits;
    const carved = table.read(slot, CARVE) - first;
    const emptied = Array.from({ length: carved }, (_, i) => first + i).filter(
      (pool) => pools.liveBlocks(pool) === 0,
    );
    const listed: number[] = [];
    for (let pool = table.read(slot, FREE_POOLS); pool !== 0; pool = pools.next(pool)) {
      listed.push(pool);
      if (listed.length > carved) broken(`arena ${slot}: freePools runs in a circle`);
    }
    listed.sort((a, b) => a - b);
    if (String(listed) !== String(emptied)) {
      broken(`arena ${slot}: freePools ${listed}, emptied pools ${emptied}`);
    }
    const freeCount = emptied.length + table.read(slot, TOTAL) - carved;
    if (freeCount !== table.read(slot, FREE_COUNT)) {
      broken(`arena ${slot}: ${freeCount} free pools, counted ${table.read(slot, FREE_COUNT)}`);
    }
  }
  const held = table.heldSlots().length;
  if (held !== counters.current) broken(`${held} arenas held, ${counters.current} counted`);
  if (counters.current > counters.highwater || counters.highwater > counters.total) {
    broken("current <= highwater <= total does not hold");
  }
}

/** usableArenas has exactly the arenas with a free pool, in order; lastWith ends each group. */
function checkUsableArenas({ arenas }: Pymalloc): void {
  const { table } = arenas;
  const usable: number[] = [];
  const lastWith = new Array<number>(table.lastWith.length).fill(0);
  for (let slot = table.usable; slot !== 0; slot = table.read(slot, NEXT)) {
    const before = usable.at(-1) ?? 0;
    if (table.read(slot, PREVIOUS) !== before) broken(`arena ${slot}: usableArenas is torn`);
    if (before !== 0 && !mayPrecede(table, before, slot, arenas.order)) {
      broken(`arena ${slot}: usableArenas is not sorted ${arenas.order}`);
    }
    usable.push(slot);
    lastWith[table.read(slot, FREE_COUNT)] = slot;
  }
  usable.sort((a, b) => a - b);
  const withFree = table.heldSlots().filter((slot) => table.read(slot, FREE_COUNT) > 0);
  if (String(usable) !== String(withFree)) {
    broken(`usableArenas ${usable}, arenas with a free pool ${withFree}`);
  }
  // Only CPython's own order is kept with it.
  if (arenas.order !== "fullest-first") return;
  lastWith.forEach((slot, freeCount) => {
    if (table.lastWith[freeCount] !== slot) broken(`lastWith[${freeCount}] is not arena ${slot}`);
  });
}

/** No two arenas share a byte; pools and blocks inside them then cannot either. */
function checkNoOverlap({ arenas, geometry }: Pymalloc): void {
  const addresses = arenas.table.heldSlots().map((slot) => arenas.table.address[slot]!);
  addresses.sort((a, b) => a - b);
  addresses.forEach((address, i) => {
    const next = addresses[i + 1];
    if (next !== undefined && address + geometry.arenaBytes > next) {
      broken(`the arenas at ${hexAddress(address)} and ${hexAddress(next)} overlap`);
    }
  });
}
