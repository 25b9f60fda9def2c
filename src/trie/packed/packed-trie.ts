/**
 * A trie for real use: path-compressed, its nodes records of 16-bit units in chunks of
 * memory of their own. A word list of a hundred thousand takes some twelve bytes a
 * word, and the garbage collector has nothing of it to trace.
 *
 * Keys are strings by UTF-16 code unit. No method recurses, so a key may be as long
 * as a string can be.
 *
 * @see layout.ts for what a node looks like, record-arena.ts for where it is.
 */
import { assertText } from "../key.js";
import { type ChangingTrie, refuseChanged } from "../readable-trie.js";
import { copyTree } from "./copy.js";
import { cursorBelow, type PackedCursor } from "./cursor.js";
import { type LinkPlace, PackedDescent, type Stop } from "./descent.js";
import { NO_KEY, PackedEditor } from "./edit.js";
import { findRecord, isKeyAt } from "./find.js";
import { LAYOUT, setLink } from "./layout.js";
import { longestKeyLength } from "./longest.js";
import { arenaForRecords, PackedRecord } from "./record.js";
import { PackedValues } from "./values.js";

const { CHILD_UNITS, NO_RECORD, NO_VALUE } = LAYOUT;

/**
 * A set of strings, or a map from strings, that is searched by prefix.
 *
 * @example
 * const trie = new PackedTrie();
 * for (const word of ["tea", "ten", "to"]) trie.add(word);
 * [...trie.words("te")]; // => ["tea", "ten"]
 */
export class PackedTrie<Value = undefined> implements ChangingTrie<Value> {
  #arena = arenaForRecords();
  #editor = new PackedEditor(this.#arena);
  #values = new PackedValues<Value>();
  #root: number;
  #size = 0;
  #nodeCount = 1;
  #changeCount = 0;
  readonly #descent = new PackedDescent();
  readonly #found = new PackedRecord();

  /**
   * @param keys - to begin with, added in order.
   *
   * @example
   * new PackedTrie(["dart", "dance", "dancer", "danger"]).nodeCount; // => 7
   */
  constructor(keys: Iterable<string> = []) {
    this.#root = this.#editor.makeLeaf("", 0, NO_KEY);
    for (const key of keys) this.add(key);
  }

  get size(): number {
    return this.#size;
  }

  /** Nodes, the root among them. */
  get nodeCount(): number {
    return this.#nodeCount;
  }

  /** Bytes of the nodes that are in use. Values are not counted. */
  get liveBytes(): number {
    return this.#arena.liveBytes;
  }

  /** Bytes that the trie holds for nodes, in use or not. */
  get heldBytes(): number {
    return this.#arena.heldBytes;
  }

