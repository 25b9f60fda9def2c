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
 * from. So in a long mixed run most frees open a full pool and most requests fill one: putting
 * a pool on a list and taking it off must cost no more than the stores, and nothing is counted
 * there.
 *
 * @see CPython, Include/internal/pycore_obmalloc.h, "Pool table".
 */

import { BlockNumber } from "./block.js";
import type { Geometry } from "./geometry.js";
import { blockBytesOf, blocksPerPool, sizeClassCount } from "./size-class.js";
import { Half, Link, NO_CLASS, PoolRecord, PoolTable, PoolWord } from "./tables/pool-table.js";

/** The pools of one allocator, and the blocks in them. */
export class Pools {
  readonly table: PoolTable;
  /** Blocks that fit a pool, by size class (`NUMBLOCKS`). */
  readonly capacity: Uint16Array;
  /** Pools with a live block, used or full, by size class. */
  readonly busyPools: Uint32Array;
  readonly #geometry: Geometry;

  constructor(geometry: Geometry, firstPool: number, poolCount: number) {
    const classCount = sizeClassCount(geometry);
    this.table = new PoolTable(firstPool, poolCount);
    this.capacity = Uint16Array.from({ length: classCount }, (_, c) => blocksPerPool(c, geometry));
    this.busyPools = new Uint32Array(classCount);
    this.#geometry = geometry;
  }

  /**
   * Takes the first free block of a pool that has one listed.
   *
   * @returns the block's number.
   * @see CPython, Objects/obmalloc.c, `pymalloc_alloc`: the case of a used pool.
   */
  allocate(pool: number): number {
    const { record, links } = this.table;
    const at = pool << PoolRecord.SHIFT;
    const counts = record[at | PoolWord.LIVE_AND_FREE]!;
    const ordinal = counts & Half.ORDINAL_MASK;
    const link = record[at | PoolWord.REGION]! + ordinal;
    const next = links[link]!;
    links[link] = Link.LIVE;
    record[at | PoolWord.LIVE_AND_FREE] = (counts - ordinal + Half.ONE) | next;
    if (next === Link.END) this.extend(pool);
    return (pool << BlockNumber.SHIFT) | ordinal;
  }

  /**
   * Lists the block that follows the carved ones, or, where the pool has none left, takes it
   * off its list: it is full.
   *
   * @see CPython, Objects/obmalloc.c, `pymalloc_pool_extend`.
   */
  extend(pool: number): void {
    const { record, links } = this.table;
    const at = pool << PoolRecord.SHIFT;
    const carved = record[at | PoolWord.CLASS_AND_NEXT]!;
    const ordinal = carved & Half.ORDINAL_MASK;
    if (ordinal > record[at | PoolWord.CAPACITY]!) {
      this.unlinkFirst(pool);
    } else {
      record[at | PoolWord.LIVE_AND_FREE]! |= ordinal;
      record[at | PoolWord.CLASS_AND_NEXT] = carved + 1;
      links[record[at | PoolWord.REGION]! + ordinal] = Link.END;
    }
  }

  /**
   * Puts a block first on its pool's free list, and a pool that was full on its list.
   *
   * @param block - a whole number above 0.
   * @returns how many blocks of its pool still live, or -1 where it was not live.
   * @see CPython, Objects/obmalloc.c, `pymalloc_free`. Where CPython asks `address_in_range`
   *   whether an address is pymalloc's, the sign of a block's number says so here.
   */
  release(block: number): number {
    const { record, links } = this.table;
    const at = (block >>> BlockNumber.SHIFT) << PoolRecord.SHIFT;
    const ordinal = block & BlockNumber.ORDINAL_MASK;
    const link = record[at | PoolWord.REGION]! + ordinal;
    const nextOrdinal = record[at | PoolWord.CLASS_AND_NEXT]! & Half.ORDINAL_MASK;
    if (links[link] !== Link.LIVE || ordinal >= nextOrdinal) return -1;

    const counts = record[at | PoolWord.LIVE_AND_FREE]!;
    const head = counts & Half.ORDINAL_MASK;
    links[link] = head;
    const updated = (counts - head - Half.ONE) | ordinal;
    record[at | PoolWord.LIVE_AND_FREE] = updated;
    if (head === Link.END) this.linkFirst(block >>> BlockNumber.SHIFT);
    return updated >> Half.SHIFT;
  }

