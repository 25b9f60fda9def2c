/** The longest key of a packed trie that a text begins with. */

import { childPlace } from "./find.js";
import { linkAt } from "./layout.js";
import { PackedRecord } from "./record.js";
import type { PackedArena } from "./record-arena.js";

/** Units of that key; -1 if there is none. */
export function longestKeyLength(arena: PackedArena, root: number, text: string): number {
  const node = new PackedRecord();
  let keyLength = -1;
  let matched = 0;
  for (let address = root; ; ) {
    const { chunk, labelAt, labelLength, childrenAt, childCount } = node.read(arena, address);
    if (!hasLabelAt(text, matched, chunk, labelAt, labelLength)) return keyLength;
    matched += labelLength;
    if (node.isTerminal) keyLength = matched;
    if (matched === text.length) return keyLength;
    const letter = text.charCodeAt(matched);
    const at = childPlace(chunk, childrenAt, childCount, letter);
    if (at === node.childAt(childCount) || chunk[at] !== letter) return keyLength;
    matched += 1;
    address = linkAt(chunk, at + 1);
  }
}

function hasLabelAt(
  text: string,
  from: number,
  chunk: Uint16Array,
  labelAt: number,
  labelLength: number,
): boolean {
  if (text.length - from < labelLength) return false;
  for (let i = 0; i < labelLength; i++) {
    if (chunk[labelAt + i] !== text.charCodeAt(from + i)) return false;
  }
  return true;
}
