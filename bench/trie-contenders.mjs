// Our tries and the ones they are measured against, each behind the same few functions.
// What a contender cannot do is left out.
import { createRequire } from "node:module";

/**
 * @typedef {object} Contender
 * @property {string} title
 * @property {(words: string[]) => any} build
 * @property {(trie: any, word: string) => boolean} has
 * @property {(trie: any, word: string) => unknown} [remove]
 * @property {(trie: any, prefix: string) => string[]} [under]
 * @property {(trie: any) => number} [countedBytes] what it says itself that it holds
 */

/**
 * mnemonist has its parts for `require` only.
 *
 * @param {string} part
 */
const mnemonist = (part) => createRequire(import.meta.url)(`mnemonist/${part}`);

const ours = () => import("../dist/index.js");

/** @type {Record<string, () => Promise<Contender>>} */
export const CONTENDERS = {
  PackedTrie: async () => {
    const { PackedTrie } = await ours();
    return {
      title: "`PackedTrie`",
      countedBytes: (trie) => trie.heldBytes,
      build: (words) => new PackedTrie(words),
      has: (trie, word) => trie.has(word),
      remove: (trie, word) => trie.delete(word),
      under: (trie, prefix) => trie.wordList(prefix),
    };
  },
  FrozenTrie: async () => {
    const { FrozenTrie } = await ours();
    return {
      title: "`FrozenTrie`",
      countedBytes: (trie) => trie.byteLength,
      build: (words) => FrozenTrie.of(words),
      has: (trie, word) => trie.has(word),
      under: (trie, prefix) => trie.wordList(prefix),
    };
  },
  Trie: async () => {
    const { Trie } = await ours();
    return {
      title: "`Trie` (for teaching)",
      build: (words) => new Trie(words),
      has: (trie, word) => trie.has(word),
      remove: (trie, word) => trie.delete(word),
      under: (trie, prefix) => trie.wordList(prefix),
    };
  },
  Set: async () => ({
    title: "native `Set`",
    build: (words) => new Set(words),
    has: (set, word) => set.has(word),
    remove: (set, word) => set.delete(word),
  }),
  "mnemonist Trie": async () => {
    const Peer = mnemonist("trie");
    return {
      title: "mnemonist `Trie`",
      build: (words) => addAll(new Peer(), words),
      has: (trie, word) => trie.has(word),
      remove: (trie, word) => trie.delete(word),
      under: (trie, prefix) => trie.find(prefix),
    };
  },
  "mnemonist CritBitTreeMap": async () => {
    const Peer = mnemonist("critbit-tree-map");
    return {
      title: "mnemonist `CritBitTreeMap`",
      build: (words) => setAll(new Peer(), words),
      has: (trie, word) => trie.has(word),
      remove: (trie, word) => trie.delete(word),
    };
  },
  "sonic-forest RadixTree": async () => {
    const { RadixTree: Peer } = await import("sonic-forest/lib/radix/RadixTree.js");
    return {
      title: "sonic-forest `RadixTree`",
      build: (words) => setAll(new Peer(), words),
      has: (trie, word) => trie.get(word) !== undefined,
      remove: (trie, word) => trie.delete(word),
    };
  },
  "minisearch SearchableMap": async () => {
    const { default: Peer } = await import("minisearch/SearchableMap");
    return {
      title: "minisearch `SearchableMap`",
      build: (words) => setAll(new Peer(), words),
      has: (trie, word) => trie.has(word),
      remove: (trie, word) => trie.delete(word),
      under: (trie, prefix) => [...trie.atPrefix(prefix).keys()],
    };
  },
  "@smikhalevski arrayTrie": async () => {
    const { arrayTrieEncode, arrayTrieGet, trieCreate, trieSet } = await import(
      "@smikhalevski/trie"
    );
    return {
      title: "@smikhalevski `arrayTrie`, built once",
      build: (words) => {
        const trie = trieCreate();
        for (const word of words) trieSet(trie, word, 1);
        return arrayTrieEncode(trie);
      },
      has: (trie, word) => arrayTrieGet(trie, word) !== null,
    };
  },
};

/** @param {any} trie @param {string[]} words */
function addAll(trie, words) {
  for (const word of words) trie.add(word);
  return trie;
}

/** @param {any} trie @param {string[]} words */
function setAll(trie, words) {
  for (const word of words) trie.set(word, 1);
  return trie;
}
