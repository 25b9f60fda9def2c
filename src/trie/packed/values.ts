/** The values of a packed trie's keys, in blocks of places; a dropped place is used again. */

const PLACES_PER_BLOCK = 1024;

/** Values by place. */
export class PackedValues<Value> {
  readonly #blocks: (Value | undefined)[][] = [];
  readonly #dropped: number[] = [];
  #usedCount = 0;

  /** Values that are kept. */
  get count(): number {
    return this.#usedCount - this.#dropped.length;
  }

  /** Keeps a value and gives its place. */
  keep(value: Value): number {
    const place = this.#dropped.pop() ?? this.#usedCount++;
    if (place >= this.#blocks.length * PLACES_PER_BLOCK) this.#blocks.push([]);
    this.replace(place, value);
    return place;
  }

  at(place: number): Value | undefined {
    return this.#blocks[Math.floor(place / PLACES_PER_BLOCK)]?.[place % PLACES_PER_BLOCK];
  }

  replace(place: number, value: Value | undefined): void {
    const block = this.#blocks[Math.floor(place / PLACES_PER_BLOCK)];
    if (block !== undefined) block[place % PLACES_PER_BLOCK] = value;
  }

  drop(place: number): void {
    this.replace(place, undefined);
    this.#dropped.push(place);
  }
}
