/**
 * What is kept of every block: a link and a mark, in a region that its pool has.
 *
 *     links   one half-word a block; of a free one the ordinal of the next free one in its
 *             pool, 0 at the end
 *     live    one bit a block: bit `link & 31` of word `link >> 5` is 1 while it lives
 *
 * A region is as long as the pool's class needs. When a pool takes another class its region
 * goes to the pools that need that length, so 80-byte blocks cost little more than two bytes
 * each.
 */
import { widen } from "./widen.js";

const FEW_LINKS = 1 << 16;

/** The blocks of one allocator. */
export class BlockTable {
  links = new Uint16Array(FEW_LINKS);
  live = new Int32Array(FEW_LINKS >> 5);
  /** First link behind the regions given so far. */
  #end = 0;
  /** Regions that pools have left, by length. */
  readonly #left = new Map<number, number[]>();

  isMarked(link: number): boolean {
    return ((this.live[link >> 5]! >> link) & 1) === 1;
  }

  /** Marks one block as live or not. */
  mark(link: number, isLive: boolean): void {
    const bit = 1 << link;
    const marks = this.live[link >> 5]!;
    this.live[link >> 5] = isLive ? marks | bit : marks & ~bit;
  }

  /** Marks the blocks from `firstLink` to `lastLink` as live; there is at least one. */
  markLive(firstLink: number, lastLink: number): void {
    const { live } = this;
    const firstWord = firstLink >> 5;
    const lastWord = lastLink >> 5;
    // A shift counts by the five lowest bits: the bits of a word from the first link up, and
    // those from the last link down.
    const up = -1 << firstLink;
    const down = -1 >>> ~lastLink;
    if (firstWord === lastWord) {
      live[firstWord]! |= up & down;
    } else {
      live[firstWord]! |= up;
      live.fill(-1, firstWord + 1, lastWord);
      live[lastWord]! |= down;
    }
  }

  /** Marks the blocks from `firstLink` to `lastLink` as not live; there is at least one. */
  unmark(firstLink: number, lastLink: number): void {
    const { live } = this;
    const firstWord = firstLink >> 5;
    const lastWord = lastLink >> 5;
    const up = -1 << firstLink;
    const down = -1 >>> ~lastLink;
    if (firstWord === lastWord) {
      live[firstWord]! &= ~(up & down);
    } else {
      live[firstWord]! &= ~up;
      live.fill(0, firstWord + 1, lastWord);
      live[lastWord]! &= ~down;
    }
  }

  /** Gives a region in which no block is live. */
  takeRegion(length: number): number {
    const left = this.#left.get(length)?.pop();
    if (left !== undefined) return left;
    const region = this.#end;
    this.#end += length;
    if (this.#end > this.links.length) {
      this.links = widen(this.links, new Uint16Array(this.links.length * 2));
      this.live = widen(this.live, new Int32Array(this.live.length * 2));
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
    return this.links.byteLength + this.live.byteLength;
  }
}
