/**
 * Where in a str's state its kind is: builds of 3.14 differ, and the strs tell which it is.
 */
import type { HeapReading } from "../heap-reading.js";
import type { ObjectLayout } from "../layout/object-layout.js";
import { strFits, strIsCompact } from "../values/str-value.js";
import type { TypeTable } from "./type-table.js";

const HIGH_WORD = 0x1_0000_0000;
const ENOUGH_STRS = 2000;

/** The layout with the place of the kind that makes sense for most strs. */
export function settleStrKind(
  reading: HeapReading,
  layout: ObjectLayout,
  types: TypeTable,
): ObjectLayout {
  if (layout.otherStrKindBit === undefined) return layout;
  const candidates = [layout, { ...layout, strKindBit: layout.otherStrKindBit }];
  const votes = candidates.map(() => 0);
  let seen = 0;
  forEachStr(reading, types, (halves, half, roomBytes) => {
    candidates.forEach((candidate, place) => {
      const isCompact = strIsCompact(candidate, halves, half);
      if (isCompact && strFits(candidate, halves, half, roomBytes)) votes[place]!++;
    });
    return ++seen < ENOUGH_STRS;
  });
  return votes[1]! > votes[0]! ? candidates[1]! : layout;
}

/** Calls back for what looks like a str at the start of a block, until told to stop. */
function forEachStr(
  { pools, blockPrefixBytes, image }: HeapReading,
  types: TypeTable,
  visit: (halves: Uint32Array, half: number, roomBytes: number) => boolean,
): void {
  for (let pool = 0; pool < pools.count; pool++) {
    const blockBytes = pools.blockBytes[pool]!;
    const halves = pools.halvesOf(pool);
    let half = pools.half[pool]! + (pools.poolHeaderBytes + blockPrefixBytes) / 4;
    for (let block = pools.firstBlock[pool]!; block < pools.firstBlock[pool + 1]!; block++) {
      const high = halves[half + 3]!;
      const isStr =
        pools.isLive[block] === 1 &&
        image.highHalves.has(high) &&
        types.at(halves[half + 2]! + high * HIGH_WORD)?.kind === "str";
      if (isStr && !visit(halves, half, blockBytes - blockPrefixBytes)) return;
      half += blockBytes / 4;
    }
  }
}
