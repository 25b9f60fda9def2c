/**
 * The trie as the primer draws it: one object a node, one letter a node, words
 * marked where they end. It is made for teaching and for drawing.
 *
 * After {@link compress} the same trie has labels of several letters. It answers
 * every question as before, and words can still be added and deleted: an edge is
 * split where a new word leaves it, and merged again where the word goes.
 *
 * Keys are strings by UTF-16 code unit, so a character outside the Basic
 * Multilingual Plane takes two nodes. The empty string is a word like any other.
 * No method recurses, so a key may be as long as a string can be.
 */

import { entriesFrom, topOf } from "./entries.js";
import { assertText } from "./key.js";
import { lastOf, type TrieNode } from "./node.js";
import { TrieNodes } from "./nodes.js";
import { type ChangingTrie, refuseChanged } from "./readable-trie.js";
import { walk } from "./walk.js";

/** What to answer where a prefix leaves the trie. */
export type OutsideAnswer = "nearest" | "error";

/**
 * A set of words that can be searched by prefix; a map where they are given values.
 *
 * @example
 * const trie = new Trie();
 * for (const word of ["tea", "ten", "to"]) trie.add(word);
 * [...trie.words("te")]; // => ["tea", "ten"]
 */
export class Trie<Value = undefined> implements ChangingTrie<Value> {
  readonly root: TrieNode<Value>;
  readonly #nodes = new TrieNodes<Value>();
  #changeCount = 0;
  #wordCount = 0;

  /**
   * @param words - to begin with, added in order.
   *
   * @example
   * new Trie(["dart", "dance", "dancer", "danger"]).nodeCount; // => 12
   */
  constructor(words: Iterable<string> = []) {
    this.root = this.#nodes.make("");
    for (const word of words) this.add(word);
  }

  get wordCount(): number {
    return this.#wordCount;
  }

  /** Words, as a Set counts them. */
  get size(): number {
    return this.#wordCount;
  }

  /** Nodes, the root among them. */
  get nodeCount(): number {
    return this.#nodes.count;
  }

  /** Nodes that were ever made: `madeAs` of the next one. */
  get madeCount(): number {
    return this.#nodes.madeCount;
  }

  /** Whether the trie's paths are compressed, and are kept so. */
  get isCompressed(): boolean {
    return this.#nodes.isCompressed;
  }

  /**
   * Adds a word.
   *
   * @returns whether it is new.
   * @throws {TypeError} when it is not a string.
   */
  add(word: string): boolean {
    const node = this.#nodeFor(word);
    if (node.isTerminal) return false;
    node.isTerminal = true;
    this.#wordCount += 1;
    return true;
  }

  /** Gives a word a value, and adds it where it is new. */
  set(word: string, value: Value): this {
    this.add(word);
    this.#nodeFor(word).value = value;
    return this;
  }

  /** The node at which a word ends or would end, made where it is missing. */
  #nodeFor(word: string): TrieNode<Value> {
    assertText(word, "a word");
    this.#changeCount += 1;
    const { path, inside, insideLength, matchedLength } = walk(this.root, word);
    let node = lastOf(path);
    if (inside !== undefined) node = this.#nodes.split(node, inside, insideLength);
    return this.#nodes.extend(node, word.slice(matchedLength));
  }

  /** Whether `word` is in the trie; a mere prefix of a word is not. */
  has(word: string): boolean {
    return this.#find(word) !== undefined;
  }

  /** A word's value; `undefined` if it has none or was not added. */
  get(word: string): Value | undefined {
    return this.#find(word)?.value;
  }

  #find(word: string): TrieNode<Value> | undefined {
    assertText(word, "a word");
    const found = walk(this.root, word);
    if (!isWhole(found, word) || found.inside !== undefined) return undefined;
    const node = lastOf(found.path);
    return node.isTerminal ? node : undefined;
  }

  /** Whether any word begins with a prefix. */
  startsWith(prefix: string): boolean {
    assertText(prefix, "a prefix");
    return this.#wordCount > 0 && isWhole(walk(this.root, prefix), prefix);
  }

  /**
   * The longest word that a text begins with.
   *
   * @example
   * new Trie(["dance", "dancer"]).longestPrefixOf("dancers"); // => "dancer"
   * new Trie(["dance", "dancer"]).longestPrefixOf("dan"); // => undefined
   */
  longestPrefixOf(text: string): string | undefined {
    assertText(text, "a text");
    const { path } = walk(this.root, text);
    let length = 0;
    let longest = -1;
    for (const { label, isTerminal } of path) {
      length += label.length;
      if (isTerminal) longest = length;
    }
    return longest < 0 ? undefined : text.slice(0, longest);
  }

  /**
   * Deletes a word, and the nodes that only it needed.
   *
   * @returns whether it was there.
   */
  delete(word: string): boolean {
    if (!this.has(word)) return false;
    this.#changeCount += 1;
    const path = [...walk(this.root, word).path];
    const node = lastOf(path);
    node.isTerminal = false;
    node.value = undefined;
    this.#wordCount -= 1;
    this.#nodes.prune(path);
    return true;
  }

  /** The words that begin with a prefix, in the order of their code units; all without one. */
  *words(prefix = ""): Generator<string, void, undefined> {
    for (const [word] of this.entries(prefix)) yield word;
  }

  /** Words with their values, as {@link words} gives the words. */
  *entries(prefix = ""): Generator<[string, Value | undefined], void, undefined> {
    assertText(prefix, "a prefix");
    const changeCount = this.#changeCount;
    const found = walk(this.root, prefix);
    if (!isWhole(found, prefix)) return;
    for (const entry of entriesFrom(...topOf(found, prefix))) {
      yield entry;
      if (this.#changeCount !== changeCount) refuseChanged();
    }
  }

  wordList(prefix = ""): string[] {
    return [...this.words(prefix)];
  }

  [Symbol.iterator](): Generator<string, void, undefined> {
    return this.words();
  }

  /**
   * The words that begin with a prefix, in the order of their code units.
   *
   * @param outside - what to answer where the prefix leaves the trie: "error" (the
   *   default) refuses; "nearest" gives the words under the last letter that matched.
   * @throws {RangeError} with "error", where no word begins with the prefix.
   *
   * @example
   * new Trie(["dart", "dance"]).wordsUnder("dan"); // => ["dance"]
   * new Trie(["dart", "dance"]).wordsUnder("dab", { outside: "nearest" }); // => ["dance", "dart"]
   */
  wordsUnder(prefix: string, { outside = "error" }: { outside?: OutsideAnswer } = {}): string[] {
    assertText(prefix, "a prefix");
    const found = walk(this.root, prefix);
    const matched = prefix.slice(0, found.matchedLength);
    if (!isWhole(found, prefix) && outside === "error") {
      throw new RangeError(`no word begins with "${prefix}"; the longest match is "${matched}"`);
    }
    return Array.from(entriesFrom(...topOf(found, matched)), ([word]) => word);
  }

  /**
   * Records that {@link compress} removed nodes; from here on paths stay compressed.
   *
   * @internal
   */
  noteCompressed(removedCount: number): void {
    this.#nodes.isCompressed = true;
    this.#nodes.count -= removedCount;
    this.#changeCount += 1;
  }
}

function isWhole(found: { matchedLength: number }, text: string): boolean {
  return found.matchedLength === text.length;
}
