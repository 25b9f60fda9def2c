/**
 * The way down a packed trie along a text, with all that a change needs to know of
 * where it stopped. One object is used again and again, so that a search makes no
 * garbage.
 */
import { NO_RECORD, type PackedArena } from "./packed-arena.js";
import { childPlace } from "./packed-find.js";
import { PackedRecord } from "./packed-record.js";

/** Where a descent stopped. */
export type Stop =
  /** At the end of a node's label, the text matched whole. */
  | "node"
  /** Inside a node's label. */
  | "label"
  /** At the end of a node's label; the text goes on with a letter that no child has. */
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
  /** Units of the longest key on the way; -1 where there is none. */
  keyLength = -1;
  /** Where the link to the last node stands. */
  readonly link: LinkPlace = { chunk: NOTHING, at: 0 };
  /** The node before the last one, or {@link NO_RECORD}, and where the link to that stands. */
  parent = NO_RECORD;
  readonly parentLink: LinkPlace = { chunk: NOTHING, at: 0 };
  /** The last node's place among its children. */
  placeInParent = 0;

  /** Follows a text from a root as far as it goes. */
  follow(arena: PackedArena, root: number, text: string): Stop {
    this.matchedLength = 0;
    this.keyLength = -1;
    this.parent = NO_RECORD;
    this.link.chunk = NOTHING;
    this.node.read(arena, root);
    for (;;) {
      this.#matchLabel(text);
      if (this.inLabel < this.node.labelLength) return "label";
      if (this.node.isTerminal) this.keyLength = this.matchedLength;
      if (this.matchedLength === text.length) return "node";
      if (!this.#findChild(text.charCodeAt(this.matchedLength))) return "fork";
      this.#goDown(arena);
    }
  }

  #matchLabel(text: string): void {
    const { chunk, labelAt, labelLength } = this.node;
    const from = this.matchedLength;
    const most = Math.min(labelLength, text.length - from);
    let length = 0;
    while (length < most && chunk[labelAt + length] === text.charCodeAt(from + length)) length += 1;
    this.inLabel = length;
    this.matchedLength = from + length;
  }

  #findChild(letter: number): boolean {
    const { chunk, lettersAt, childCount } = this.node;
    this.place = childPlace(chunk, lettersAt, childCount, letter);
    return this.place < childCount && chunk[lettersAt + this.place] === letter;
  }

  #goDown(arena: PackedArena): void {
    const { node, link, parentLink, place } = this;
    this.matchedLength += 1;
    this.parent = node.address;
    this.placeInParent = place;
    parentLink.chunk = link.chunk;
    parentLink.at = link.at;
    link.chunk = node.chunk;
    link.at = node.linksAt + 2 * place;
    node.read(arena, node.link(place));
  }
}
