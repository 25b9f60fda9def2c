/**
 * Pools and the lists they are on, packed in typed arrays: what is kept, and where.
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
 *       word 4   region: where the links of its blocks begin
 *       word 5   blocks it has room for, 0 before it has a region
 *
 * The layout's numbers are written out, here and in `pool-table.ts`, because V8 puts a function
 * into the loop that calls it only while its code is short, and names lengthen it.
 */
import { BlockTable, LIVE } from "./block-table.js";
import { widen } from "./widen.js";

/** Bits of a block's number that hold its ordinal. */
export const BLOCK_BITS = 10;
export const ORDINAL_MASK = 1023;

/** What is kept of every pool of one allocator, and of their blocks. */
export class PoolRecords extends BlockTable {
  record: Int32Array;

  constructor(firstPool: number, poolCount: number) {
    super();
    this.record = new Int32Array(poolCount << 3);
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

  /** Where a pool's blocks have their links: block `ordinal` that far behind it. */
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
    // Behind the carved blocks the region ends, and another pool's may begin.
    return ordinal < this.nextOrdinal(pool) && this.links[this.region(pool) + ordinal] === LIVE;
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

  /** Takes a pool off its list, of which it is the first. */
  unlinkFirst(pool: number): void {
    const record = this.record;
    const at = pool << 3;
    const head = record[at | 1]! >>> 10;
    const next = record[at | 2]!;
    record[(head << 3) | 2] = next;
    record[(next << 3) | 3] = head;
  }

  unlink(pool: number): void {
    const record = this.record;
    const at = pool << 3;
    const next = record[at | 2]!;
    const previous = record[at | 3]!;
    record[(next << 3) | 3] = previous;
    record[(previous << 3) | 2] = next;
  }

  /** Sets how many blocks of a pool live, and which free one is listed first. */
  setCounts(pool: number, liveBlocks: number, freeBlock: number): void {
    this.record[pool << 3] = (liveBlocks << 10) | freeBlock;
  }

  /** Sets a pool's class, and its first block that was never touched. */
  setCarved(pool: number, sizeClass: number, nextOrdinal: number): void {
    this.record[(pool << 3) | 1] = (sizeClass << 10) | nextOrdinal;
  }

  /** Keeps an emptied pool in its arena's list of free pools. */
  setNext(pool: number, next: number): void {
    this.record[(pool << 3) | 2] = next;
  }

  /** Bytes of the tables. */
  override get tableBytes(): number {
    return this.record.byteLength + super.tableBytes;
  }
}
