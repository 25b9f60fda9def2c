/**
 * Builds the smallest graph for sorted keys: a tree whose equal subtrees are one.
 *
 * Keys come in order, so a node is complete once a key leaves the way to it. It is then
 * looked up among the nodes there are; only a new one is written. The nodes still open are
 * those along the last key; their edges are on one stack, deeper nodes above.
 *
 * @see Daciuk, Mihov, Watson, Watson: Incremental Construction of Minimal Acyclic
 *   Finite-State Automata, Computational Linguistics 26 (2000), algorithm 1.
 */

import { GrowingArray } from "../../growing/growing-array.js";
import { ENDS_KEY, type ImageParts, IS_LAST, MOST_EDGES } from "./image.js";

/** Fraction of the hash table's places that may be taken. */
const FULLEST = 0.6;
const FIRST_PLACES = 1024;

/** Takes keys in ascending order, each once, and gives the graph of them. */
export class FrozenBuilder {
  readonly #links = new GrowingArray(Uint32Array);
  readonly #letters = new GrowingArray(Uint16Array);
  /** Edges of the nodes on the way of the last key. */
  readonly #openLetters: number[] = [];
  readonly #openLinks: number[] = [];
  /** Where in that stack the edges of the node at each depth begin; the root's at 0. */
  readonly #openStarts: number[] = [0];
  /** First edges of complete nodes, by the hash of their edges; 0 is a free place. */
  #places = new Uint32Array(FIRST_PLACES);
  #nodeCount = 0;
  #lastKey: string | undefined;
  #keyCount = 0;
  #hasEmptyKey = false;

  constructor() {
    this.#links.push(0); // no edge has the number 0
    this.#letters.push(0);
  }

  /** @throws {RangeError} when the key is not after the one before it. */
  add(key: string): void {
    const last = this.#lastKey;
    if (last !== undefined && key <= last) {
      throw new RangeError(`keys must come in ascending order, got "${key}" after "${last}"`);
    }
    this.#keyCount += 1;
    if (key === "") this.#hasEmptyKey = true;
    else this.#open(key, sharedLength(last ?? "", key));
    this.#lastKey = key;
  }

  /** Completes the graph. */
  finish(): ImageParts {
    this.#completeBelow(0);
    return {
      keyCount: this.#keyCount,
      root: this.#complete(),
      hasEmptyKey: this.#hasEmptyKey,
      links: this.#links.whole(),
      letters: this.#letters.whole(),
    };
  }

  #open(key: string, sharedUnits: number): void {
    this.#completeBelow(sharedUnits);
    for (let i = sharedUnits; i < key.length; i++) {
      this.#openLetters.push(key.charCodeAt(i));
      this.#openLinks.push(0);
      this.#openStarts.push(this.#openLetters.length);
    }
    this.#openLinks[this.#openLinks.length - 1]! |= ENDS_KEY;
  }

  /** Completes all open nodes deeper than a depth, and links them to the nodes above. */
  #completeBelow(depth: number): void {
    while (this.#openStarts.length - 1 > depth) {
      const node = this.#complete();
      const above = this.#openLinks.length - 1;
      this.#openLinks[above] = (node * 4 + (this.#openLinks[above]! & ENDS_KEY)) >>> 0;
    }
  }

  /** Takes the deepest open node off the stack and gives its first edge. */
  #complete(): number {
    const start = this.#openStarts.pop() ?? 0;
    const count = this.#openLetters.length - start;
    if (count === 0) return 0;
    this.#openLinks[this.#openLinks.length - 1]! |= IS_LAST;
    const node = this.#findOrWrite(start, count);
    this.#openLetters.length = start;
    this.#openLinks.length = start;
    return node;
  }

  #findOrWrite(start: number, count: number): number {
    let place = this.#hashOfOpen(start) & (this.#places.length - 1);
    for (let node = this.#places[place]!; node !== 0; node = this.#places[place]!) {
      if (this.#isEqual(node, start, count)) return node;
      place = (place + 1) & (this.#places.length - 1);
    }
    const written = this.#links.length;
    if (written + count > MOST_EDGES) {
      throw new RangeError(`a frozen trie holds at most ${MOST_EDGES} edges`);
    }
    for (let i = start; i < start + count; i++) {
      this.#letters.push(this.#openLetters[i]!);
      this.#links.push(this.#openLinks[i]! >>> 0);
    }
    this.#places[place] = written;
    this.#nodeCount += 1;
    if (this.#nodeCount > this.#places.length * FULLEST) this.#rehash();
    return written;
  }

  #isEqual(node: number, start: number, count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.#links.at(node + i) !== this.#openLinks[start + i]! >>> 0) return false;
      if (this.#letters.at(node + i) !== this.#openLetters[start + i]) return false;
    }
    return true; // the last edge is marked, so the other node has no more
  }

  #hashOfOpen(start: number): number {
    let hash = 0;
    for (let i = start; i < this.#openLetters.length; i++) {
      hash = mixed(hash, this.#openLetters[i]!, this.#openLinks[i]!);
    }
    return hash;
  }

  #rehash(): void {
    const old = this.#places;
    this.#places = new Uint32Array(old.length * 2);
    for (const node of old) {
      if (node === 0) continue;
      let place = this.#hashOfWritten(node) & (this.#places.length - 1);
      while (this.#places[place] !== 0) place = (place + 1) & (this.#places.length - 1);
      this.#places[place] = node;
    }
  }

  #hashOfWritten(node: number): number {
    let hash = 0;
    for (let edge = node; ; edge++) {
      const link = this.#links.at(edge);
      hash = mixed(hash, this.#letters.at(edge), link);
      if ((link & IS_LAST) !== 0) return hash;
    }
  }
}

function mixed(hash: number, letter: number, link: number): number {
  const once = Math.imul(hash ^ letter, 0x9e37_79b1) ^ link;
  const twice = Math.imul(once ^ (once >>> 15), 0x85eb_ca6b);
  return twice ^ (twice >>> 13);
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

/** For each edge, the keys that pass through the edges before it in its node. */
export function ranksOf(links: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(links.length);
  const keysBelow = new Uint32Array(links.length);
  let first = 1;
  let passed = 0;
  for (let edge = 1; edge < links.length; edge++) {
    const link = links[edge]!;
    ranks[edge] = passed;
    passed += keysBelow[link >>> 2]! + ((link & ENDS_KEY) === 0 ? 0 : 1);
    if ((link & IS_LAST) === 0) continue;
    keysBelow[first] = passed;
    first = edge + 1;
    passed = 0;
  }
  return ranks;
}
