/**
 * Pools, their blocks and the lists they are on, packed in typed arrays.
 *
 * A pool is a number. The numbers below `firstPool` are no pools but the heads
 * of `usedPools`, one a size class, so that a list needs no special case at its
 * ends. A block is a number too: `pool << BLOCK_BITS | ordinal`, with ordinals
 * from 1 in address order; 0 stands for "none".
 *
 *     record, four words a pool
 *       word 0   live blocks << 16 | ordinal of the first free block (`freeblock`)
 *       word 1   size class  << 16 | ordinal of the first block never touched (`nextoffset`)
 *       word 2   next pool in its list      word 3   previous pool in its list
 *
 *     links, one half-word a block, in a region of the pool's own
 *       of a free block: the ordinal of the next free one, 0 at the end
 *       of a live block: LIVE
 *
 * A pool is in one of three states, as in CPython, and `used` means partly used:
 *
 *     used    some blocks live, some free: in `usedPools` of its class; has a free block listed
 *     full    no block free: on no list; has no free block listed
 *     empty   no block live: on its arena's `freePools`; keeps its class and its free list
 *
 * A region has room for the class the pool has now. When an emptied pool takes
 * another class its region goes to the pools that need that length, so 80-byte
 * blocks cost little more than two bytes each.
 */
import type { Geometry } from "./geometry.js";
import { blocksPerPool, sizeClassCount } from "./size-class.js";

/** Bits of a block's number that hold its ordinal. */
export const BLOCK_BITS = 10;
export const ORDINAL_MASK = (1 << BLOCK_BITS) - 1;

/** Link of a block that is live; no ordinal reaches it. */
export const LIVE = 0xffff;

/** Class of a pool that was never used. */
export const NO_CLASS = 0xffff;

const NEXT = 2;
const PREVIOUS = 3;

/** Every pool of one allocator. */
export class PoolTable {
  record: Int32Array;
  links = new Uint16Array(1 << 16);
  /** Start of a pool's region in `links`. */
  linkStart: Int32Array;
  /** Blocks of a pool, by size class. */
  readonly capacity: Uint16Array;
  #regionLength: Uint16Array;
  #linksUsed = 0;
  /** Regions that pools have left, by length. */
  readonly #leftRegions = new Map<number, number[]>();

  constructor(geometry: Geometry, firstPool: number, poolCount: number) {
    const classCount = sizeClassCount(geometry);
    this.record = new Int32Array(poolCount * 4);
    this.linkStart = new Int32Array(poolCount);
    this.#regionLength = new Uint16Array(poolCount);
    this.capacity = Uint16Array.from({ length: classCount }, (_, c) => blocksPerPool(c, geometry));
    for (let head = 0; head < firstPool; head++) {
      this.record[head * 4 + NEXT] = head;
      this.record[head * 4 + PREVIOUS] = head;
    }
  }

  /** Makes room for more pools; none of the existing ones moves. */
  grow(poolCount: number): void {
    this.record = widen(this.record, new Int32Array(poolCount * 4));
    this.linkStart = widen(this.linkStart, new Int32Array(poolCount));
    this.#regionLength = widen(this.#regionLength, new Uint16Array(poolCount));
  }

  /** Pools there is room for. */
  get poolCount(): number {
    return this.linkStart.length;
  }

  liveBlocks(pool: number): number {
    return this.record[pool * 4]! >>> 16;
  }

  /** Ordinal of the first free block on the pool's list, or 0. */
  freeBlock(pool: number): number {
    return this.record[pool * 4]! & 0xffff;
  }

  sizeClass(pool: number): number {
    return this.record[pool * 4 + 1]! >>> 16;
  }

  /** Ordinal of the first block that was never touched. */
  nextOrdinal(pool: number): number {
    return this.record[pool * 4 + 1]! & 0xffff;
  }

  /** Next pool in the list that this one is on. */
  next(pool: number): number {
    return this.record[pool * 4 + NEXT]!;
  }

  previous(pool: number): number {
    return this.record[pool * 4 + PREVIOUS]!;
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
    const start = this.linkStart[pool]!;
    for (let at = this.freeBlock(pool); at !== 0; at = this.links[start + at]!) ordinals.push(at);
    return ordinals;
  }

