/**
 * What is kept of every block: one link, in a region that its pool has.
 *
 *     links   one half-word a block: LIVE while it lives; else, where it was freed, the
 *             ordinal of the next free one in its pool, 0 at the end
 *
 * A region is as long as the pool's class needs. When a pool takes another class its region
 * goes to the pools that need that length, so 80-byte blocks cost little more than two bytes
 * each.
 */
import { widen } from "./widen.js";

/** Link of a live block; no ordinal is so large. */
export const LIVE = 0xffff;

const FEW_LINKS = 1 << 16;

/** The blocks of one allocator. */
export class BlockTable {
  links = new Uint16Array(FEW_LINKS);
  /** First link behind the regions given so far. */
  #end = 0;
  /** Regions that pools have left, by length. */
  readonly #left = new Map<number, number[]>();

  /** Gives a region in which no block is live. */
  takeRegion(length: number): number {
    const left = this.#left.get(length)?.pop();
    if (left !== undefined) return left;
    const region = this.#end;
    this.#end += length;
    if (this.#end > this.links.length) {
      this.links = widen(this.links, new Uint16Array(this.links.length * 2));
    }
    return region;
  }

  /** Takes back a region, in which no block is live any more. */
  leaveRegion(region: number, length: number): void {
    const left = this.#left.get(length);
    if (left === undefined) this.#left.set(length, [region]);
    else left.push(region);
  }

  /** Bytes of the tables. */
  get tableBytes(): number {
    return this.links.byteLength;
  }
}
