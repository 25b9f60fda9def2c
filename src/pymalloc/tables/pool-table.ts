/**
 * Pools and the lists they are on, packed in typed arrays: what is kept, and where.
 * What happens to pools is in pools.ts.
 *
 * A pool is a number. The numbers below `firstPool` are not pools but the heads of
 * `usedPools`, one a size class, so that a list needs no special case at its ends
 * (obmalloc.c has the same trick in `usedpools`). A block has an ordinal in its pool, from 1.
 *
 * Each block has one 16-bit link: {@link Link.LIVE}, or the ordinal of the next free block
 * of its pool. The links of a pool's blocks are one run of `links`, its region.
 *
 * The names are `const enum` members, which the compiler writes as numbers: V8 inlines a
 * function into the loop that calls it only while its bytecode is short.
 */
import { widen } from "../../growing/widen.js";
import { BlockRegions } from "./block-regions.js";

/** What a block's link says where it is not the ordinal of the next free block. */
export const enum Link {
  /** The free list ends here. */
  END = 0,
  /** The block is live; no ordinal is this large. */
  LIVE = 0xffff,
}

/** A pool's record begins at `pool << SHIFT`: eight words, the last two unused. */
export const enum PoolRecord {
  SHIFT = 3,
}

/** The words of a pool's record. */
export const enum PoolWord {
  /** Live blocks (`ref.count`), then the ordinal of the first free block (`freeblock`). */
  LIVE_AND_FREE = 0,
  /** Size class (`szidx`), then the ordinal of the first block never touched (`nextoffset`). */
  CLASS_AND_NEXT = 1,
  /** Next pool in the list that this one is on (`nextpool`). */
  NEXT = 2,
  /** Previous pool in that list (`prevpool`). */
  PREVIOUS = 3,
  /** Where its region begins: block n's link is at region + n. */
  REGION = 4,
  /** Blocks that it has links for; 0 before its first class. */
  CAPACITY = 5,
}

/** The two halves of a word that holds a count, or a class, above an ordinal. */
export const enum Half {
  SHIFT = 10,
  ORDINAL_MASK = (1 << SHIFT) - 1,
  /** One in the upper half: one live block more. */
  ONE = 1 << SHIFT,
}

/** Class of a pool that was never used. */
export const NO_CLASS = 0xffff;

const FEW_LINKS = 1 << 16;

/** Every pool of one allocator, and their blocks. */
export class PoolTable {
  record: Int32Array;
  links = new Uint16Array(FEW_LINKS);
  readonly #regions = new BlockRegions();

  constructor(firstPool: number, poolCount: number) {
    this.record = new Int32Array(poolCount << PoolRecord.SHIFT);
    for (let head = 0; head < firstPool; head++) {
      this.write(head, PoolWord.NEXT, head);
      this.write(head, PoolWord.PREVIOUS, head);
    }
  }

  /** Makes room for more pools; none of the existing ones moves. */
  grow(poolCount: number): void {
    this.record = widen(this.record, new Int32Array(poolCount << PoolRecord.SHIFT));
  }

  /** Pools there is room for. */
  get poolCount(): number {
    return this.record.length >> PoolRecord.SHIFT;
  }

  /** Bytes of the tables. */
  get tableBytes(): number {
    return this.record.byteLength + this.links.byteLength;
  }

  read(pool: number, word: PoolWord): number {
    return this.record[(pool << PoolRecord.SHIFT) | word]!;
  }

  write(pool: number, word: PoolWord, value: number): void {
    this.record[(pool << PoolRecord.SHIFT) | word] = value;
  }

  liveBlocks(pool: number): number {
    return this.read(pool, PoolWord.LIVE_AND_FREE) >>> Half.SHIFT;
  }

  /** Ordinal of the first free block on the pool's list, or 0. */
  freeBlock(pool: number): number {
    return this.read(pool, PoolWord.LIVE_AND_FREE) & Half.ORDINAL_MASK;
  }

  sizeClass(pool: number): number {
    return this.read(pool, PoolWord.CLASS_AND_NEXT) >>> Half.SHIFT;
  }

  /** Ordinal of the first block that was never touched. */
  nextOrdinal(pool: number): number {
    return this.read(pool, PoolWord.CLASS_AND_NEXT) & Half.ORDINAL_MASK;
  }

  /** Next pool in the list that this one is on. */
  next(pool: number): number {
    return this.read(pool, PoolWord.NEXT);
  }

  previous(pool: number): number {
    return this.read(pool, PoolWord.PREVIOUS);
  }

  /** Index of the pool's first link; block n's link is at `region(pool) + n`. */
  region(pool: number): number {
    return this.read(pool, PoolWord.REGION);
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
    let ordinal = this.freeBlock(pool);
    for (; ordinal !== Link.END; ordinal = this.links[region + ordinal]!) ordinals.push(ordinal);
    return ordinals;
  }

  isLive(pool: number, ordinal: number): boolean {
    // After the carved blocks the region ends, and another pool's may begin.
    return (
      ordinal < this.nextOrdinal(pool) && this.links[this.region(pool) + ordinal] === Link.LIVE
    );
  }

  /** Sets how many blocks of a pool live, and which free one is listed first. */
  setCounts(pool: number, liveBlocks: number, freeBlock: number): void {
    this.write(pool, PoolWord.LIVE_AND_FREE, (liveBlocks << Half.SHIFT) | freeBlock);
  }

  /** Sets a pool's class, and its first block that was never touched. */
  setCarved(pool: number, sizeClass: number, nextOrdinal: number): void {
    this.write(pool, PoolWord.CLASS_AND_NEXT, (sizeClass << Half.SHIFT) | nextOrdinal);
  }

  /** Sets the next pool in an arena's list of emptied pools, which leads one way only. */
  setNext(pool: number, next: number): void {
    this.write(pool, PoolWord.NEXT, next);
  }

  /** Reserves links for `capacity` blocks, and releases those the pool had; 0 only releases. */
  reserveLinks(pool: number, capacity: number): void {
    const had = this.read(pool, PoolWord.CAPACITY);
    if (had === capacity) return;
    // Ordinals count from 1, so the first link of a region stays unused.
    if (had > 0) this.#regions.release(this.region(pool), had + 1);
    if (capacity > 0) this.write(pool, PoolWord.REGION, this.#regions.take(capacity + 1));
    this.write(pool, PoolWord.CAPACITY, capacity);
    if (this.#regions.end > this.links.length) {
      this.links = widen(this.links, new Uint16Array(this.links.length * 2));
    }
  }
}
