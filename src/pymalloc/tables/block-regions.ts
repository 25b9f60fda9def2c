/**
 * Which run of links belongs to which pool.
 *
 * Each pool owns one contiguous run, its region, as long as its size class needs. When a
 * pool takes another class, its region waits for the next pool that needs that length. So
 * a block costs its link of two bytes and little more.
 */

/** Hands out regions: whole numbers, where a region begins among the links. */
export class BlockRegions {
  /** The first link after the regions handed out so far. */
  #end = 0;
  /** Regions that no pool owns now, by length. */
  readonly #unused = new Map<number, number[]>();

  /** The first link after all regions: as many links are needed. */
  get end(): number {
    return this.#end;
  }

  /** Takes a region of `length` links. */
  take(length: number): number {
    const unused = this.#unused.get(length)?.pop();
    if (unused !== undefined) return unused;
    const region = this.#end;
    this.#end += length;
    return region;
  }

  /** Takes back a region; no block in it is live. */
  release(region: number, length: number): void {
    const unused = this.#unused.get(length);
    if (unused === undefined) this.#unused.set(length, [region]);
    else unused.push(region);
  }
}
