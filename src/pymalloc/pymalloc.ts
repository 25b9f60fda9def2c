/**
 * pymalloc: CPython's allocator for small objects, to the address.
 *
 *     arena   what the system gives and takes back: 256 KiB, or 1 MiB from 3.10
 *       pool  a slice of an arena with blocks of one size class: 4 or 16 KiB
 *         block  what one request gets: its size rounded up to the alignment
 *
 * Memory goes back one whole arena at a time and blocks never move. So one live
 * block holds its arena, and everything this library shows follows from that.
 *
 * Left out: the debug hooks, subinterpreters' own heaps (3.12 and later), and
 * the bytes inside blocks: the model knows where a block is, not what is in it.
 *
 * @see CPython, Objects/obmalloc.c, `pymalloc_alloc`, `pymalloc_free`, `pymalloc_realloc`.
 */

import type { Allocator, ArenaEvent } from "./allocator.js";
import { Arenas } from "./arenas.js";
import { type Block, BlockNumber } from "./block.js";
import type { Geometry } from "./geometry.js";
import { type ArenaFigures, HeapReader } from "./heap/heap-reader.js";
import type { Pools } from "./pools.js";
import { assertRequestBytes, blockBytesOf, blocksPerPool, sizeClassCount } from "./size-class.js";
import type { ArenaSource } from "./sources/arena-source.js";
import { ArenaWord } from "./tables/arena-table.js";
import { RawBlocks } from "./tables/raw-blocks.js";

/** Key of the method by which operations done in bulk are counted. */
export const COUNT_OPERATIONS = Symbol("count operations");

/**
 * One process's pymalloc.
 *
 * @example
 * const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
 * const block = allocator.malloc(24);
 * allocator.blockBytes(block); // => 32
 */
export class Pymalloc implements Allocator {
  readonly geometry: Geometry;
  readonly heap: HeapReader;
  onArena: ((event: ArenaEvent) => void) | undefined;

  readonly #arenas: Arenas;
  readonly #pools: Pools;
  readonly #raw = new RawBlocks();
  readonly #classShift: number;
  readonly #classCount: number;
  #step = 0;

