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

import { Arenas } from "./arenas.js";
import type { Geometry } from "./geometry.js";
import { assertRequestBytes, blockBytesOf, blocksPerPool, sizeClassCount } from "./size-class.js";
import type { ArenaSource } from "./sources/arena-source.js";
import { BIRTH } from "./tables/arena-table.js";
import { BLOCK_BITS, ORDINAL_MASK } from "./tables/pool-records.js";
import type { PoolTable } from "./tables/pool-table.js";
import { RawBlocks } from "./tables/raw-blocks.js";

/**
 * A block's name: above 0 inside an arena, below 0 when the raw allocator has it,
 * 0 for NULL. {@link Pymalloc.addressOf} gives its address.
 */
export type Block = number;

/** An arena that came from the system or went back. */
export interface ArenaEvent {
  readonly kind: "obtained" | "returned";
  /** The operation during which it happened, counted from 1. */
  readonly step: number;
  /** Which arena of the process it is, from 0. */
  readonly birth: number;
  readonly address: number;
}

/** One process's pymalloc. */
export class Pymalloc {
  readonly geometry: Geometry;
  /** Operations asked for so far: a malloc, calloc, realloc or free each. */
  step = 0;
  /** Told of arenas as they come and go; nothing calls back per operation. */
  onArena: ((event: ArenaEvent) => void) | undefined;

  /** The tables behind the allocator. Read them; only the allocator writes. */
  readonly arenas: Arenas;
  readonly pools: PoolTable;
  readonly raw = new RawBlocks();

  #classShift = 0;
  #classCount = 0;

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
    this.arenas = new Arenas(geometry, source, (kind, slot) => this.#report(kind, slot));
    this.pools = this.arenas.pools;
  }

  /**
   * Serves a request.
   *
   * @param requestBytes - a whole number, 0 or more; 0 and requests above the
   *   threshold go to the raw allocator.
   * @throws {RangeError} when it is no number of bytes.
   */
  malloc(requestBytes: number): Block {
    const sizeClass = (requestBytes - 1) >> this.#classShift;
    if ((requestBytes | 0) !== requestBytes || sizeClass >>> 0 >= this.#classCount) {
      return this.#mallocRaw(requestBytes);
    }
    this.step += 1;
    const pool = this.pools.next(sizeClass);
    if (pool === sizeClass) return this.#mallocFromNewPool(sizeClass);
    return this.pools.allocate(pool);
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
   */
  free(block: Block): void {
    if ((block | 0) !== block || block <= 0) {
      this.#freeRaw(block);
      return;
    }
    const liveBlocks = this.pools.release(block);
    if (liveBlocks < 0) this.#refuse("free", block);
    this.step += 1;
    if (liveBlocks === 0) this.arenas.poolEmptied(block >>> 10);
  }

  /**
   * Resizes a block: in place where it stays in its class and loses less than a
   * quarter of it, else by malloc, copy and free in that order.
   *
   * @returns the block's new name, which may be the old one. A raw block stays raw
   *   however small it gets.
   * @throws {RangeError} when the block is not live or `requestBytes` is no number of bytes.
   */
  realloc(block: Block, requestBytes: number): Block {
    if (block === 0) return this.malloc(requestBytes);
    assertRequestBytes(requestBytes);
    if (!this.isLive(block)) this.#refuse("realloc", block);
    const blockBytes = block < 0 ? 0 : this.blockBytes(block);
    if (block < 0 || (requestBytes <= blockBytes && 4 * requestBytes > 3 * blockBytes)) {
      this.step += 1;
      return block;
    }
    const moved = this.malloc(requestBytes);
    this.step -= 1; // malloc and free count one each, and a realloc is one operation
    this.free(block);
    return moved;
  }

  /** Whether a block is live. */
  isLive(block: Block): boolean {
    if (!Number.isInteger(block) || block === 0) return false;
    if (block < 0) return this.raw.isLive(block);
    return this.pools.isLive(block >>> BLOCK_BITS, block & ORDINAL_MASK);
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
    return this.#poolBlockBytes(block >>> BLOCK_BITS);
  }

  /** A live block's address; `undefined` for others, and for raw ones: libc's are not modelled. */
  addressOf(block: Block): number | undefined {
    if (block <= 0 || !this.isLive(block)) return undefined;
    const pool = block >>> BLOCK_BITS;
    const offset = ((block & ORDINAL_MASK) - 1) * this.#poolBlockBytes(pool);
    return this.arenas.poolAddress(pool) + this.geometry.poolHeaderBytes + offset;
  }

  /** Live blocks, raw ones included, as `sys.getallocatedblocks()` counts them. */
  allocatedBlocks(): number {
    let blocks = this.raw.count;
    this.arenas.forEachCarvedPool((pool) => {
      blocks += this.pools.liveBlocks(pool);
    });
    return blocks;
  }

  /** Bytes of the live blocks in arenas, by block and not by request. */
  bytesInBlocks(): number {
    return this.pools.liveSteps() * this.geometry.alignment;
  }

  #poolBlockBytes(pool: number): number {
    return blockBytesOf(this.pools.sizeClass(pool), this.geometry);
  }

  #mallocRaw(requestBytes: number): Block {
    assertRequestBytes(requestBytes);
    this.step += 1;
    return this.raw.obtain();
  }

  #freeRaw(block: Block): void {
    if (block === 0) return;
    if (!this.isLive(block)) this.#refuse("free", block);
    this.step += 1;
    this.raw.release(block);
  }

  #mallocFromNewPool(sizeClass: number): Block {
    const pool = this.arenas.takePool();
    const { pools } = this;
    // An emptied pool of the same class goes on where it stopped.
    if (pools.sizeClass(pool) !== sizeClass) pools.initialise(pool, sizeClass);
    pools.occupy(pool);
    return pools.allocate(pool);
  }

  #report(kind: ArenaEvent["kind"], slot: number): void {
    const { table } = this.arenas;
    const birth = table.read(slot, BIRTH);
    this.onArena?.({ kind, step: this.step, birth, address: table.address[slot]! });
  }

  #refuse(verb: string, block: Block): never {
    throw new RangeError(
      `cannot ${verb} block ${block}: it is not live (freed before, or not from this allocator)`,
    );
  }
}

function assertGeometry(geometry: Geometry): void {
  const poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
  const largestFits = blocksPerPool(sizeClassCount(geometry) - 1, geometry);
  const smallestFits = blocksPerPool(0, geometry);
  if (!Number.isInteger(Math.log2(poolsPerArena))) {
    throw new RangeError(`an arena must hold a power of two of pools, got ${poolsPerArena}`);
  }
  if (largestFits < 2 || smallestFits > ORDINAL_MASK - 1) {
    throw new RangeError(
      `a pool must hold 2 to ${ORDINAL_MASK - 1} blocks of every class, got ${largestFits} to ${smallestFits}`,
    );
  }
}
