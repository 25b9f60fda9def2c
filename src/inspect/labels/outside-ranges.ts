/** The parts of a copied region that lie in no pool: what is libc's, a stack's, a library's. */
import type { CopiedRegion } from "../../image/memory-image.js";
import type { ReadPools } from "../read-pools.js";

/** Calls for the stretches of a region outside pools, as places in its `halves`. */
export function* outsideRanges(
  pools: ReadPools,
  region: CopiedRegion,
): Generator<readonly [from: number, to: number]> {
  const poolHalves = pools.poolBytes / 4;
  let from = 0;
  let pool = firstPoolFrom(pools, region.start);
  for (; pool < pools.count && pools.address[pool]! < region.end; pool++) {
    const half = pools.half[pool]!;
    if (half > from) yield [from, half];
    from = half + poolHalves;
  }
  if (from < region.halves.length) yield [from, region.halves.length];
}

/** Number of the first pool at or after an address. */
function firstPoolFrom(pools: ReadPools, address: number): number {
  let low = 0;
  let high = pools.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pools.address[middle]! < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
