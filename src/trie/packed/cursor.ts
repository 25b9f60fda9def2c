/**
 * A walk over all keys below a node of a packed trie, in the order of their code
 * units. It keeps the way from the node to where it is and nothing else.
 */

import type { PackedDescent } from "./descent.js";
import { childCountOf, childRoom, LAYOUT, labelLengthOf, linkAt, Unit } from "./layout.js";
import type { PackedArena } from "./record-arena.js";
import { edgeText, unitsAsText } from "./text.js";

const { IS_TERMINAL, HAS_VALUE, IS_WIDE, CHILD_UNITS, BARE_LEAF, NO_VALUE } = LAYOUT;

/** A node on the way: its text, and which of its children come next. */
interface Opened {
  chunk: Uint16Array;
  text: string;
  nextAt: number;
  endAt: number;
}

/** Moves from key to key. */
export class PackedCursor {
  /** The key it is at, once {@link advance} has said that there is one. */
  text = "";
  /** Place of the key's value, or `NO_VALUE`. */
  valueIndex: number = NO_VALUE;
  readonly #chunks: readonly Uint16Array[];
  /** Nodes by their depth below the first; those past the depth are left from before. */
  readonly #way: Opened[] = [];
  #depth = -1;
  #isAtKey: boolean;

  /**
   * @param address - the node whose keys, its own included, are wanted.
   * @param text - the text from the root to the end of its label.
   */
  constructor({ chunks }: PackedArena, address: number, text: string) {
    this.#chunks = chunks;
    const chunk = chunks[address >>> Unit.BITS]!;
    const at = address & Unit.MASK;
    const header = chunk[at]!;
    const childrenAt = at + 1 + (header & IS_WIDE) + labelLengthOf(chunk, at, header);
    this.#isAtKey = this.#enter(chunk, at, childrenAt, text);
  }

  /** Moves to the next key; `false` if there is none. */
  advance(): boolean {
    if (this.#isAtKey) {
      this.#isAtKey = false;
      return true;
    }
    while (this.#depth >= 0) {
      const top = this.#way[this.#depth]!;
      if (top.nextAt === top.endAt) this.#depth -= 1;
      else if (this.#goDown(top)) return true;
    }
    return false;
  }

  #goDown(from: Opened): boolean {
    const { chunk: parent, nextAt } = from;
    from.nextAt = nextAt + CHILD_UNITS;
    const link = linkAt(parent, nextAt + 1);
    if (link === BARE_LEAF) {
      this.text = from.text + String.fromCharCode(parent[nextAt]!);
      this.valueIndex = NO_VALUE;
      return true;
    }
    const chunk = this.#chunks[link >>> Unit.BITS]!;
    const at = link & Unit.MASK;
    const header = chunk[at]!;
    const labelAt = at + 1 + (header & IS_WIDE);
    const labelLength = labelLengthOf(chunk, at, header);
    const text = from.text + edgeText(parent[nextAt]!, chunk, labelAt, labelLength);
    return this.#enter(chunk, at, labelAt + labelLength, text);
  }

  /** Opens a record where there is something below it; says whether a key ends at it. */
  #enter(chunk: Uint16Array, at: number, childrenAt: number, text: string): boolean {
    const header = chunk[at]!;
    const childCount = childCountOf(chunk, at, header);
    if (childCount > 0) this.#open(chunk, text, childrenAt, childrenAt + CHILD_UNITS * childCount);
    if ((header & IS_TERMINAL) === 0) return false;
    this.text = text;
    const valueAt = childrenAt + CHILD_UNITS * childRoom(childCount);
    this.valueIndex = (header & HAS_VALUE) === 0 ? NO_VALUE : linkAt(chunk, valueAt);
    return true;
  }

  #open(chunk: Uint16Array, text: string, nextAt: number, endAt: number): void {
    this.#depth += 1;
    const opened = this.#way[this.#depth];
    if (opened === undefined) {
      this.#way.push({ chunk, text, nextAt, endAt });
    } else {
      opened.chunk = chunk;
      opened.text = text;
      opened.nextAt = nextAt;
      opened.endAt = endAt;
    }
  }
}

/** A cursor over the keys that begin with a prefix, from where the descent along it has come to. */
export function cursorBelow(
  arena: PackedArena,
  { node, inLabel }: PackedDescent,
  prefix: string,
): PackedCursor {
  const { chunk, labelAt, labelLength, address } = node;
  const rest = unitsAsText(chunk, labelAt + inLabel, labelLength - inLabel);
  return new PackedCursor(arena, address, prefix + rest);
}