  isLive(pool: number, ordinal: number): boolean {
    return ordinal < this.nextOrdinal(pool) && this.links[this.linkStart[pool]! + ordinal] === LIVE;
  }

  /** Puts a pool first among the used pools of its class. */
  linkFirst(pool: number): void {
    const record = this.record;
    const head = record[pool * 4 + 1]! >>> 16;
    const first = record[head * 4 + NEXT]!;
    record[pool * 4 + NEXT] = first;
    record[pool * 4 + PREVIOUS] = head;
    record[first * 4 + PREVIOUS] = pool;
    record[head * 4 + NEXT] = pool;
  }

  unlink(pool: number): void {
    const record = this.record;
    const next = record[pool * 4 + NEXT]!;
    const previous = record[pool * 4 + PREVIOUS]!;
    record[next * 4 + PREVIOUS] = previous;
    record[previous * 4 + NEXT] = next;
  }

  /**
   * Prepares the block that follows the last listed one, or takes a pool that
   * has none left off its list: it is full.
   */
  extend(pool: number): void {
    const record = this.record;
    const nextOrdinal = record[pool * 4 + 1]! & 0xffff;
    if (nextOrdinal <= this.capacity[record[pool * 4 + 1]! >>> 16]!) {
      record[pool * 4]! |= nextOrdinal;
      record[pool * 4 + 1]! += 1;
      this.links[this.linkStart[pool]! + nextOrdinal] = 0;
    } else {
      this.unlink(pool);
    }
  }

  /** Gives a pool a class it did not have: its first block is live, its second listed. */
  initialise(pool: number, sizeClass: number): void {
    this.setContents(pool, sizeClass, 3, [2]);
  }

  /** Sets a pool's class, its carved blocks and its free list; the other carved blocks are live. */
  setContents(
    pool: number,
    sizeClass: number,
    nextOrdinal: number,
    freeList: readonly number[],
  ): void {
    this.#takeRegion(pool, this.capacity[sizeClass]! + 1);
    const start = this.linkStart[pool]!;
    this.links.fill(LIVE, start + 1, start + nextOrdinal);
    freeList.forEach((ordinal, i) => {
      this.links[start + ordinal] = freeList[i + 1] ?? 0;
    });
    const liveBlocks = nextOrdinal - 1 - freeList.length;
    this.record[pool * 4] = (liveBlocks << 16) | (freeList[0] ?? 0);
    this.record[pool * 4 + 1] = (sizeClass << 16) | nextOrdinal;
  }

  /** Puts a pool back to "never used", as the pools of a new arena are. */
  reset(pool: number): void {
    this.record[pool * 4] = 0;
    this.record[pool * 4 + 1] = NO_CLASS << 16;
  }

  /** Keeps an emptied pool in its arena's list of free pools. */
  setNext(pool: number, next: number): void {
    this.record[pool * 4 + NEXT] = next;
  }

  /** Bytes of the tables. */
  get tableBytes(): number {
    return (
      this.record.byteLength +
      this.links.byteLength +
      this.linkStart.byteLength +
      this.#regionLength.byteLength
    );
  }

  #takeRegion(pool: number, length: number): void {
    const had = this.#regionLength[pool]!;
    if (had === length) return;
    if (had > 0) this.#leaveRegion(this.linkStart[pool]!, had);
    this.linkStart[pool] = this.#leftRegions.get(length)?.pop() ?? this.#newRegion(length);
    this.#regionLength[pool] = length;
  }

  #leaveRegion(start: number, length: number): void {
    const left = this.#leftRegions.get(length);
    if (left === undefined) this.#leftRegions.set(length, [start]);
    else left.push(start);
  }

  #newRegion(length: number): number {
    const start = this.#linksUsed;
    this.#linksUsed += length;
    if (this.#linksUsed > this.links.length) {
      this.links = widen(this.links, new Uint16Array(this.links.length * 2));
    }
    return start;
  }
}

/** Copies a table to the front of a longer one. */
export function widen<T extends { set(from: T): void }>(table: T, wider: T): T {
  wider.set(table);
  return wider;
}