  /**
   * Puts a pool first among the used pools of its class.
   *
   * @see CPython, Objects/obmalloc.c, `insert_to_usedpool`.
   */
  linkFirst(pool: number): void {
    const { record } = this.table;
    const at = pool << PoolRecord.SHIFT;
    const head = record[at | PoolWord.CLASS_AND_NEXT]! >>> Half.SHIFT;
    const first = record[(head << PoolRecord.SHIFT) | PoolWord.NEXT]!;
    record[at | PoolWord.NEXT] = first;
    record[at | PoolWord.PREVIOUS] = head;
    record[(first << PoolRecord.SHIFT) | PoolWord.PREVIOUS] = pool;
    record[(head << PoolRecord.SHIFT) | PoolWord.NEXT] = pool;
  }

  /** Takes a pool off its list, of which it is the first. */
  unlinkFirst(pool: number): void {
    const { record } = this.table;
    const at = pool << PoolRecord.SHIFT;
    const head = record[at | PoolWord.CLASS_AND_NEXT]! >>> Half.SHIFT;
    const next = record[at | PoolWord.NEXT]!;
    record[(head << PoolRecord.SHIFT) | PoolWord.NEXT] = next;
    record[(next << PoolRecord.SHIFT) | PoolWord.PREVIOUS] = head;
  }

  /** Takes a pool off its list, wherever in it the pool is. */
  unlink(pool: number): void {
    const { record } = this.table;
    const at = pool << PoolRecord.SHIFT;
    const next = record[at | PoolWord.NEXT]!;
    const previous = record[at | PoolWord.PREVIOUS]!;
    record[(next << PoolRecord.SHIFT) | PoolWord.PREVIOUS] = previous;
    record[(previous << PoolRecord.SHIFT) | PoolWord.NEXT] = next;
  }

  /** Puts an empty pool that has a class on the list of those that are used. */
  occupy(pool: number): void {
    this.linkFirst(pool);
    this.busyPools[this.table.sizeClass(pool)]! += 1;
  }

  /** Takes a pool whose last block was freed off its list. */
  vacate(pool: number): void {
    this.unlink(pool);
    this.busyPools[this.table.sizeClass(pool)]! -= 1;
  }

  /** Bytes of the live blocks of all pools, by block and not by request. */
  liveBytes(): number {
    const { table } = this;
    let bytes = 0;
    this.busyPools.forEach((busy, sizeClass) => {
      let fullPools = busy;
      let liveInUsed = 0;
      for (let pool = table.next(sizeClass); pool !== sizeClass; pool = table.next(pool)) {
        fullPools -= 1;
        liveInUsed += table.liveBlocks(pool);
      }
      const live = fullPools * this.capacity[sizeClass]! + liveInUsed;
      bytes += live * blockBytesOf(sizeClass, this.#geometry);
    });
    return bytes;
  }

  /**
   * Gives an empty pool a class it did not have: no block is live, and the first one listed.
   *
   * @see CPython, Objects/obmalloc.c, `allocate_from_new_pool`: "init_pool".
   */
  initialise(pool: number, sizeClass: number): void {
    const { table } = this;
    const first = BlockNumber.FIRST_ORDINAL;
    table.reserveLinks(pool, this.capacity[sizeClass]!);
    table.setCounts(pool, 0, first);
    table.setCarved(pool, sizeClass, first + 1);
    table.links[table.region(pool) + first] = Link.END;
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
    const { table } = this;
    if (table.liveBlocks(pool) > 0) this.busyPools[table.sizeClass(pool)]! -= 1;
    table.reserveLinks(pool, this.capacity[sizeClass]!);
    const region = table.region(pool);
    table.links.fill(Link.LIVE, region + BlockNumber.FIRST_ORDINAL, region + nextOrdinal);
    let next: number = Link.END;
    for (let at = to - 1; at >= from; at--) {
      const ordinal = blocks[at]!;
      table.links[region + ordinal] = next;
      next = ordinal;
    }
    table.setCounts(pool, nextOrdinal - BlockNumber.FIRST_ORDINAL - (to - from), next);
    table.setCarved(pool, sizeClass, nextOrdinal);
    if (table.liveBlocks(pool) > 0) this.busyPools[sizeClass]! += 1;
  }

  /** Puts a pool back to "never used", as the pools of a new arena are. */
  reset(pool: number): void {
    this.table.reserveLinks(pool, 0);
    this.table.setCounts(pool, 0, Link.END);
    this.table.setCarved(pool, NO_CLASS, 0);
  }
}
