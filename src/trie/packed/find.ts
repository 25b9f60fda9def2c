/** The way to one key in a packed trie: what every look-up runs, so it keeps nothing but its place. */
import { childCountOf, LAYOUT, labelLengthOf, Unit } from "./layout.js";

const { IS_TERMINAL, IS_WIDE, CHILD_COUNT_SHIFT, CHILD_COUNT_MASK, LABEL_LENGTH_SHIFT } = LAYOUT;
const { CHILD_UNITS, NO_RECORD } = LAYOUT;

/** More children than this are searched by halves, till few are left. */
const MANY_CHILDREN = 64;
const FEW_CHILDREN = 4;

/**
 * Finds the node at which a text ends.
 *
 * @returns its address, or `NO_RECORD` if there is no such node.
 */
export function findRecord(chunks: readonly Uint16Array[], root: number, text: string): number {
  const textLength = text.length;
  let address = root;
  let matched = 0;
  for (;;) {
    const chunk = chunks[address >>> Unit.BITS]!;
    const recordAt = address & Unit.MASK;
    const header = chunk[recordAt]!;
    let at = recordAt + 1;
    let labelLength = header >>> LABEL_LENGTH_SHIFT;
    let childCount = (header >>> CHILD_COUNT_SHIFT) & CHILD_COUNT_MASK;
    if ((header & IS_WIDE) !== 0) {
      labelLength = labelLengthOf(chunk, recordAt, header);
      childCount = childCountOf(chunk, recordAt, header);
      at += IS_WIDE;
    }
    if (labelLength > textLength - matched) return NO_RECORD;
    for (const labelEnd = at + labelLength; at < labelEnd; at++, matched++) {
      if (chunk[at] !== text.charCodeAt(matched)) return NO_RECORD;
    }
    if (matched === textLength) return address;
    if (childCount === 0) return NO_RECORD;
    const letter = text.charCodeAt(matched++);
    const end = at + CHILD_UNITS * childCount;
    const last = end - CHILD_UNITS;
    at = Math.max(at, last + CHILD_UNITS * (letter - chunk[last]!));
    if (childCount > MANY_CHILDREN) at = placeByHalves(chunk, at, end, letter);
    while (at < end && chunk[at]! < letter) at += CHILD_UNITS;
    if (at >= end || chunk[at] !== letter) return NO_RECORD;
    address = (chunk[at + 1]! << Unit.BITS) | chunk[at + 2]!;
  }
}

/** Whether a key ends at a record; not at `NO_RECORD`. */
export function isKeyAt(chunks: readonly Uint16Array[], address: number): boolean {
  if (address === NO_RECORD) return false;
  return (chunks[address >>> Unit.BITS]![address & Unit.MASK]! & IS_TERMINAL) !== 0;
}

/** Where the first child stands whose letter is not below one; the end if there is none. */
export function childPlace(
  chunk: Uint16Array,
  childrenAt: number,
  childCount: number,
  letter: number,
): number {
  const end = childrenAt + CHILD_UNITS * childCount;
  let at = placeBefore(chunk, childrenAt, end, letter);
  while (at < end && chunk[at]! < letter) at += CHILD_UNITS;
  return Math.min(at, end);
}

/**
 * A start at or before the wanted child, close enough for a short forward scan.
 *
 * Letters ascend and are all different, so a letter that is so much below the last one
 * stands at most as many places before it. Where children are dense, as they are at
 * most nodes with many, that is the place itself.
 */
function placeBefore(chunk: Uint16Array, from: number, end: number, letter: number): number {
  if (from === end) return end;
  const last = end - CHILD_UNITS;
  const place = Math.max(from, last + CHILD_UNITS * (letter - chunk[last]!));
  if (end - from <= CHILD_UNITS * MANY_CHILDREN) return place;
  return placeByHalves(chunk, Math.min(place, end), end, letter);
}

/** As {@link placeBefore}, where children are many and not dense. */
function placeByHalves(chunk: Uint16Array, from: number, end: number, letter: number): number {
  let low = from;
  let count = (end - from) / CHILD_UNITS;
  while (count > FEW_CHILDREN) {
    const half = count >>> 1;
    if (chunk[low + CHILD_UNITS * half]! < letter) low += CHILD_UNITS * half;
    count -= half;
  }
  return low;
}
