/**
 * A walk over all keys below a node of a packed trie, in the order of their code
 * units. It keeps the way from the node to where it is and nothing else.
 */
import type { PackedArena } from "./packed-arena.js";
import {
  childCountOf,
  childRoom,
  IS_TERMINAL,
  labelLengthOf,
  NO_VALUE,
  unitsBeforeLabel,
  valueIndexOf,
} from "./packed-record.js";

/** A node on the way, and the next of its children. */
interface Opened {
  readonly chunk: Uint16Array;
  readonly text: string;
  letterAt: number;
  readonly lettersEnd: number;
  linkAt: number;
}

/** Arguments that a call may have: more are given in several calls. */
const MOST_ARGUMENTS = 4096;

/** Fewer units than this are faster one by one. */
const FEW_UNITS = 12;

/** Moves from key to key. */
export class PackedCursor {
  /** The key it is at, once {@link advance} has said that there is one. */
  text = "";
  /** Place of the key's value, or {@link NO_VALUE}. */
  valueIndex = NO_VALUE;
  readonly #chunks: readonly Uint16Array[];
  readonly #way: Opened[] = [];
  #isAtKey: boolean;

  /**
   * @param address - the node whose keys, its own included, are wanted.
   * @param text - the text from the root to the end of its label.
   */
  constructor({ chunks }: PackedArena, address: number, text: string) {
    this.#chunks = chunks;
    const chunk = chunks[address >>> 16]!;
    const at = address & 0xffff;
    const lettersAt = at + unitsBeforeLabel(chunk[at]!) + labelLengthOf(chunk, at, chunk[at]!);
    this.#isAtKey = this.#enter(chunk, at, lettersAt, text);
  }

  /** Moves to the next key; `false` where there is none. */
  advance(): boolean {
    if (this.#isAtKey) {
      this.#isAtKey = false;
      return true;
    }
    for (let top = this.#way.at(-1); top !== undefined; top = this.#way.at(-1)) {
      if (top.letterAt === top.lettersEnd) this.#way.pop();
      else if (this.#goDown(top)) return true;
    }
    return false;
  }

  #goDown(from: Opened): boolean {
    const letter = from.chunk[from.letterAt]!;
    const chunk = this.#chunks[from.chunk[from.linkAt]!]!;
    const at = from.chunk[from.linkAt + 1]!;
    from.letterAt += 1;
    from.linkAt += 2;
    const header = chunk[at]!;
    const labelAt = at + unitsBeforeLabel(header);
    const labelLength = labelLengthOf(chunk, at, header);
    const text = from.text + edgeText(letter, chunk, labelAt, labelLength);
    return this.#enter(chunk, at, labelAt + labelLength, text);
  }

  /** Opens a record where there is something below it; says whether a key ends at it. */
  #enter(chunk: Uint16Array, at: number, lettersAt: number, text: string): boolean {
    const header = chunk[at]!;
    const childCount = childCountOf(chunk, at, header);
    if (childCount > 0) {
      const lettersEnd = lettersAt + childCount;
      const linkAt = lettersAt + childRoom(childCount);
      this.#way.push({ chunk, text, letterAt: lettersAt, lettersEnd, linkAt });
    }
    if ((header & IS_TERMINAL) === 0) return false;
    this.text = text;
    this.valueIndex = valueIndexOf(chunk, at, header);
    return true;
  }
}

/** A record's letter and label. */
function edgeText(
  letter: number,
  chunk: Uint16Array,
  labelAt: number,
  labelLength: number,
): string {
  switch (labelLength) {
    case 0:
      return String.fromCharCode(letter);
    case 1:
      return String.fromCharCode(letter, chunk[labelAt]!);
    case 2:
      return String.fromCharCode(letter, chunk[labelAt]!, chunk[labelAt + 1]!);
    case 3:
      return String.fromCharCode(letter, chunk[labelAt]!, chunk[labelAt + 1]!, chunk[labelAt + 2]!);
    default:
      return String.fromCharCode(letter) + unitsAsText(chunk, labelAt, labelLength);
  }
}

/** Units as a string. */
export function unitsAsText(chunk: Uint16Array, from: number, length: number): string {
  let text = "";
  if (length < FEW_UNITS) {
    for (let at = from; at < from + length; at++) text += String.fromCharCode(chunk[at]!);
    return text;
  }
  for (let at = from; at < from + length; at += MOST_ARGUMENTS) {
    const units = chunk.subarray(at, Math.min(at + MOST_ARGUMENTS, from + length));
    text += String.fromCharCode(...units);
  }
  return text;
}
