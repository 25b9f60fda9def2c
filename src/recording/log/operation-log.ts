/**
 * Every operation of one run, in columns: what was asked for, and which block it was about.
 *
 * A block is named by its place, which no other block of the run has at the same time
 * and which tells its arena: `birth << ARENA_SHIFT | pool << ORDINAL_BITS | ordinal`, the
 * ordinal from 1. {@link NO_BLOCK} stands for none, and {@link RAW_BLOCK} for one of the raw
 * allocator.
 *
 *     malloc    from none      to the new block
 *     free      from a block   to none
 *     realloc   from a block   to the same, where it stays, or to a new one
 */

import { widen } from "../../growing/widen.js";
import type { Block } from "../../pymalloc/block.js";
import type { HeapImage } from "../../pymalloc/heap/heap-image.js";
import type { BlockPlace, HeapReader } from "../../pymalloc/heap/heap-reader.js";

export const NO_BLOCK = 0;
export const RAW_BLOCK = -1;

/** Bits of a place that hold the ordinal, and the pool's index. */
const ORDINAL_BITS = 10;
const POOL_BITS = 6;
const ARENA_SHIFT = ORDINAL_BITS + POOL_BITS;
const ORDINAL_MASK = 2 ** ORDINAL_BITS - 1;
const POOL_MASK = 2 ** POOL_BITS - 1;
const MOST_ARENAS = 1 << (31 - ARENA_SHIFT);
const MOST_BYTES = 0xffff_ffff;

/** Reads a block's place. */
export function placeOf(block: number): BlockPlace {
  return {
    birth: block >> ARENA_SHIFT,
    pool: (block >> ORDINAL_BITS) & POOL_MASK,
    ordinal: block & ORDINAL_MASK,
  };
}

/** Columns of equal length, one entry an operation. */
export interface Operations {
  readonly length: number;
  /** The block that a free or realloc is about. */
  readonly from: Int32Array;
  /** The block that a malloc or realloc gives. */
  readonly to: Int32Array;
  /** Bytes that a malloc or realloc asks for; what passes 32 bits is written as the most there is. */
  readonly requestBytes: Uint32Array;
}

/** A run, ready to be played. */
export interface LoggedRun {
  /** The heap before the first operation. */
  readonly start: HeapImage;
  readonly operations: Operations;
  /** Addresses of the arenas that the run obtained, in order. */
  readonly arenaAddresses: readonly number[];
}

/** Writes operations down, one after another. */
export class OperationLog {
  #from = new Int32Array(1024);
  #to = new Int32Array(1024);
  #requestBytes = new Uint32Array(1024);
  #length = 0;

  add(from: number, to: number, requestBytes: number): void {
    if (this.#length === this.#from.length) this.#grow();
    this.#from[this.#length] = from;
    this.#to[this.#length] = to;
    this.#requestBytes[this.#length] = Math.min(requestBytes, MOST_BYTES);
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  finish(): Operations {
    return {
      length: this.#length,
      from: this.#from.slice(0, this.#length),
      to: this.#to.slice(0, this.#length),
      requestBytes: this.#requestBytes.slice(0, this.#length),
    };
  }

  #grow(): void {
    const length = this.#length * 2;
    this.#from = widen(this.#from, new Int32Array(length));
    this.#to = widen(this.#to, new Int32Array(length));
    this.#requestBytes = widen(this.#requestBytes, new Uint32Array(length));
  }
}

/**
 * The place of a live block, as one number.
 *
 * @throws {RangeError} when it is in an arena or pool beyond those that a log can name.
 */
export function placeOfBlock(heap: HeapReader, block: Block): number {
  if (block <= 0) return block === 0 ? NO_BLOCK : RAW_BLOCK;
  const { birth, pool, ordinal } = heap.placeOf(block);
  if (birth >= MOST_ARENAS) {
    throw new RangeError(`a run that is played may obtain ${MOST_ARENAS} arenas, this has more`);
  }
  if (pool > POOL_MASK) {
    throw new RangeError(
      `a run that is played may have ${POOL_MASK + 1} pools an arena, this has more`,
    );
  }
  return (birth << ARENA_SHIFT) | (pool << ORDINAL_BITS) | ordinal;
}