  add(key: string): boolean {
    const stop = this.#follow(key, "a key");
    if (stop === "node" && this.#descent.node.isTerminal) return false;
    this.#insert(stop, key, NO_VALUE);
    return true;
  }

  set(key: string, value: Value): this {
    const stop = this.#follow(key, "a key");
    const { isTerminal, valueIndex } = this.#descent.node;
    const isThere = stop === "node" && isTerminal;
    if (isThere && valueIndex !== NO_VALUE) this.#values.replace(valueIndex, value);
    else this.#insert(stop, key, value === undefined ? NO_VALUE : this.#values.keep(value));
    return this;
  }

  has(key: string): boolean {
    assertText(key, "a key");
    const { chunks } = this.#arena;
    return isKeyAt(chunks, findRecord(chunks, this.#root, key));
  }

  get(key: string): Value | undefined {
    assertText(key, "a key");
    const address = findRecord(this.#arena.chunks, this.#root, key);
    if (address === NO_RECORD) return undefined;
    const { valueIndex } = this.#found.read(this.#arena, address);
    return valueIndex === NO_VALUE ? undefined : this.#values.at(valueIndex);
  }

  delete(key: string): boolean {
    const stop = this.#follow(key, "a key");
    const { node, link, parent, parentLink } = this.#descent;
    if (stop !== "node" || !node.isTerminal) return false;
    this.#changeCount += 1;
    this.#size -= 1;
    if (node.valueIndex !== NO_VALUE) this.#values.drop(node.valueIndex);
    if (this.#size === 0) {
      this.#empty();
    } else if (node.childCount > 0 || parent === NO_RECORD) {
      if (node.childCount === 1 && parent !== NO_RECORD) this.#join(link, 0);
      else this.#relink(link, this.#editor.restate(node, NO_KEY));
    } else {
      node.release(this.#arena);
      this.#nodeCount -= 1;
      node.read(this.#arena, parent);
      this.#strikeOff(parentLink, (link.at - 1 - node.childrenAt) / CHILD_UNITS);
    }
    return true;
  }

  startsWith(prefix: string): boolean {
    const stop = this.#follow(prefix, "a prefix");
    return this.#size > 0 && stop !== "fork" && this.#descent.matchedLength === prefix.length;
  }

  /**
   * The longest key that a text begins with, or `undefined` if there is none.
   *
   * @example
   * new PackedTrie(["dance", "dancer"]).longestPrefixOf("dancers"); // => "dancer"
   */
  longestPrefixOf(text: string): string | undefined {
    assertText(text, "a text");
    const keyLength = longestKeyLength(this.#arena, this.#root, text);
    return keyLength < 0 ? undefined : text.slice(0, keyLength);
  }

  /**
   * The keys that begin with a prefix, in the order of their code units; all without one.
   *
   * @example
   * [...new PackedTrie(["dart", "dancer", "dance"]).words("dan")]; // => ["dance", "dancer"]
   */
  *words(prefix = ""): Generator<string, void, undefined> {
    const cursor = this.#cursorAt(prefix);
    const changeCount = this.#changeCount;
    while (cursor?.advance()) {
      yield cursor.text;
      if (this.#changeCount !== changeCount) refuseChanged();
    }
  }

  *entries(prefix = ""): Generator<[string, Value | undefined], void, undefined> {
    const cursor = this.#cursorAt(prefix);
    const changeCount = this.#changeCount;
    while (cursor?.advance()) {
      const { text, valueIndex } = cursor;
      yield [text, valueIndex === NO_VALUE ? undefined : this.#values.at(valueIndex)];
      if (this.#changeCount !== changeCount) refuseChanged();
    }
  }

  wordList(prefix = ""): string[] {
    const cursor = this.#cursorAt(prefix);
    const words: string[] = [];
    while (cursor?.advance()) words.push(cursor.text);
    return words;
  }

  [Symbol.iterator](): Generator<string, void, undefined> {
    return this.words();
  }

  /**
   * Lays the nodes out anew, each before those below it and without holes, and drops
   * the memory they were in. Worth its time after many deletions.
   */
  compact(): void {
    const arena = arenaForRecords();
    this.#root = copyTree(this.#arena, this.#root, arena);
    this.#moveTo(arena);
    this.#changeCount += 1;
  }

  #follow(text: string, what: string): Stop {
    assertText(text, what);
    return this.#descent.follow(this.#arena, this.#root, text);
  }

  /** Makes a key end where the descent stopped. */
  #insert(stop: Stop, key: string, valueIndex: number): void {
    const { node, link, matchedLength, inLabel, place } = this.#descent;
    const end = { isTerminal: true, valueIndex };
    this.#changeCount += 1;
    if (stop !== "node" || !node.isTerminal) this.#size += 1;
    if (stop === "label") this.#nodeCount += 1;
    if (matchedLength === key.length) {
      const ended =
        stop === "label"
          ? this.#editor.splitLabel(node, inLabel, end, 1).address
          : this.#editor.restate(node, end);
      this.#relink(link, ended);
      return;
    }
    const letter = key.charCodeAt(matchedLength);
    const leaf = this.#editor.makeLeaf(key, matchedLength + 1, end);
    const forked =
      stop === "label"
        ? this.#editor.forkLabel(node, inLabel, letter, leaf)
        : this.#editor.addChild(node, place, letter, leaf);
    this.#relink(link, forked);
    this.#nodeCount += 1;
  }

  /** Takes a child off the descent's node, which joins the one that is left where no key ends between them. */
  #strikeOff(link: LinkPlace, place: number): void {
    const { node } = this.#descent;
    const isRoot = link.chunk.length === 0;
    if (isRoot || node.isTerminal || node.childCount !== 2) {
      this.#relink(link, this.#editor.removeChild(node, place));
    } else {
      this.#join(link, 1 - place);
    }
  }

  #join(link: LinkPlace, place: number): void {
    this.#relink(link, this.#editor.joinWithChild(this.#descent.node, place));
    this.#nodeCount -= 1;
  }

  /** Makes a link lead to a record. */
  #relink({ chunk, at }: LinkPlace, address: number): void {
    if (chunk.length === 0) this.#root = address;
    else setLink(chunk, at, address);
  }

  #empty(): void {
    this.#moveTo(arenaForRecords());
    this.#values = new PackedValues();
    this.#root = this.#editor.makeLeaf("", 0, NO_KEY);
    this.#nodeCount = 1;
  }

  #moveTo(arena: ReturnType<typeof arenaForRecords>): void {
    this.#arena = arena;
    this.#editor = new PackedEditor(arena);
  }

  #cursorAt(prefix: string): PackedCursor | undefined {
    return this.startsWith(prefix) ? cursorBelow(this.#arena, this.#descent, prefix) : undefined;
  }
}
