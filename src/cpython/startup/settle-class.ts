/**
 * Brings one size class of a heap to a given number of pools and live blocks.
 *
 * Only the number of free blocks and pools is settled, not which of them they are.
 */

import type { Allocator } from "../../pymalloc/allocator.js";
import type { PoolReader } from "../../pymalloc/heap/pool-reader.js";
import { blockBytesOf, blocksPerPool } from "../../pymalloc/size-class.js";

/** A size class as a stats text has it. */
export interface ClassTarget {
  readonly sizeClass: number;
  readonly poolCount: number;
  readonly blocksInUse: number;
}

/** Frees whole pools, the emptiest first, until the class has no more than it should. */
export function emptyPools(allocator: Allocator, { sizeClass, poolCount }: ClassTarget): void {
  const pools = poolsInUse(allocator, sizeClass);
  pools.sort((one, other) => one.liveBlocks - other.liveBlocks);
  for (const pool of pools.slice(0, Math.max(0, pools.length - poolCount))) {
    for (const block of pool.liveBlockList()) allocator.free(block);
  }
}

/** Makes blocks until the class has the pools that it should. */
export function addPools(allocator: Allocator, { sizeClass, poolCount }: ClassTarget): void {
  const requestBytes = blockBytesOf(sizeClass, allocator.geometry);
  let missing = poolCount - poolsInUse(allocator, sizeClass).length;
  while (missing > 0) {
    // A request takes a new pool only when no used pool of the class is left.
    if (!allocator.heap.hasUsedPool(sizeClass)) missing -= 1;
    allocator.malloc(requestBytes);
  }
}

/** Makes blocks, or frees them where a pool keeps others, until as many live as should. */
export function settleBlocks(
  allocator: Allocator,
  { sizeClass, poolCount, blocksInUse }: ClassTarget,
): void {
  const requestBytes = blockBytesOf(sizeClass, allocator.geometry);
  const pools = poolsInUse(allocator, sizeClass);
  let excess = pools.reduce((sum, { liveBlocks }) => sum + liveBlocks, 0) - blocksInUse;
  const room = poolCount * blocksPerPool(sizeClass, allocator.geometry);
  if (blocksInUse > room || blocksInUse < poolCount) {
    throw new RangeError(
      `size class ${sizeClass} cannot have ${blocksInUse} live blocks in ${poolCount} pools`,
    );
  }
  for (; excess < 0; excess++) allocator.malloc(requestBytes);
  for (const pool of pools) {
    const [, ...others] = pool.liveBlockList();
    for (const block of others.slice(0, Math.max(0, excess))) {
      allocator.free(block);
      excess -= 1;
    }
  }
}

function poolsInUse({ heap }: Allocator, sizeClass: number): PoolReader[] {
  return heap.pools().filter((pool) => pool.sizeClass === sizeClass && pool.liveBlocks > 0);
}
