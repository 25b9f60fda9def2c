/**
 * Numbers for live blocks that are used again: a trace has as many blocks as allocations, but few
 * of them live at a time.
 *
 * An open hash table of block and slot. Invariants: at most half of its places are taken; a block
 * is found from its home on without a gap.
 */

/** A place of the table that has no block. */
const EMPTY = -1;

const FIRST_PLACES = 1024;

/** 2^32 divided by the golden ratio: multiplied with it, neighbours land far apart. */
const SPREAD = 0x9e3779b1;

/** The slots of the blocks that live. */
export class LiveSlots {
  /** Slots that were ever used. */
  count = 0;
  #live = 0;
  #blocks = new Int32Array(FIRST_PLACES).fill(EMPTY);
  #slots = new Int32Array(FIRST_PLACES);
  readonly #free: number[] = [];

  /** Gives a block a slot; it must have none. */
  take(block: number): number {
    if (2 * (this.#live + 1) > this.#blocks.length) this.#widen();
    const slot = this.#free.pop() ?? this.count++;
    this.#put(block, slot);
    this.#live += 1;
    return slot;
  }

  /** @throws {RangeError} when the block does not live. */
  slotOf(block: number): number {
    return this.#slots[this.#find(block)]!;
  }

  /**
   * Takes a block's slot from it.
   *
   * @throws {RangeError} when the block does not live.
   */
  release(block: number): number {
    const place = this.#find(block);
    const slot = this.#slots[place]!;
    this.#free.push(slot);
    this.#live -= 1;
    this.#close(place);
    return slot;
  }

  #home(block: number): number {
    return Math.imul(block, SPREAD) >>> Math.clz32(this.#blocks.length - 1);
  }

  #find(block: number): number {
    const mask = this.#blocks.length - 1;
    for (let place = this.#home(block); ; place = (place + 1) & mask) {
      const found = this.#blocks[place]!;
      if (found === block) return place;
      if (found === EMPTY) throw new RangeError(`block ${block} is not live: it was freed before`);
    }
  }

  #put(block: number, slot: number): void {
    const mask = this.#blocks.length - 1;
    let place = this.#home(block);
    while (this.#blocks[place] !== EMPTY) place = (place + 1) & mask;
    this.#blocks[place] = block;
    this.#slots[place] = slot;
  }

  /** Empties a place, and moves those after it that would not be found across the gap. */
  #close(gap: number): void {
    const mask = this.#blocks.length - 1;
    for (let place = (gap + 1) & mask; this.#blocks[place] !== EMPTY; place = (place + 1) & mask) {
      const fromHome = (place - this.#home(this.#blocks[place]!)) & mask;
      if (fromHome < ((place - gap) & mask)) continue;
      this.#blocks[gap] = this.#blocks[place]!;
      this.#slots[gap] = this.#slots[place]!;
      gap = place;
    }
    this.#blocks[gap] = EMPTY;
  }

  #widen(): void {
    const [blocks, slots] = [this.#blocks, this.#slots];
    this.#blocks = new Int32Array(blocks.length * 2).fill(EMPTY);
    this.#slots = new Int32Array(blocks.length * 2);
    blocks.forEach((block, place) => {
      if (block !== EMPTY) this.#put(block, slots[place]!);
    });
  }
}
