/**
 * Many requests of one kind at a time: what a run of mallocs or frees does, in a
 * fraction of the time, because a pool is looked up once for all of its blocks.
 *
 * Everything ends up as it would have one by one: the same blocks, in the same
 * order, with the arenas coming and going at the same steps.
 */

import type { Block, Pymalloc } from "./pymalloc.js";
import { sizeClassIndex } from "./size-class.js";
import { LIVE } from "./tables/block-table.js";
import { BLOCK_BITS } from "./tables/pool-records.js";

/**
 * Fills `blocks[from]` to `blocks[to - 1]` with blocks of one request.
 *
 * @throws {RangeError} when the request is no number of bytes.
 */
export function mallocMany(
  allocator: Pymalloc,
  requestBytes: number,
  blocks: Int32Array,
  from = 0,
  to = blocks.length,
): void {
  const sizeClass = sizeClassIndex(requestBytes, allocator.geometry);
  let at = from;
  while (at < to) {
    const pool = sizeClass === undefined ? undefined : allocator.pools.next(sizeClass);
    // Raw requests, and those that open a pool, take the ordinary way.
    if (pool === undefined || pool === sizeClass) blocks[at++] = allocator.malloc(requestBytes);
    else at = takeFromPool(allocator, pool, blocks, at, to);
  }
}

/** Takes blocks of a used pool until it is full or `to` is reached, and gives the next place. */
function takeFromPool(
  allocator: Pymalloc,
  pool: number,
  blocks: Int32Array,
  from: number,
  to: number,
): number {
  const { pools } = allocator;
  const { links } = pools;
  const region = pools.region(pool);
  const base = pool << BLOCK_BITS;
  let at = from;
  let ordinal = pools.freeBlock(pool);
  // The free list first, up to its last block: behind that one lie the untouched ones.
  for (
    let next = links[region + ordinal]!;
    next !== 0 && at < to;
    next = links[region + ordinal]!
  ) {
    links[region + ordinal] = LIVE;
    blocks[at++] = base | ordinal;
    ordinal = next;
  }
  if (at < to) {
    const last = ordinal;
    const untouched = pools.nextOrdinal(pool);
    const capacity = pools.capacity[pools.sizeClass(pool)]!;
    const end = Math.min(capacity + 1, untouched + (to - at - 1));
    blocks[at++] = base | last;
    for (ordinal = untouched; ordinal < end; ordinal++) blocks[at++] = base | ordinal;
    links[region + last] = LIVE;
    links.fill(LIVE, region + untouched, region + end);
    if (end > capacity) ordinal = 0;
    else links[region + end] = 0;
    pools.setCarved(pool, pools.sizeClass(pool), end > capacity ? end : end + 1);
  }
  allocator.step += at - from;
  pools.setCounts(pool, pools.liveBlocks(pool) + at - from, ordinal);
  if (ordinal === 0) pools.unlinkFirst(pool);
  return at;
}

/**
 * Frees `blocks[from]` to `blocks[to - 1]`, in order.
 *
 * @throws {RangeError} at the first block that is not live; those before it are freed.
 */
export function freeMany(
  allocator: Pymalloc,
  blocks: Int32Array,
  from = 0,
  to = blocks.length,
): void {
  let at = from;
  while (at < to) {
    const block: Block = blocks[at]!;
    const pool = block >>> BLOCK_BITS;
    const liveBlocks = block > 0 ? allocator.pools.liveBlocks(pool) : 0;
    // The last block of a pool, the first of a full one, and raw ones take the ordinary way.
    if (liveBlocks > 1 && allocator.pools.freeBlock(pool) !== 0) {
      at = freeInPool(allocator, pool, blocks, at, Math.min(to, at + liveBlocks - 1));
    } else {
      allocator.free(block);
      at += 1;
    }
  }
}

/** Frees neighbours in the list that are of one pool, and gives the next place. */
function freeInPool(
  allocator: Pymalloc,
  pool: number,
  blocks: Int32Array,
  from: number,
  to: number,
): number {
  const { pools } = allocator;
  const { links } = pools;
  const region = pools.region(pool);
  const end = pools.nextOrdinal(pool);
  let head = pools.freeBlock(pool);
  let at = from;
  for (; at < to; at++) {
    const block = blocks[at]!;
    const ordinal = block & 1023;
    const link = region + ordinal;
    if (block >>> 10 !== pool || ordinal >= end || links[link] !== LIVE) break;
    links[link] = head;
    head = ordinal;
  }
  allocator.step += at - from;
  pools.setCounts(pool, pools.liveBlocks(pool) - (at - from), head);
  // The first block is of this pool: where it was not freed it is not live, and refused.
  if (at === from) allocator.free(blocks[at]!);
  return at;
}
