/**
 * A walk over all keys below a node of a packed trie, in the order of their code
 * units. It keeps the way from the node to where it is and nothing else.
 */
import type { PackedArena } from "./packed-arena.js";
import { NO_VALUE, PackedRecord } from "./packed-record.js";

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
  text: string;
  /** Place of the key's value, or {@link NO_VALUE}. */
  valueIndex = NO_VALUE;
  readonly #arena: PackedArena;
  readonly #record = new PackedRecord();
  readonly #way: Opened[] = [];
  #isAtStart = true;

  /**
   * @param address - the node whose keys, its own included, are wanted.
   * @param text - the text from the root to the end of its label.
   */
  constructor(arena: PackedArena, address: number, text: string) {
    this.#arena = arena;
    this.text = text;
    this.#record.read(arena, address);
  }

  /** Moves to the next key; `false` where there is none. */
  advance(): boolean {
    if (this.#isAtStart) {
      this.#isAtStart = false;
      if (this.#enter(this.text)) return true;
    }
    for (let top = this.#way.at(-1); top !== undefined; top = this.#way.at(-1)) {
      if (top.letterAt === top.lettersEnd) this.#way.pop();
      else if (this.#goDown(top)) return true;
    }
    return false;
  }

  #goDown(from: Opened): boolean {
    const { chunk, linkAt } = from;
    const letter = chunk[from.letterAt]!;
    this.#record.read(this.#arena, (chunk[linkAt]! << 16) | chunk[linkAt + 1]!);
    from.letterAt += 1;
    from.linkAt += 2;
    return this.#enter(from.text + edgeText(letter, this.#record));
  }

  /** Opens the record it is at where there is something below; says whether a key ends at it. */
  #enter(text: string): boolean {
    const { isTerminal, valueIndex, chunk, lettersAt, childCount, linksAt } = this.#record;
    if (childCount > 0) {
      const lettersEnd = lettersAt + childCount;
      this.#way.push({ chunk, text, letterAt: lettersAt, lettersEnd, linkAt: linksAt });
    }
    if (!isTerminal) return false;
    this.text = text;
    this.valueIndex = valueIndex;
    return true;
  }
}

/** A record's letter and label. */
function edgeText(letter: number, { chunk, labelAt, labelLength }: PackedRecord): string {
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
