/**
 * Numbers for live blocks that are used again: a trace has as many blocks as allocations, but few
 * of them live at a time.
 */
import { LiveBlocks } from "../trace/live-blocks.js";

/** The table of live blocks spreads addresses by the bits above their alignment, and has no 0. */
const ADDRESS_UNIT = 16;

/** The slots of the blocks that live. */
export class LiveSlots {
  /** Slots that were ever used. */
  count = 0;
  readonly #slots = new LiveBlocks();
  readonly #free: number[] = [];

  /** Gives a block a slot; it must have none. */
  take(block: number): number {
    const slot = this.#free.pop() ?? this.count++;
    this.#slots.set(addressFor(block), slot);
    return slot;
  }

  /** @throws {RangeError} when the block does not live. */
  slotOf(block: number): number {
    return live(block, this.#slots.get(addressFor(block)));
  }

  /**
   * Takes a block's slot from it.
   *
   * @throws {RangeError} when the block does not live.
   */
  release(block: number): number {
    const slot = live(block, this.#slots.take(addressFor(block)));
    this.#free.push(slot);
    return slot;
  }
}

function addressFor(block: number): number {
  return (block + 1) * ADDRESS_UNIT;
}

function live(block: number, slot: number | undefined): number {
  if (slot !== undefined) return slot;
  throw new RangeError(`block ${block} is not live: it was freed before`);
}
