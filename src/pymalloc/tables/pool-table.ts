/**
 * What happens to pools and their blocks: how a block is taken and given back, how a pool
 * gets a class, and when it is on the list of those that are used.
 *
 * A pool is in one of three states, as in CPython, and `used` means partly used:
 *
 *     used    some blocks live, some free: in `usedPools` of its class; has a free block listed
 *     full    no block free: on no list; has no free block listed
 *     empty   no block live: on its arena's `freePools`; keeps its class and its free list
 *
 * A heap in use is mostly full pools, and a pool where a block was freed is the next one taken
 * from. So in a long mixed run most frees open a full pool and most requests fill one: going on
 * and off the list must cost no more than the stores, and nothing is counted there.
 */

import type { Geometry } from "../geometry.js";
import { blocksPerPool, sizeClassCount } from "../size-class.js";
import { LIVE } from "./block-table.js";
import { PoolRecords } from "./pool-records.js";

/** Class of a pool that was never used. */
export const NO_CLASS = 0xffff;

/** Every pool of one allocator, and their blocks. */
export class PoolTable extends PoolRecords {
  /** Blocks of a pool, by size class. */
  readonly capacity: Uint16Array;
  /** Pools with a live block, used or full, by size class. */
  readonly busyPools: Uint32Array;

  constructor(geometry: Geometry, firstPool: number, poolCount: number) {
    super(firstPool, poolCount);
    const classCount = sizeClassCount(geometry);
    this.capacity = Uint16Array.from({ length: classCount }, (_, c) => blocksPerPool(c, geometry));
    this.busyPools = new Uint32Array(classCount);
  }

  /** Takes the first free block of a pool that has one listed, and returns its number. */
  allocate(pool: number): number {
    const { record, links } = this;
    const at = pool << 3;
    const counts = record[at]!;
    const ordinal = counts & 1023;
    const link = record[at | 4]! + ordinal;
    const next = links[link]!;
    links[link] = 0xffff;
    record[at] = (counts - ordinal + 1024) | next;
    if (next === 0) this.extend(pool);
    return (pool << 10) | ordinal;
  }

  /**
   * Puts a block first on its pool's free list, and a pool that was full on its list.
   *
   * @param block - a whole number above 0.
   * @returns how many blocks of its pool still live, or -1 where it was not live.
   */
  release(block: number): number {
    const { record, links } = this;
    const at = (block >>> 10) << 3;
    const ordinal = block & 1023;
    const link = record[at | 4]! + ordinal;
    if (links[link] !== 0xffff || ordinal >= (record[at | 1]! & 1023)) return -1;

    const counts = record[at]!;
    const head = counts & 1023;
    links[link] = head;
    const updated = (counts - head - 1024) | ordinal;
    record[at] = updated;
    if (head === 0) this.linkFirst(block >>> 10);
    return updated >> 10;
  }

  /** Puts an empty pool that has a class on the list of those that are used. */
  occupy(pool: number): void {
    this.linkFirst(pool);
    this.busyPools[this.sizeClass(pool)]! += 1;
  }

  /** Takes a pool whose last block was freed off its list. */
  vacate(pool: number): void {
    this.unlink(pool);
    this.busyPools[this.sizeClass(pool)]! -= 1;
  }

  /** Size of the live blocks of all pools, in steps between size classes. */
  liveSteps(): number {
    let steps = 0;
    this.busyPools.forEach((busy, sizeClass) => {
      let fullPools = busy;
      let liveInUsed = 0;
      for (let pool = this.next(sizeClass); pool !== sizeClass; pool = this.next(pool)) {
        fullPools -= 1;
        liveInUsed += this.liveBlocks(pool);
      }
      steps += (fullPools * this.capacity[sizeClass]! + liveInUsed) * (sizeClass + 1);
    });
    return steps;
  }

  /**
   * Prepares the block that follows the last listed one, or takes a pool that
   * has none left off its list: it is full.
   */
  extend(pool: number): void {
    const record = this.record;
    const at = pool << 3;
    const carved = record[at | 1]!;
    const ordinal = carved & 1023;
    if (ordinal > record[at | 5]!) {
      this.unlinkFirst(pool);
    } else {
      record[at]! |= ordinal;
      record[at | 1] = carved + 1;
      this.links[record[at | 4]! + ordinal] = 0;
    }
  }

  /** Gives an empty pool a class it did not have: no block is live, and the first one listed. */
  initialise(pool: number, sizeClass: number): void {
    this.#settle(pool, this.capacity[sizeClass]!);
    this.setCounts(pool, 0, 1);
    this.setCarved(pool, sizeClass, 2);
    this.links[this.region(pool) + 1] = 0;
  }

  /**
   * Sets what a pool that is on no list has: its class, its carved blocks and its free list,
   * which is `blocks` from `from` to before `to`; the other carved blocks are live.
   */
  setContents(
    pool: number,
    sizeClass: number,
    nextOrdinal: number,
    blocks: ArrayLike<number>,
    from = 0,
    to = blocks.length,
  ): void {
    if (this.liveBlocks(pool) > 0) this.busyPools[this.sizeClass(pool)]! -= 1;
    this.#settle(pool, this.capacity[sizeClass]!);
    const region = this.region(pool);
    this.links.fill(LIVE, region + 1, region + nextOrdinal);
    let next = 0;
    for (let at = to - 1; at >= from; at--) {
      const ordinal = blocks[at]!;
      this.links[region + ordinal] = next;
      next = ordinal;
    }
    this.setCounts(pool, nextOrdinal - 1 - (to - from), next);
    this.setCarved(pool, sizeClass, nextOrdinal);
    if (this.liveBlocks(pool) > 0) this.busyPools[sizeClass]! += 1;
  }

  /** Puts a pool back to "never used", as the pools of a new arena are. */
  reset(pool: number): void {
    this.#settle(pool, 0);
    this.setCounts(pool, 0, 0);
    this.setCarved(pool, NO_CLASS, 0);
  }

  /** Gives a pool a region for as many blocks, or none. */
  #settle(pool: number, capacity: number): void {
    const had = this.record[(pool << 3) | 5]!;
    if (had === capacity) return;
    if (had > 0) this.leaveRegion(this.region(pool), had + 1);
    if (capacity > 0) this.record[(pool << 3) | 4] = this.takeRegion(capacity + 1);
    this.record[(pool << 3) | 5] = capacity;
  }
}
