/**
 * A trie that is built once: the smallest graph in which each path from the root spells
 * a key, words that end alike sharing their ends (a DAWG). It takes four to five bytes
 * a key for a word list, lies in one piece of memory, and is saved and loaded as it
 * is.
 *
 * Where it is indexed, each key has its number in ascending order, from 0 to one less
 * than there are keys, and no other text has one. So values can stay in any array of
 * the caller's, typed ones too.
 *
 * Keys are strings by UTF-16 code unit. No method recurses.
 *
 * @see frozen-image.ts for the bytes.
 */

import { assertText } from "../key.js";
import type { ReadableTrie } from "../readable-trie.js";
import { FrozenBuilder, ranksOf } from "./builder.js";
import { FrozenCursor } from "./cursor.js";
import { followText, keyOfNumber, locateText, longestFrozenKeyLength, NOWHERE } from "./find.js";
import { ENDS_KEY, type FrozenImage, readImage, writeImage } from "./image.js";

/** How a frozen trie is built. */
export interface FreezeOptions {
  /** Whether keys are numbered, for 4 bytes more an edge; `false` where nothing is said. */
  readonly indexed?: boolean;
}

/**
 * A set of strings that does not change, or a map from them, that is searched by prefix.
 *
 * @example
 * const trie = FrozenTrie.of(["tea", "ten", "to"]);
 * [...trie.words("te")]; // => ["tea", "ten"]
 */
export class FrozenTrie<Value = undefined> implements ReadableTrie<Value> {
  readonly #image: FrozenImage;
  readonly #values: ArrayLike<Value> | undefined;

  private constructor(image: FrozenImage, values: ArrayLike<Value> | undefined) {
    this.#image = image;
    this.#values = values;
  }

  /**
   * Freezes keys, in any order and more than once if need be.
   *
   * @throws {TypeError} when one is not a string.
   *
   * @example
   * FrozenTrie.of(["dart", "dance"]).has("dance"); // => true
   * FrozenTrie.of(["dart", "dance"], { indexed: true }).indexOf("dart"); // => 1
   */
  static of(keys: Iterable<string>, { indexed = false }: FreezeOptions = {}): FrozenTrie {
    return new FrozenTrie(imageOf(ascending(keys), indexed), undefined);
  }

  /**
   * Freezes keys with values. Of equal keys the last one's value counts, as in a Map.
   *
   * @example
   * FrozenTrie.ofEntries([["one", 1], ["two", 2]]).get("two"); // => 2
   */
  static ofEntries<Value>(entries: Iterable<readonly [string, Value]>): FrozenTrie<Value> {
    const once = new Map(entries);
    for (const key of once.keys()) assertText(key, "a key");
    const sorted = [...once].sort(([a], [b]) => (a < b ? -1 : 1));
    const keys = sorted.map(([key]) => key);
    const values = sorted.map(([, value]) => value);
    return new FrozenTrie(imageOf(keys, true), values);
  }

  /**
   * Lays a frozen trie over bytes that {@link toBytes} gave. They are checked, and
   * neither parsed nor copied, unless they start at an address that is not a multiple of
   * four. Changing them afterwards changes the trie.
   *
   * @param values - one for each key, in ascending order of the keys.
   * @throws {RangeError} when the bytes are not a frozen trie, or are cut, changed or of another
   *   version; or when values come with a trie that has no numbers for them.
   */
  static fromBytes<Value = undefined>(
    bytes: Uint8Array,
    values?: ArrayLike<Value>,
  ): FrozenTrie<Value> {
    const image = readImage(bytes);
    if (values !== undefined && image.ranks === undefined) {
      throw new RangeError("values need an indexed trie, and these bytes are of one that is not");
    }
    if (values !== undefined && values.length !== image.keyCount) {
      throw new RangeError(`${image.keyCount} keys need as many values, got ${values.length}`);
    }
    return new FrozenTrie(image, values);
  }

  /** The trie as bytes, a copy. Values are not among them. */
  toBytes(): Uint8Array {
    return this.#image.bytes.slice();
  }

  get size(): number {
    return this.#image.keyCount;
  }

  /** Whether keys are numbered. */
  get isIndexed(): boolean {
    return this.#image.ranks !== undefined;
  }

  /** Bytes of the whole trie, and of its saved form. Values are not counted. */
  get byteLength(): number {
    return this.#image.bytes.length;
  }

  has(key: string): boolean {
    assertText(key, "a key");
    return (followText(this.#image, key) & ENDS_KEY) !== 0;
  }

  /** A key's value; `undefined` where the trie has no values or not the key. */
  get(key: string): Value | undefined {
    if (this.#values === undefined) {
      assertText(key, "a key");
      return undefined;
    }
    const index = this.indexOf(key);
    return index < 0 ? undefined : this.#values[index];
  }

  startsWith(prefix: string): boolean {
    assertText(prefix, "a prefix");
    return followText(this.#image, prefix) !== NOWHERE;
  }

  longestPrefixOf(text: string): string | undefined {
    assertText(text, "a text");
    const keyLength = longestFrozenKeyLength(this.#image, text);
    return keyLength < 0 ? undefined : text.slice(0, keyLength);
  }

  /**
   * The number of a key in ascending order, from 0; -1 where it is not there.
   *
   * @throws {RangeError} when the trie is not indexed.
   */
  indexOf(key: string): number {
    assertText(key, "a key");
    const { link, keysBefore } = locateText(this.#image, this.#ranks(), key);
    return (link & ENDS_KEY) === 0 ? -1 : keysBefore;
  }

  /**
   * The key of a number.
   *
   * @throws {RangeError} when there is no such key, or the trie is not indexed.
   *
   * @example
   * FrozenTrie.of(["b", "a"], { indexed: true }).keyAt(0); // => "a"
   */
  keyAt(index: number): string {
    const ranks = this.#ranks();
    const { keyCount } = this.#image;
    if (!Number.isInteger(index) || index < 0 || index >= keyCount) {
      throw new RangeError(
        `an index must be a whole number from 0 to ${keyCount - 1}, got ${index}`,
      );
    }
    return keyOfNumber(this.#image, ranks, index);
  }

  *words(prefix = ""): Generator<string, void, undefined> {
    const cursor = this.#cursorAt(prefix);
    while (cursor?.advance()) yield cursor.text;
  }

  *entries(prefix = ""): Generator<[string, Value | undefined], void, undefined> {
    const cursor = this.#cursorAt(prefix);
    const values = this.#values;
    let index =
      values === undefined ? 0 : locateText(this.#image, this.#ranks(), prefix).keysBefore;
    while (cursor?.advance()) yield [cursor.text, values?.[index++]];
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

  #ranks(): Uint32Array {
    const { ranks } = this.#image;
    if (ranks === undefined) throw new RangeError("the trie was frozen without { indexed: true }");
    return ranks;
  }

  #cursorAt(prefix: string): FrozenCursor | undefined {
    assertText(prefix, "a prefix");
    const link = followText(this.#image, prefix);
    return link === NOWHERE ? undefined : new FrozenCursor(this.#image, link, prefix);
  }
}

function imageOf(keys: readonly string[], isIndexed: boolean): FrozenImage {
  const builder = new FrozenBuilder();
  for (const key of keys) builder.add(key);
  const parts = builder.finish();
  return writeImage(isIndexed ? { ...parts, ranks: ranksOf(parts.links) } : parts);
}

/** Keys in the order of their code units, each once. */
function ascending(keys: Iterable<string>): string[] {
  const once = new Set<string>();
  for (const key of keys) {
    assertText(key, "a key");
    once.add(key);
  }
  return [...once].sort();
}
