/** The way to one key in a packed trie: what every look-up runs, so it keeps nothing but its place. */
import { NO_RECORD } from "./packed-arena.js";
import {
  childCountOf,
  childRoom,
  HAS_VALUE,
  IS_WIDE,
  labelLengthOf,
  unitsBeforeLabel,
} from "./packed-record.js";

/** More children than this are searched by halves. */
const FEW_CHILDREN = 12;

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
    const labelAt = (header & (IS_WIDE | HAS_VALUE)) === 0 ? at + 1 : at + unitsBeforeLabel(header);
    const lettersAt = labelAt + labelLengthOf(chunk, at, header);
    if (lettersAt - labelAt > textLength - matched) return NO_RECORD;
    for (let unitAt = labelAt; unitAt < lettersAt; unitAt++) {
      if (chunk[unitAt] !== text.charCodeAt(matched++)) return NO_RECORD;
    }
    if (matched === textLength) return address;
    const letter = text.charCodeAt(matched++);
    const childCount = childCountOf(chunk, at, header);
    const place = childPlace(chunk, lettersAt, childCount, letter);
    if (place === childCount || chunk[lettersAt + place] !== letter) return NO_RECORD;
    const linkAt = lettersAt + childRoom(childCount) + 2 * place;
    address = (chunk[linkAt]! << 16) | chunk[linkAt + 1]!;
  }
}

/** The first child whose letter is not below one: its place, or the child count. */
export function childPlace(
  chunk: Uint16Array,
  lettersAt: number,
  childCount: number,
  letter: number,
): number {
  let low = 0;
  let high = childCount;
  while (high - low > FEW_CHILDREN) {
    const middle = (low + high) >>> 1;
    if (chunk[lettersAt + middle]! < letter) low = middle + 1;
    else high = middle;
  }
  while (low < high && chunk[lettersAt + low]! < letter) low += 1;
  return low;
}
