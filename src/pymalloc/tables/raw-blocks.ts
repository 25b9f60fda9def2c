/**
 * The raw allocator, as far as pymalloc needs it: what is live, not where.
 *
 * Requests of 0 bytes and of more than `smallRequestThreshold` go to libc's
 * malloc, whose addresses are not modelled: such a block has a negative number,
 * and all that is kept of it is that it is live.
 */

import { widen } from "../../growing/widen.js";

const FEW_BLOCKS = 64;

/** The live blocks outside the arenas. */
export class RawBlocks {
  /** Number of live raw blocks. */
  count = 0;
  /** 1 where the block of that number is live. */
  #live = new Uint8Array(FEW_BLOCKS);
  #made = 0;
  readonly #unused: number[] = [];

  /** Makes a block and returns its number, a whole number below 0. */
  obtain(): number {
    const index = this.#unused.pop() ?? this.#made++;
    if (index >= this.#live.length) {
      this.#live = widen(this.#live, new Uint8Array(this.#live.length * 2));
    }
    this.#live[index] = 1;
    this.count += 1;
    return -1 - index;
  }

  isLive(block: number): boolean {
    return this.#live[-1 - block] === 1;
  }

  /** Drops a live block; the caller has asked {@link isLive} first. */
  release(block: number): void {
    const index = -1 - block;
    this.#live[index] = 0;
    this.#unused.push(index);
    this.count -= 1;
  }

  /** Counts blocks in that nobody will name, as a start-up heap has. */
  adopt(blockCount: number): void {
    this.count += blockCount;
  }
}
