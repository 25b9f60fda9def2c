/**
 * Pools, their blocks and the lists they are on, packed in typed arrays.
 *
 * A pool is a number. The numbers below `firstPool` are no pools but the heads
 * of `usedPools`, one a size class, so that a list needs no special case at its
 * ends. A block is a number too: `pool << BLOCK_BITS | ordinal`, with ordinals
 * from 1 in address order; 0 stands for "none".
 *
 *     record, eight words a pool, from `pool << 3` on; the last two are not used
 *       word 0   live blocks << 10 | ordinal of the first free block (`freeblock`)
 *       word 1   size class  << 10 | ordinal of the first block never touched (`nextoffset`)
 *       word 2   next pool in its list
 *       word 3   previous pool in its list
 *       word 4   region: where the links and the marks of its blocks begin
 *       word 5   blocks it has room for, 0 before it has a region
 *
 * A pool is in one of three states, as in CPython, and `used` means partly used:
 *
 *     used    some blocks live, some free: in `usedPools` of its class; has a free block listed
 *     full    no block free: on no list; has no free block listed
 *     empty   no block live: on its arena's `freePools`; keeps its class and its free list
 *
 * Two things here are for speed; docs/bench.md has the figures. The mark is no value of the
 * link, because it must be read before a block is freed: a million marks are 125 KB, near
 * at hand, and of the 2 MB of links a free only writes one, and need not wait for it. And
 * the layout's numbers are written out, because V8 puts a function into the loop that calls
 * it only while its code is short, and names lengthen it.
 */
import { BlockTable } from "./block-table.js";
import type { Geometry } from "./geometry.js";
import { blocksPerPool, sizeClassCount } from "./size-class.js";
import { widen } from "./widen.js";

/** Bits of a block's number that hold its ordinal. */
export const BLOCK_BITS = 10;
export const ORDINAL_MASK = 1023;

/** Class of a pool that was never used. */
export const NO_CLASS = 0xffff;

/** Every pool of one allocator, and their blocks. */
export class PoolTable extends BlockTable {
  record: Int32Array;
  /** Blocks of a pool, by size class. */
  readonly capacity: Uint16Array;
  /** Size of the blocks of full pools, in steps between size classes; the lists have the others. */
  #fullSteps = 0;

  constructor(geometry: Geometry, firstPool: number, poolCount: number) {
    super();
    const classCount = sizeClassCount(geometry);
    this.record = new Int32Array(poolCount << 3);
    this.capacity = Uint16Array.from({ length: classCount }, (_, c) => blocksPerPool(c, geometry));
    for (let head = 0; head < firstPool; head++) {
      this.record[(head << 3) | 2] = head;
      this.record[(head << 3) | 3] = head;
    }
  }

  /** Makes room for more pools; none of the existing ones moves. */
  grow(poolCount: number): void {
    this.record = widen(this.record, new Int32Array(poolCount << 3));
  }

  /** Pools there is room for. */
  get poolCount(): number {
    return this.record.length >> 3;
  }

  liveBlocks(pool: number): number {
    return this.record[pool << 3]! >>> 10;
  }

  /** Ordinal of the first free block on the pool's list, or 0. */
  freeBlock(pool: number): number {
    return this.record[pool << 3]! & 1023;
  }

  sizeClass(pool: number): number {
    return this.record[(pool << 3) | 1]! >>> 10;
  }

  /** Ordinal of the first block that was never touched. */
  nextOrdinal(pool: number): number {
    return this.record[(pool << 3) | 1]! & 1023;
  }

  /** Next pool in the list that this one is on. */
  next(pool: number): number {
    return this.record[(pool << 3) | 2]!;
  }

  previous(pool: number): number {
    return this.record[(pool << 3) | 3]!;
  }

  /** Where a pool's blocks have their links and marks: block `ordinal` that far behind it. */
  region(pool: number): number {
    return this.record[(pool << 3) | 4]!;
  }

  /** The used pools of a class in list order: malloc takes from the first. */
  usedPools(sizeClass: number): number[] {
    const pools: number[] = [];
    for (let pool = this.next(sizeClass); pool !== sizeClass; pool = this.next(pool)) {
      pools.push(pool);
    }
    return pools;
  }

  /** Ordinals on the pool's free list, in the order in which malloc takes them. */
  freeList(pool: number): number[] {
    const ordinals: number[] = [];
    const region = this.region(pool);
    for (let at = this.freeBlock(pool); at !== 0; at = this.links[region + at]!) ordinals.push(at);
    return ordinals;
  }

  isLive(pool: number, ordinal: number): boolean {
    const link = this.region(pool) + ordinal;
    return ordinal < this.nextOrdinal(pool) && this.isMarked(link);
  }