  /**
   * @param geometry - of the CPython version to model; see `geometryOf`.
   * @param source - where arenas come from.
   * @throws {RangeError} when the geometry breaks its invariants.
   */
  constructor(geometry: Geometry, source: ArenaSource) {
    assertGeometry(geometry);
    this.geometry = geometry;
    this.#classCount = sizeClassCount(geometry);
    this.#classShift = Math.log2(geometry.alignment);
    this.#arenas = new Arenas(geometry, source, (kind, slot) => this.#report(kind, slot));
    this.#pools = this.#arenas.pools;
    const [arenas, pools, raw] = [this.#arenas, this.#pools, this.#raw];
    this.heap = new HeapReader({ geometry, arenas, pools, raw });
  }

  get step(): number {
    return this.#step;
  }

  get arenas(): ArenaFigures {
    return this.heap.figures();
  }

  /**
   * Serves a request.
   *
   * @param requestBytes - a whole number, 0 or more; 0 and requests above the
   *   threshold go to the raw allocator.
   * @throws {RangeError} when it is not a number of bytes.
   * @see CPython, Objects/obmalloc.c, `pymalloc_alloc`.
   */
  malloc(requestBytes: number): Block {
    const sizeClass = (requestBytes - 1) >> this.#classShift;
    if ((requestBytes | 0) !== requestBytes || sizeClass >>> 0 >= this.#classCount) {
      return this.#mallocRaw(requestBytes);
    }
    this.#step += 1;
    const pool = this.#pools.table.next(sizeClass);
    if (pool === sizeClass) return this.#mallocFromNewPool(sizeClass);
    return this.#pools.allocate(pool);
  }

  /**
   * Serves a request of `count` items of `itemBytes` each; the model has no
   * contents to clear.
   */
  calloc(count: number, itemBytes: number): Block {
    assertRequestBytes(count);
    assertRequestBytes(itemBytes);
    return this.malloc(count * itemBytes);
  }

  /**
   * Drops a block; 0 (NULL) is nothing to do.
   *
   * @throws {RangeError} when the block is not live: freed before, or never handed out.
   * @see CPython, Objects/obmalloc.c, `pymalloc_free`.
   */
  free(block: Block): void {
    if ((block | 0) !== block || block <= 0) {
      this.#freeRaw(block);
      return;
    }
    const liveBlocks = this.#pools.release(block);
    if (liveBlocks < 0) this.#refuse("free", block);
    this.#step += 1;
    if (liveBlocks === 0) this.#arenas.poolEmptied(block >>> BlockNumber.SHIFT);
  }

  /**
   * Resizes a block: in place where it stays in its class and loses less than a
   * quarter of it, else by malloc, copy and free in that order.
   *
   * @returns the block's new number, which may be the old one. A raw block stays raw
   *   however small it gets.
   * @throws {RangeError} when the block is not live or `requestBytes` is not a number of bytes.
   * @see CPython, Objects/obmalloc.c, `pymalloc_realloc`.
   */
  realloc(block: Block, requestBytes: number): Block {
    if (block === 0) return this.malloc(requestBytes);
    assertRequestBytes(requestBytes);
    if (!this.isLive(block)) this.#refuse("realloc", block);
    const blockBytes = block < 0 ? 0 : this.blockBytes(block);
    if (block < 0 || (requestBytes <= blockBytes && 4 * requestBytes > 3 * blockBytes)) {
      this.#step += 1;
      return block;
    }
    const moved = this.malloc(requestBytes);
    this.#step -= 1; // malloc and free count one each, and a realloc is one operation
    this.free(block);
    return moved;
  }

  /** Whether a block is live. */
  isLive(block: Block): boolean {
    if (!Number.isInteger(block) || block === 0) return false;
    if (block < 0) return this.#raw.isLive(block);
    const ordinal = block & BlockNumber.ORDINAL_MASK;
    return this.#pools.table.isLive(block >>> BlockNumber.SHIFT, ordinal);
  }

  /**
   * Bytes of a block's size class; what it holds, not what was asked for.
   *
   * @throws {RangeError} when the block is not live, or is a raw one.
   */
  blockBytes(block: Block): number {
    if (block < 0 || !this.isLive(block)) {
      throw new RangeError(`block ${block} is not live in a pool, so it has no size class`);
    }
    return this.#poolBlockBytes(block >>> BlockNumber.SHIFT);
  }

  /** A live block's address; `undefined` for others, and for raw ones: libc's are not modelled. */
  addressOf(block: Block): number | undefined {
    if (block <= 0 || !this.isLive(block)) return undefined;
    const pool = block >>> BlockNumber.SHIFT;
    const index = (block & BlockNumber.ORDINAL_MASK) - BlockNumber.FIRST_ORDINAL;
    const offset = index * this.#poolBlockBytes(pool);
    return this.#arenas.poolAddress(pool) + this.geometry.poolHeaderBytes + offset;
  }

  /** Live blocks, raw ones included, as `sys.getallocatedblocks()` counts them. */
  allocatedBlocks(): number {
    let blocks = this.#raw.count;
    this.#arenas.forEachCarvedPool((pool) => {
      blocks += this.#pools.table.liveBlocks(pool);
    });
    return blocks;
  }

  /** Bytes of the live blocks in arenas, by block and not by request. */
  bytesInBlocks(): number {
    return this.#pools.liveBytes();
  }

  /** Counts operations that were done in bulk. */
  [COUNT_OPERATIONS](count: number): void {
    this.#step += count;
  }

  #poolBlockBytes(pool: number): number {
    return blockBytesOf(this.#pools.table.sizeClass(pool), this.geometry);
  }

  #mallocRaw(requestBytes: number): Block {
    assertRequestBytes(requestBytes);
    this.#step += 1;
    return this.#raw.obtain();
  }

  #freeRaw(block: Block): void {
    if (block === 0) return;
    if (!this.isLive(block)) this.#refuse("free", block);
    this.#step += 1;
    this.#raw.release(block);
  }

  /** @see CPython, Objects/obmalloc.c, `allocate_from_new_pool`. */
  #mallocFromNewPool(sizeClass: number): Block {
    const pool = this.#arenas.takePool();
    const pools = this.#pools;
    // An emptied pool of the same class continues where it stopped.
    if (pools.table.sizeClass(pool) !== sizeClass) pools.initialise(pool, sizeClass);
    pools.occupy(pool);
    return pools.allocate(pool);
  }

  #report(kind: ArenaEvent["kind"], slot: number): void {
    const { table } = this.#arenas;
    const birth = table.read(slot, ArenaWord.BIRTH);
    this.onArena?.({ kind, step: this.#step, birth, address: table.address[slot]! });
  }

  #refuse(verb: string, block: Block): never {
    throw new RangeError(
      `cannot ${verb} block ${block}: it is not live (freed before, or not from this allocator)`,
    );
  }
}

/**
 * Checks what the rules rely on. Two blocks a pool at least: a full pool that loses one block
 * must not be empty at once, or it would have to go on two lists in one free. CPython relies on
 * the same: `insert_to_usedpool` asserts that the pool it is given still has a live block.
 */
function assertGeometry(geometry: Geometry): void {
  const poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
  const fewest = blocksPerPool(sizeClassCount(geometry) - 1, geometry);
  const most = blocksPerPool(0, geometry);
  // The ordinal after the last block's must fit too: it says that none is untouched.
  const limit = BlockNumber.ORDINAL_MASK - 1;
  if (!Number.isInteger(Math.log2(poolsPerArena))) {
    throw new RangeError(`an arena must hold a power of two of pools, got ${poolsPerArena}`);
  }
  if (fewest < 2 || most > limit) {
    throw new RangeError(
      `a pool must hold 2 to ${limit} blocks of every class, got ${fewest} to ${most}`,
    );
  }
}
