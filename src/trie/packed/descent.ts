/**
 * The way down a packed trie along a text, with all that a change needs to know of
 * where it stopped. One object is reused, so a search makes no garbage.
 */

import { childPlace } from "./find.js";
import { childCountOf, LAYOUT, labelLengthOf, Unit } from "./layout.js";
import { PackedRecord } from "./record.js";
import type { PackedArena } from "./record-arena.js";

const { IS_WIDE, CHILD_COUNT_SHIFT, CHILD_COUNT_MASK, LABEL_LENGTH_SHIFT } = LAYOUT;
const { CHILD_UNITS, NO_RECORD } = LAYOUT;

/** Where a descent stopped. */
export type Stop =
  /** At the end of a node's label, the text matched whole. */
  | "node"
  /** Inside a node's label. */
  | "label"
  /** At the end of a node's label; the text continues with a letter that no child has. */
  | "fork";

/** A place in a record where the address of another one stands. */
export interface LinkPlace {
  /** An empty chunk where the address is the root's, which stands in no record. */
  chunk: Uint16Array;
  at: number;
}

const NOTHING = new Uint16Array(0);

/** A search and where it stopped. */
export class PackedDescent {
  /** The last node. */
  readonly node = new PackedRecord();
  /** Units of the text that were matched. */
  matchedLength = 0;
  /** Units of the last node's label that were matched. */
  inLabel = 0;
  /** At a fork, the place among the children that the letter would have. */
  place = 0;
  /** Where the link to the last node stands. */
  readonly link: LinkPlace = { chunk: NOTHING, at: 0 };
  /** The node before the last one, or `NO_RECORD`, and where the link to that stands. */
  parent: number = NO_RECORD;
  readonly parentLink: LinkPlace = { chunk: NOTHING, at: 0 };

  /** Follows a text from a root as far as it goes. */
  follow(arena: PackedArena, root: number, text: string): Stop {
    const { chunks } = arena;
    const { link, parentLink } = this;
    const textLength = text.length;
    let address = root;
    let matched = 0;
    let stop: Stop = "label";
    this.parent = NO_RECORD;
    link.chunk = NOTHING;
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
      const labelEnd = at + labelLength;
      while (at < labelEnd && matched < textLength && chunk[at] === text.charCodeAt(matched)) {
        at += 1;
        matched += 1;
      }
      this.inLabel = labelLength - (labelEnd - at);
      if (at < labelEnd) break;
      stop = "node";
      if (matched === textLength) break;
      stop = "fork";
      const letter = text.charCodeAt(matched);
      const childAt = childPlace(chunk, at, childCount, letter);
      if (childAt === at + CHILD_UNITS * childCount || chunk[childAt] !== letter) {
        this.place = (childAt - at) / CHILD_UNITS;
        break;
      }
      stop = "label";
      this.parent = address;
      parentLink.chunk = link.chunk;
      parentLink.at = link.at;
      link.chunk = chunk;
      link.at = childAt + 1;
      address = (chunk[childAt + 1]! << Unit.BITS) | chunk[childAt + 2]!;
      matched += 1;
    }
    this.matchedLength = matched;
    this.node.read(arena, address);
    return stop;
  }
}
