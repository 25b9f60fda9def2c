/** Numbers pushed one by one into a typed array, which doubles when it is full. */
import { widen } from "./widen.js";

/** What is needed of a kind of typed array. */
interface Numbers<Kind> {
  readonly length: number;
  [place: number]: number;
  set(from: ArrayLike<number>): void;
  subarray(begin: number, end: number): Kind;
}

const FIRST_LENGTH = 1024;

/** A list of numbers, each of the few bytes that its kind of array takes. */
export class GrowingArray<Kind extends Numbers<Kind>> {
  #numbers: Kind;
  #length = 0;
  readonly #make: new (
    length: number,
  ) => Kind;

  /** @param make - the kind of array, whose range each number must be in. */
  constructor(make: new (length: number) => Kind) {
    this.#make = make;
    this.#numbers = new make(FIRST_LENGTH);
  }

  get length(): number {
    return this.#length;
  }

  /** The number at a place below {@link length}. */
  at(place: number): number {
    return this.#numbers[place]!;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      this.#numbers = widen(this.#numbers, new this.#make(2 * this.#length));
    }
    this.#numbers[this.#length++] = number;
  }

  /** Adds to the number at a place. */
  add(place: number, amount: number): void {
    this.#numbers[place]! += amount;
  }

  /** The numbers so far, not copied; later ones may not be seen through it. */
  get values(): Kind {
    return this.#numbers.subarray(0, this.#length);
  }

  /** A copy of the numbers so far, with no room left over. */
  whole(): Kind {
    return widen(this.values, new this.#make(this.#length));
  }
}
