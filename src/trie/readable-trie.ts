/**
 * What can be asked of every trie here, and what can be done to those that change:
 * a Set of strings and a Map from strings at once.
 *
 * Keys are strings by UTF-16 code unit, as JavaScript compares them: *Z* comes before
 * *a*, and a character outside the Basic Multilingual Plane is two units. The empty
 * string is a key like any other. A key that was added without a value has the value
 * `undefined`.
 */

/** A set of keys; a key may have a value. */
export interface ReadableTrie<Value = undefined> extends Iterable<string> {
  /** Keys in the trie. */
  readonly size: number;

  /** Whether `key` is in the trie; a mere prefix of a key is not. */
  has(key: string): boolean;

  /** A key's value; `undefined` where it has none or is not there. */
  get(key: string): Value | undefined;

  /** Whether any key begins with a prefix. Every key begins with the empty one. */
  startsWith(prefix: string): boolean;

  /** The longest key that a text begins with, or `undefined` if there is none. */
  longestPrefixOf(text: string): string | undefined;

  /**
   * The keys that begin with a prefix, one by one as they are asked for, in the order
   * of their code units. Without a prefix, all keys.
   *
   * @throws {Error} from the iterator, when the trie was changed since it began.
   */
  words(prefix?: string): Generator<string, void, undefined>;

  /** The keys that {@link words} gives, all at once: faster if you want all of them. */
  wordList(prefix?: string): string[];

  /** Keys with their values, as {@link words} gives the keys. */
  entries(prefix?: string): Generator<[key: string, value: Value | undefined], void, undefined>;
}

/** A trie that keys can be put into and taken out of. */
export interface ChangingTrie<Value = undefined> extends ReadableTrie<Value> {
  /**
   * Adds a key. If it is there already, it keeps its value.
   *
   * @returns whether it is new.
   * @throws {TypeError} when it is not a string.
   */
  add(key: string): boolean;

  /**
   * Gives a key a value, and adds the key if it is new.
   *
   * @throws {TypeError} when the key is not a string.
   */
  set(key: string, value: Value): this;

  /**
   * Deletes a key with its value.
   *
   * @returns whether it was there.
   */
  delete(key: string): boolean;
}

/** @throws {Error} always: an iterator cannot continue in a trie that has changed. */
export function refuseChanged(): never {
  throw new Error("the trie was changed while its words were being read; read them first");
}
