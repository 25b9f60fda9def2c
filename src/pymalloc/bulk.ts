/**
 * Many requests of one kind at a time: what a run of mallocs or frees does, in a
 * fraction of the time, because a pool is looked up once for all of its blocks.
 *
 * Everything ends up as it would have one by one: the same blocks, in the same
 * order, with the arenas coming and going at the same steps.
 */

import type { Allocator } from "./allocator.js";
import { type Block, BlockNumber } from "./block.js";
import { STATE } from "./heap-state.js";
import type { Pools } from "./pools.js";
import { COUNT_OPERATIONS, Pymalloc } from "./pymalloc.js";
import { sizeClassIndex } from "./size-class.js";
import { Link } from "./tables/pool-table.js";

/**
 * Whether operations may be done in bulk. An allocator that is watched, or whose methods were
 * overridden, must see every single one.
 */
function isPlain(allocator: Allocator): allocator is Pymalloc {
  return Object.getPrototypeOf(allocator) === Pymalloc.prototype;
}

/**
 * Fills `blocks[from]` to `blocks[to - 1]` with blocks of one request. An allocator that is
 * watched is asked for them one by one.
 *
 * @throws {RangeError} when the request is not a number of bytes.
 *
 * @example
 * const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
 * mallocMany(allocator, 24, new Int32Array(100));
 * mallocStats(allocator).bytesInAllocatedBlocks; // => 3200
 */
export function mallocMany(
  allocator: Allocator,
  requestBytes: number,
  blocks: Int32Array,
  from = 0,
  to = blocks.length,
): void {
  const sizeClass = sizeClassIndex(requestBytes, allocator.geometry);
  if (sizeClass === undefined || !isPlain(allocator)) {
    for (let at = from; at < to; at++) blocks[at] = allocator.malloc(requestBytes);
    return;
  }
  const { pools } = allocator.heap[STATE];
  let at = from;
  while (at < to) {
    const pool = pools.table.next(sizeClass);
    // A request that opens a pool takes the ordinary way.
    if (pool === sizeClass) {
      blocks[at++] = allocator.malloc(requestBytes);
    } else {
      const start = at;
      at = takeFromPool(pools, pool, blocks, at, to);
      allocator[COUNT_OPERATIONS](at - start);
    }
  }
}

/** Takes blocks of a used pool until it is full or `to` is reached, and gives the next place. */
function takeFromPool(
  pools: Pools,
  pool: number,
  blocks: Int32Array,
  from: number,
  to: number,
): number {
  const { table } = pools;
  const { links } = table;
  const region = table.region(pool);
  const base = pool << BlockNumber.SHIFT;
  let at = from;
  let ordinal = table.freeBlock(pool);
  // The free list first, up to its last block: after that one come the untouched ones.
  for (
    let next = links[region + ordinal]!;
    next !== Link.END && at < to;
    next = links[region + ordinal]!
  ) {
    links[region + ordinal] = Link.LIVE;
    blocks[at++] = base | ordinal;
    ordinal = next;
  }
  if (at < to) {
    const last = ordinal;
    const untouched = table.nextOrdinal(pool);
    const capacity = pools.capacity[table.sizeClass(pool)]!;
    const end = Math.min(capacity + 1, untouched + (to - at - 1));
    blocks[at++] = base | last;
    for (ordinal = untouched; ordinal < end; ordinal++) blocks[at++] = base | ordinal;
    links[region + last] = Link.LIVE;
    links.fill(Link.LIVE, region + untouched, region + end);
    if (end > capacity) ordinal = Link.END;
    else links[region + end] = Link.END;
    table.setCarved(pool, table.sizeClass(pool), end > capacity ? end : end + 1);
  }
  table.setCounts(pool, table.liveBlocks(pool) + at - from, ordinal);
  if (ordinal === Link.END) pools.unlinkFirst(pool);
  return at;
}

/**
 * Frees `blocks[from]` to `blocks[to - 1]`, in order. An allocator that is watched is asked
 * one by one.
 *
 * @throws {RangeError} at the first block that is not live; those before it are freed.
 *
 * @example
 * const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
 * const blocks = new Int32Array(100);
 * mallocMany(allocator, 24, blocks);
 * freeMany(allocator, blocks);
 * mallocStats(allocator).bytesInAllocatedBlocks; // => 0
 */
export function freeMany(
  allocator: Allocator,
  blocks: Int32Array,
  from = 0,
  to = blocks.length,
): void {
  if (!isPlain(allocator)) {
    for (let at = from; at < to; at++) allocator.free(blocks[at]!);
    return;
  }
  const { pools } = allocator.heap[STATE];
  let at = from;
  while (at < to) {
    const block: Block = blocks[at]!;
    const pool = block >>> BlockNumber.SHIFT;
    const liveBlocks = block > 0 ? pools.table.liveBlocks(pool) : 0;
    // The last block of a pool, the first of a full one, and raw ones take the ordinary way.
    const isInBulk = liveBlocks > 1 && pools.table.freeBlock(pool) !== Link.END;
    const start = at;
    if (isInBulk) at = freeInPool(pools, pool, blocks, at, Math.min(to, at + liveBlocks - 1));
    allocator[COUNT_OPERATIONS](at - start);
    if (at > start) continue;
    // Where a pool frees nothing of its own, the block is not live, and is refused here.
    allocator.free(block);
    at += 1;
  }
}

/** Frees neighbours in the list that are of one pool, and gives the next place. */
function freeInPool(
  { table }: Pools,
  pool: number,
  blocks: Int32Array,
  from: number,
  to: number,
): number {
  const { links } = table;
  const region = table.region(pool);
  const end = table.nextOrdinal(pool);
  let head = table.freeBlock(pool);
  let at = from;
  for (; at < to; at++) {
    const block = blocks[at]!;
    const ordinal = block & BlockNumber.ORDINAL_MASK;
    const link = region + ordinal;
    if (block >>> BlockNumber.SHIFT !== pool) break;
    if (ordinal >= end || links[link] !== Link.LIVE) break;
    links[link] = head;
    head = ordinal;
  }
  table.setCounts(pool, table.liveBlocks(pool) - (at - from), head);
  return at;
}
