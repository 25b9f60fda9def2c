/** One pool that was used before, to be looked at. */
import { type Block, BlockNumber } from "../block.js";
import type { HeapState } from "../heap-state.js";
import { blockBytesOf } from "../size-class.js";

/** Some blocks live, all live, or none: CPython's three states of a pool. */
export type PoolState = "used" | "full" | "empty";

/** Reads a pool as it is at the moment of the question. */
export class PoolReader {
  /** The pool's number, which no other pool of the heap has. */
  readonly number: number;
  readonly #state: HeapState;

  constructor(state: HeapState, number: number) {
    this.#state = state;
    this.number = number;
  }

  /** Which pool of its arena it is, from 0. */
  get index(): number {
    return this.#state.arenas.indexOf(this.number);
  }

  /** Address of its header. */
  get address(): number {
    return this.#state.arenas.poolAddress(this.number);
  }

  get sizeClass(): number {
    return this.#state.pools.table.sizeClass(this.number);
  }

  /** Bytes of each of its blocks. */
  get blockBytes(): number {
    return blockBytesOf(this.sizeClass, this.#state.geometry);
  }

  /** Blocks it has room for. */
  get capacity(): number {
    return this.#state.pools.capacity[this.sizeClass]!;
  }

  get liveBlocks(): number {
    return this.#state.pools.table.liveBlocks(this.number);
  }

  /** Blocks that were ever handed out, or are listed as free. */
  get carvedBlocks(): number {
    return this.#state.pools.table.nextOrdinal(this.number) - BlockNumber.FIRST_ORDINAL;
  }

  get state(): PoolState {
    if (this.liveBlocks === 0) return "empty";
    return this.liveBlocks === this.capacity ? "full" : "used";
  }

  /** Whether a block lives. @param ordinal - which block of the pool, from 1. */
  isLive(ordinal: number): boolean {
    return this.#state.pools.table.isLive(this.number, ordinal);
  }

  /** Ordinals of the free blocks, from 1, in the order in which malloc takes them. */
  freeList(): number[] {
    return this.#state.pools.table.freeList(this.number);
  }

  /** The block of an ordinal, from 1. */
  block(ordinal: number): Block {
    return (this.number << BlockNumber.SHIFT) | ordinal;
  }

  /** The live blocks in address order. */
  liveBlockList(): Block[] {
    const blocks: Block[] = [];
    for (let ordinal = 1; ordinal <= this.carvedBlocks; ordinal++) {
      if (this.isLive(ordinal)) blocks.push(this.block(ordinal));
    }
    return blocks;
  }
}
