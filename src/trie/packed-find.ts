/** The way to one key in a packed trie: what every look-up runs, so it keeps nothing but its place. */
import { NO_RECORD } from "./packed-arena.js";
import {
  childCountOf,
  childRoom,
  IS_WIDE,
  LABEL_LENGTH_SHIFT,
  labelLengthOf,
  unitsBeforeLabel,
} from "./packed-record.js";

/** Up to this many children are looked through from the first. */
const FEW_CHILDREN = 4;
/** More than this are searched by halves. */
const MANY_CHILDREN = 64;

/**
 * Finds the node at which a text ends.
 *
 * @returns its address, or {@link NO_RECORD} where there is no such node.
 */
export function findRecord(chunks: readonly Uint16Array[], root: number, text: string): number {
  const textLength = text.length;
  let address = root;
  let matched = 0;
  for (;;) {
    const chunk = chunks[address >>> 16]!;
    const at = address & 0xffff;
    const header = chunk[at]!;
    const isWide = (header & IS_WIDE) !== 0;
    const labelLength = isWide ? labelLengthOf(chunk, at, header) : header >>> LABEL_LENGTH_SHIFT;
    if (labelLength > textLength - matched) return NO_RECORD;
    let unitAt = at + unitsBeforeLabel(header);
    const lettersAt = unitAt + labelLength;
    for (; unitAt < lettersAt; unitAt++, matched++) {
      if (chunk[unitAt] !== text.charCodeAt(matched)) return NO_RECORD;
    }
    if (matched === textLength) return address;
    const letter = text.charCodeAt(matched++);
    const childCount = childCountOf(chunk, at, header);
    const lettersEnd = lettersAt + childCount;
    if (childCount > FEW_CHILDREN) unitAt += childPlace(chunk, lettersAt, childCount, letter);
    while (unitAt < lettersEnd && chunk[unitAt]! < letter) unitAt += 1;
    if (unitAt === lettersEnd || chunk[unitAt] !== letter) return NO_RECORD;
    const linkAt = lettersAt + childRoom(childCount) + 2 * (unitAt - lettersAt);
    address = (chunk[linkAt]! << 16) | chunk[linkAt + 1]!;
  }
}

/**
 * The first child whose letter is not below one: its place, or the child count.
 *
 * Letters ascend and are all different, so a letter that is so much below the last one
 * stands at most as many places before it. Where children are dense, as they are at
 * most nodes with many, that is the place itself.
 */
export function childPlace(
  chunk: Uint16Array,
  lettersAt: number,
  childCount: number,
  letter: number,
): number {
  let place = 0;
  if (childCount > FEW_CHILDREN) {
    place = Math.max(childCount - 1 - chunk[lettersAt + childCount - 1]! + letter, 0);
    if (childCount > MANY_CHILDREN) {
      place = placeByHalves(chunk, lettersAt, Math.min(place, childCount), childCount, letter);
    }
  }
  while (place < childCount && chunk[lettersAt + place]! < letter) place += 1;
  return Math.min(place, childCount);
}

/** A place from which the child that is looked for is not far. */
function placeByHalves(
  chunk: Uint16Array,
  lettersAt: number,
  from: number,
  to: number,
  letter: number,
): number {
  let low = from;
  let high = to;
  while (high - low > FEW_CHILDREN) {
    const middle = (low + high) >>> 1;
    if (chunk[lettersAt + middle]! < letter) low = middle + 1;
    else high = middle;
  }
  return low;
}
