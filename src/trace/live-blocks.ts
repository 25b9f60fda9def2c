/**
 * Which block is live at which address: a hash table of addresses.
 *
 * A `Map` is many times slower here: V8 hashes numbers above 2^31 badly.
 *
 * Invariant: between an entry's home (where its hash points) and its place there is no
 * gap, so a search may stop at the first gap. Taking an entry out closes the gap it leaves.
 */
export class LiveBlocks {
  /** Address in each place; 0 is a gap. The length is a power of two. */
  #addresses = new Float64Array(1024);
  #numbers = new Int32Array(1024);
  #count = 0;

  /** Sets which block is live at an address, whatever was there before. */
  set(address: number, number: number): void {
    if (2 * this.#count >= this.#addresses.length) this.#grow();
    const place = this.#find(address);
    if (this.#addresses[place] === 0) this.#count += 1;
    this.#addresses[place] = address;
    this.#numbers[place] = number;
  }

  /** Number of the block at an address; `undefined` where none is live. */
  get(address: number): number | undefined {
    const place = this.#find(address);
    return this.#addresses[place] === 0 ? undefined : this.#numbers[place];
  }

  /** Takes the block at an address out, and returns its number; `undefined` where none is live. */
  take(address: number): number | undefined {
    const place = this.#find(address);
    if (this.#addresses[place] === 0) return undefined;
    const number = this.#numbers[place];
    this.#count -= 1;
    this.#close(place);
    return number;
  }

  /** The place of an address, or the gap where it would go. */
  #find(address: number): number {
    const mask = this.#addresses.length - 1;
    let place = hash(address) & mask;
    while (this.#addresses[place] !== address && this.#addresses[place] !== 0) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Deletes by backward shift: moves later entries of the probe chain into the gap. */
  #close(from: number): void {
    const mask = this.#addresses.length - 1;
    let gap = from;
    for (let place = (gap + 1) & mask; this.#addresses[place] !== 0; place = (place + 1) & mask) {
      const home = hash(this.#addresses[place]!) & mask;
      // From home to place, round the end of the table: does the way pass the gap?
      if (((place - home) & mask) < ((place - gap) & mask)) continue;
      this.#addresses[gap] = this.#addresses[place]!;
      this.#numbers[gap] = this.#numbers[place]!;
      gap = place;
    }
    this.#addresses[gap] = 0;
  }

  #grow(): void {
    const addresses = this.#addresses;
    const numbers = this.#numbers;
    this.#addresses = new Float64Array(addresses.length * 2);
    this.#numbers = new Int32Array(addresses.length * 2);
    for (let i = 0; i < addresses.length; i++) {
      if (addresses[i] === 0) continue;
      const place = this.#find(addresses[i]!);
      this.#addresses[place] = addresses[i]!;
      this.#numbers[place] = numbers[i]!;
    }
  }
}

/** Multiplies the bits that differ (those above the alignment) into the whole word, and takes its upper half. */
function hash(address: number): number {
  const low = address >>> 0;
  const high = Math.floor(address / 2 ** 32);
  const mixed = Math.imul((low >>> 4) ^ high, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
