/**
 * Brings one size class of a heap to a given number of pools and live blocks.
 *
 * Only how many blocks and pools are free is settled. Which of them they are is
 * taken as it comes.
 */

import type { Block, Pymalloc } from "../../pymalloc/pymalloc.js";
import { blockBytesOf } from "../../pymalloc/size-class.js";
import { BLOCK_BITS } from "../../pymalloc/tables/pool-records.js";

/** A size class as a stats text has it. */
export interface ClassTarget {
  readonly sizeClass: number;
  readonly poolCount: number;
  readonly blocksInUse: number;
}

/** Frees whole pools, the emptiest first, until the class has no more than it should. */
export function emptyPools(allocator: Pymalloc, { sizeClass, poolCount }: ClassTarget): void {
  const pools = poolsInUse(allocator, sizeClass);
  pools.sort((one, other) => allocator.pools.liveBlocks(one) - allocator.pools.liveBlocks(other));
  for (const pool of pools.slice(0, Math.max(0, pools.length - poolCount))) {
    for (const block of liveBlocksIn(allocator, pool)) allocator.free(block);
  }
}

/** Makes blocks until the class has the pools that it should. */
export function addPools(allocator: Pymalloc, { sizeClass, poolCount }: ClassTarget): void {
  const requestBytes = blockBytesOf(sizeClass, allocator.geometry);
  let missing = poolCount - poolsInUse(allocator, sizeClass).length;
  while (missing > 0) {
    // A request takes a new pool only when no used pool of the class is left.
    if (allocator.pools.usedPools(sizeClass).length === 0) missing -= 1;
    allocator.malloc(requestBytes);
  }
}

/** Makes blocks, or frees them where a pool keeps others, until as many live as should. */
export function settleBlocks(
  allocator: Pymalloc,
  { sizeClass, poolCount, blocksInUse }: ClassTarget,
): void {
  const requestBytes = blockBytesOf(sizeClass, allocator.geometry);
  const pools = poolsInUse(allocator, sizeClass);
  let excess = pools.reduce((sum, pool) => sum + allocator.pools.liveBlocks(pool), 0) - blocksInUse;
  const room = poolCount * allocator.pools.capacity[sizeClass]!;
  if (blocksInUse > room || blocksInUse < poolCount) {
    throw new RangeError(
      `size class ${sizeClass} cannot have ${blocksInUse} live blocks in ${poolCount} pools`,
    );
  }
  for (; excess < 0; excess++) allocator.malloc(requestBytes);
  for (const pool of pools) {
    const [, ...others] = liveBlocksIn(allocator, pool);
    for (const block of others.slice(0, Math.max(0, excess))) {
      allocator.free(block);
      excess -= 1;
    }
  }
}

function poolsInUse({ arenas, pools }: Pymalloc, sizeClass: number): number[] {
  const found: number[] = [];
  arenas.forEachCarvedPool((pool) => {
    if (pools.sizeClass(pool) === sizeClass && pools.liveBlocks(pool) > 0) found.push(pool);
  });
  return found;
}

function liveBlocksIn({ pools }: Pymalloc, pool: number): Block[] {
  const blocks: Block[] = [];
  for (let ordinal = 1; ordinal < pools.nextOrdinal(pool); ordinal++) {
    if (pools.isLive(pool, ordinal)) blocks.push((pool << BLOCK_BITS) | ordinal);
  }
  return blocks;
}
