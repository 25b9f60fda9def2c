/**
 * Every operation of one run, in columns: what was asked for, and which block it was about.
 *
 * A block is named by its place, which no other block of the run has at the same time
 * and which tells its arena: `birth << 16 | pool << 10 | ordinal`, the ordinal from 1.
 * {@link NO_BLOCK} stands for none, and {@link RAW_BLOCK} for one of the raw allocator.
 *
 *     malloc    from none      to the new block
 *     free      from a block   to none
 *     realloc   from a block   to the same, where it stays, or to a new one
 */

import type { HeapImage } from "../../pymalloc/heap/heap-image.js";
import type { Block, Pymalloc } from "../../pymalloc/pymalloc.js";
import { BIRTH } from "../../pymalloc/tables/arena-table.js";
import { BLOCK_BITS, ORDINAL_MASK } from "../../pymalloc/tables/pool-records.js";

export const NO_BLOCK = 0;
export const RAW_BLOCK = -1;

const POOL_PLACE_BITS = 6;
const ARENA_SHIFT = BLOCK_BITS + POOL_PLACE_BITS;
const MOST_ARENAS = 1 << (31 - ARENA_SHIFT);
const MOST_BYTES = 0xffff_ffff;

/** Where a block is. */
export interface BlockPlace {
  /** Which arena of the process it is in, from 0. */
  readonly birth: number;
  /** Which pool of the arena, from 0. */
  readonly pool: number;
  /** Which block of the pool, from 1. */
  readonly ordinal: number;
}

/** Reads a block's place. */
export function placeOf(block: number): BlockPlace {
  return {
    birth: block >> ARENA_SHIFT,
    pool: (block >> BLOCK_BITS) & ((1 << POOL_PLACE_BITS) - 1),
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

/** Takes operations down, one after another. */
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
    const from = new Int32Array(length);
    const to = new Int32Array(length);
    const requestBytes = new Uint32Array(length);
    from.set(this.#from);
    to.set(this.#to);
    requestBytes.set(this.#requestBytes);
    this.#from = from;
    this.#to = to;
    this.#requestBytes = requestBytes;
  }
}

/**
 * The place of a live block.
 *
 * @throws {RangeError} when it is in an arena beyond those that a log can name.
 */
export function placeOfBlock({ arenas }: Pymalloc, block: Block): number {
  if (block <= 0) return block === 0 ? NO_BLOCK : RAW_BLOCK;
  const pool = block >>> BLOCK_BITS;
  const slot = pool >> arenas.poolBits;
  const birth = arenas.table.read(slot, BIRTH);
  if (birth >= MOST_ARENAS) {
    throw new RangeError(`a run that is played may obtain ${MOST_ARENAS} arenas, this has more`);
  }
  const index = pool - (slot << arenas.poolBits);
  return (birth << ARENA_SHIFT) | (index << BLOCK_BITS) | (block & ORDINAL_MASK);
}
