/** A typed array that grows at its end. */

type Numbers = Uint16Array | Uint32Array;

const FIRST_LENGTH = 1024;

/** Numbers, pushed one by one. */
export class GrowingArray<Kind extends Numbers> {
  #numbers: Kind;
  #length = 0;
  readonly #make: new (
    length: number,
  ) => Kind;

  constructor(make: new (length: number) => Kind) {
    this.#make = make;
    this.#numbers = new make(FIRST_LENGTH);
  }

  get length(): number {
    return this.#length;
  }

  at(place: number): number {
    return this.#numbers[place]!;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new this.#make(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  /** All of them, with no room left over. */
  whole(): Kind {
    const all = new this.#make(this.#length);
    all.set(this.#numbers.subarray(0, this.#length));
    return all;
  }
}
