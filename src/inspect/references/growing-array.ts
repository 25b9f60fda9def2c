/** An array of 32-bit numbers that grows by doubling. */
export class GrowingArray {
  length = 0;
  #values = new Int32Array(1 << 16);

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  at(place: number): number {
    return this.#values[place]!;
  }

  add(place: number, amount: number): void {
    this.#values[place]! += amount;
  }

  /** The numbers so far; later ones may not be seen through it. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
