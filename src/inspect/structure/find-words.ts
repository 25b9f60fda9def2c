/** Words of given values in the copied memory, wherever they are outside the arenas. */
import type { CopiedRegion, MemoryImage } from "../../image/memory-image.js";

const HIGH_WORD = 0x1_0000_0000;

/** What to look for. */
export interface WordSearch {
  readonly low: number;
  readonly high: number;
  /** Whether a word between the two is wanted. */
  readonly test?: (word: number) => boolean;
  /** How many to find. */
  readonly limit: number;
}

/** Whether a pool is at an address: what lies in pools is not searched. */
export type IsPool = (address: number) => boolean;

/** Finds the addresses of aligned words between two values. */
export function findWords(
  image: MemoryImage,
  { low, high, test = () => true, limit }: WordSearch,
  poolBytes: number,
  isPool: IsPool,
): number[] {
  const found: number[] = [];
  const highOfLow = Math.floor(low / HIGH_WORD);
  const highOfHigh = Math.floor(high / HIGH_WORD);
  for (const region of image.regions) {
    const { halves, start } = region;
    for (const [from, to] of outsidePools(region, poolBytes, isPool)) {
      for (let at = from; at + 1 < to; at += 2) {
        const half = halves[at + 1]!;
        if (half < highOfLow || half > highOfHigh) continue;
        const word = halves[at]! + half * HIGH_WORD;
        if (word < low || word > high || !test(word)) continue;
        found.push(start + at * 4);
        if (found.length >= limit) return found;
      }
    }
  }
  return found;
}

/** The stretches of a region that lie in no pool, as places in its `halves`. */
export function* outsidePools(
  { start, end, halves, isAnonymous }: CopiedRegion,
  poolBytes: number,
  isPool: IsPool,
): Generator<[from: number, to: number]> {
  let from = 0;
  if (isAnonymous) {
    const first = Math.ceil(start / poolBytes) * poolBytes;
    for (let address = first; address + poolBytes <= end; address += poolBytes) {
      if (!isPool(address)) continue;
      const at = (address - start) / 4;
      if (at > from) yield [from, at];
      from = at + poolBytes / 4;
    }
  }
  if (from < halves.length) yield [from, halves.length];
}