  /** Takes the first free block of a pool that has one listed, and returns its number. */
  allocate(pool: number): number {
    const record = this.record;
    const at = pool << 3;
    const counts = record[at]!;
    const ordinal = counts & 1023;
    const link = record[at | 4]! + ordinal;
    const next = this.links[link]!;
    this.live[link >> 5]! |= 1 << link;
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
    const record = this.record;
    const live = this.live;
    const at = (block >>> 10) << 3;
    const ordinal = block & 1023;
    const link = record[at | 4]! + ordinal;
    const marks = live[link >> 5]!;
    const mark = 1 << link;
    if ((marks & mark) === 0 || ordinal >= (record[at | 1]! & 1023)) return -1;

    live[link >> 5] = marks ^ mark;
    const counts = record[at]!;
    const head = counts & 1023;
    this.links[link] = head;
    const updated = (counts - head - 1024) | ordinal;
    record[at] = updated;
    if (head === 0) this.reopen(block >>> 10);
    return updated >> 10;
  }

  /** Size of the live blocks of all pools, in steps between size classes. */
  liveSteps(): number {
    let steps = this.#fullSteps;
    for (let head = 0; head < this.capacity.length; head++) {
      for (let pool = this.next(head); pool !== head; pool = this.next(pool)) {
        steps += this.liveBlocks(pool) * (head + 1);
      }
    }
    return steps;
  }

  /** Puts a pool first among the used pools of its class. */
  linkFirst(pool: number): void {
    const record = this.record;
    const at = pool << 3;
    const head = record[at | 1]! >>> 10;
    const first = record[(head << 3) | 2]!;
    record[at | 2] = first;
    record[at | 3] = head;
    record[(first << 3) | 3] = pool;
    record[(head << 3) | 2] = pool;
  }

  unlink(pool: number): void {
    const record = this.record;
    const at = pool << 3;
    const next = record[at | 2]!;
    const previous = record[at | 3]!;
    record[(next << 3) | 3] = previous;
    record[(previous << 3) | 2] = next;
  }

  /** Takes a pool that became full off its list. */
  close(pool: number): void {
    this.unlink(pool);
    this.#fullSteps += this.#stepsWhenFull(pool);
  }

  /** Puts a full pool on its list again, since a block was freed in it. */
  reopen(pool: number): void {
    this.linkFirst(pool);
    this.#fullSteps -= this.#stepsWhenFull(pool);
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
      this.close(pool);
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
   * Sets what a pool that is on no list has: its class, its carved blocks and its free list;
   * the other carved blocks are live.
   */
  setContents(
    pool: number,
    sizeClass: number,
    nextOrdinal: number,
    freeList: readonly number[],
  ): void {
    if (this.liveBlocks(pool) > 0 && this.freeBlock(pool) === 0)
      this.#fullSteps -= this.#stepsWhenFull(pool);
    this.#settle(pool, this.capacity[sizeClass]!);
    const region = this.region(pool);
    for (let ordinal = 1; ordinal <= this.capacity[sizeClass]!; ordinal++) {
      this.mark(region + ordinal, ordinal < nextOrdinal);
    }
    freeList.forEach((ordinal, i) => {
      this.mark(region + ordinal, false);
      this.links[region + ordinal] = freeList[i + 1] ?? 0;
    });
    this.setCounts(pool, nextOrdinal - 1 - freeList.length, freeList[0] ?? 0);
    this.setCarved(pool, sizeClass, nextOrdinal);
    if (freeList.length === 0) this.#fullSteps += this.#stepsWhenFull(pool);
  }

  /** Sets how many blocks of a pool live, and which free one is listed first. */
  setCounts(pool: number, liveBlocks: number, freeBlock: number): void {
    this.record[pool << 3] = (liveBlocks << 10) | freeBlock;
  }

  /** Sets a pool's class, and its first block that was never touched. */
  setCarved(pool: number, sizeClass: number, nextOrdinal: number): void {
    this.record[(pool << 3) | 1] = (sizeClass << 10) | nextOrdinal;
  }

  /** Puts a pool back to "never used", as the pools of a new arena are. */
  reset(pool: number): void {
    this.#settle(pool, 0);
    this.setCounts(pool, 0, 0);
    this.setCarved(pool, NO_CLASS, 0);
  }

  /** Keeps an emptied pool in its arena's list of free pools. */
  setNext(pool: number, next: number): void {
    this.record[(pool << 3) | 2] = next;
  }

  /** Bytes of the tables. */
  override get tableBytes(): number {
    return this.record.byteLength + super.tableBytes;
  }

  #stepsWhenFull(pool: number): number {
    return this.record[(pool << 3) | 5]! * (this.sizeClass(pool) + 1);
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
