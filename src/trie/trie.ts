/**
 * The trie as the primer draws it: one object a node, one letter a node, words
 * marked where they end. It is made to be taught with and drawn.
 *
 * After {@link compress} the same trie has labels of several letters. It answers
 * every question as before, and words can still be added and deleted: an edge is
 * split where a new word leaves it, and merged again where the word goes.
 *
 * Keys are strings by UTF-16 code unit, so a character outside the Basic
 * Multilingual Plane takes two nodes. The empty string is a word like any other.
 * No method recurses, so a key may be as long as a string can be.
 */
import { childrenInKeyOrder, onlyChild, type TrieNode } from "./trie-node.js";
import { type Walk, walk } from "./walk.js";

/** What to answer where a prefix leaves the trie. */
export type OutsideAnswer = "nearest" | "error";

/** A set of words that can be searched by prefix. */
export class Trie {
  readonly root: TrieNode;
  #isCompressed = false;
  #madeCount = 0;
  #nodeCount = 0;
  #wordCount = 0;

  /**
   * @param words - to begin with, added in order.
   *
   * @example
   * new Trie(["dart", "dance", "dancer", "danger"]).nodeCount; // => 12
   */
  constructor(words: Iterable<string> = []) {
    this.root = this.#makeNode("");
    for (const word of words) this.add(word);
  }

  get wordCount(): number {
    return this.#wordCount;
  }

  /** Nodes, the root among them. */
  get nodeCount(): number {
    return this.#nodeCount;
  }

  /** Nodes that were ever made: `madeAs` of the next one. */
  get madeCount(): number {
    return this.#madeCount;
  }

  /** Whether the trie's paths are compressed, and are kept so. */
  get isCompressed(): boolean {
    return this.#isCompressed;
  }

  /**
   * Adds a word.
   *
   * @returns whether it is new.
   * @throws {TypeError} when it is no string.
   */
  add(word: string): boolean {
    assertText(word, "a word");
    const { path, inside, insideLength, matchedLength } = walk(this.root, word);
    let node = lastOf(path);
    if (inside !== undefined) node = this.#split(node, inside, insideLength);
    node = this.#extend(node, word.slice(matchedLength));
    if (node.isTerminal) return false;
    node.isTerminal = true;
    this.#wordCount += 1;
    return true;
  }

  /** Whether a word was added. A prefix of a word is none. */
  has(word: string): boolean {
    assertText(word, "a word");
    const found = walk(this.root, word);
    return isWhole(found, word) && found.inside === undefined && lastOf(found.path).isTerminal;
  }

  /**
   * Deletes a word, and the nodes that only it needed.
   *
   * @returns whether it was there.
   */
  delete(word: string): boolean {
    if (!this.has(word)) return false;
    const path = [...walk(this.root, word).path];
    let node = lastOf(path);
    node.isTerminal = false;
    this.#wordCount -= 1;
    while (path.length > 1 && !node.isTerminal && node.children.size === 0) {
      path.pop();
      const parent = lastOf(path);
      parent.children.delete(node.label.charAt(0));
      this.#nodeCount -= 1;
      node = parent;
    }
    if (this.#isCompressed) this.#mergeDown(path);
    return true;
  }

  /** All words, in the order of their code units. */
  *words(): Generator<string> {
    yield* wordsFrom(this.root, "");
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
    if (found.inside === undefined) return [...wordsFrom(lastOf(found.path), matched)];
    return [...wordsFrom(found.inside, matched + found.inside.label.slice(found.insideLength))];
  }

  /**
   * Takes note that {@link compress} removed nodes; from here on paths stay compressed.
   *
   * @internal
   */
  noteCompressed(removedCount: number): void {
    this.#isCompressed = true;
    this.#nodeCount -= removedCount;
  }

  #makeNode(label: string): TrieNode {
    this.#nodeCount += 1;
    return { madeAs: this.#madeCount++, label, isTerminal: false, children: new Map() };
  }

  /** Puts a node into the edge to `child`, after `length` code units of its label. */
  #split(parent: TrieNode, child: TrieNode, length: number): TrieNode {
    const upper = this.#makeNode(child.label.slice(0, length));
    child.label = child.label.slice(length);
    upper.children.set(child.label.charAt(0), child);
    parent.children.set(upper.label.charAt(0), upper);
    return upper;
  }

  /** Adds the rest of a word below a node: a letter a node, or one node in a compressed trie. */
  #extend(node: TrieNode, rest: string): TrieNode {
    const step = this.#isCompressed ? rest.length : 1;
    let last = node;
    for (let at = 0; at < rest.length; at += step) {
      const next = this.#makeNode(rest.slice(at, at + step));
      last.children.set(next.label.charAt(0), next);
      last = next;
    }
    return last;
  }

  /** Joins the last node of a path with its only child, where no word ends between them. */
  #mergeDown(path: readonly TrieNode[]): void {
    const node = lastOf(path);
    const parent = path.at(-2);
    const child = onlyChild(node);
    if (parent === undefined || node.isTerminal || child === undefined) return;
    child.label = node.label + child.label;
    parent.children.set(child.label.charAt(0), child);
    this.#nodeCount -= 1;
  }
}

function isWhole(found: Walk, text: string): boolean {
  return found.matchedLength === text.length;
}

/** The words at and below a node whose own text is `text`. */
function* wordsFrom(node: TrieNode, text: string): Generator<string> {
  const open: [TrieNode, string][] = [[node, text]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, word] = next;
    if (at.isTerminal) yield word;
    for (const child of childrenInKeyOrder(at).reverse()) open.push([child, word + child.label]);
  }
}

function lastOf(path: readonly TrieNode[]): TrieNode {
  const last = path.at(-1);
  if (last === undefined) throw new RangeError("a path has the root at least");
  return last;
}

function assertText(text: unknown, what: string): void {
  if (typeof text !== "string") {
    throw new TypeError(`${what} must be a string, got ${typeof text} ${String(text)}`);
  }
}
