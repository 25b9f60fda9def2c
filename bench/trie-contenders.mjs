// Our tries and the ones they are measured against, each behind the same few functions.
// What a contender cannot do is left out.
import { createRequire } from "node:module";

/**
 * A structure with words in it.
 *
 * @typedef {object} Built
 * @property {(word: string) => boolean} has
 * @property {(word: string) => unknown} [remove]
 * @property {(prefix: string) => string[]} [under]
 * @property {() => number} [countedBytes] what it says itself that it holds
 */

/**
 * @typedef {object} Contender
 * @property {string} title
 * @property {(words: string[]) => Built} build
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
      build: (words) => {
        const trie = new PackedTrie(words);
        return {
          countedBytes: () => trie.heldBytes,
          has: (word) => trie.has(word),
          remove: (word) => trie.delete(word),
          under: (prefix) => trie.wordList(prefix),
        };
      },
    };
  },
  FrozenTrie: async () => {
    const { FrozenTrie } = await ours();
    return {
      title: "`FrozenTrie`",
      build: (words) => {
        const trie = FrozenTrie.of(words);
        return {
          countedBytes: () => trie.byteLength,
          has: (word) => trie.has(word),
          under: (prefix) => trie.wordList(prefix),
        };
      },
    };
  },
  Trie: async () => {
    const { Trie } = await ours();
    return {
      title: "`Trie` (for teaching)",
      build: (words) => {
        const trie = new Trie(words);
        return {
          has: (word) => trie.has(word),
          remove: (word) => trie.delete(word),
          under: (prefix) => trie.wordList(prefix),
        };
      },
    };
  },
  Set: async () => ({
    title: "native `Set`",
    build: (words) => {
      const set = new Set(words);
      return { has: (word) => set.has(word), remove: (word) => set.delete(word) };
    },
  }),
  "mnemonist Trie": async () => {
    const Peer = mnemonist("trie");
    return {
      title: "mnemonist `Trie`",
      build: (words) => {
        const trie = new Peer();
        for (const word of words) trie.add(word);
        return {
          has: (word) => trie.has(word),
          remove: (word) => trie.delete(word),
          under: (prefix) => trie.find(prefix),
        };
      },
    };
  },
  "mnemonist CritBitTreeMap": async () => {
    const Peer = mnemonist("critbit-tree-map");
    return {
      title: "mnemonist `CritBitTreeMap`",
      build: (words) => {
        const trie = new Peer();
        for (const word of words) trie.set(word, 1);
        return { has: (word) => trie.has(word), remove: (word) => trie.delete(word) };
      },
    };
  },
  "sonic-forest RadixTree": async () => {
    const { RadixTree: Peer } = await import("sonic-forest/lib/radix/RadixTree.js");
    return {
      title: "sonic-forest `RadixTree`",
      build: (words) => {
        const trie = new Peer();
        for (const word of words) trie.set(word, 1);
        return {
          has: (word) => trie.get(word) !== undefined,
          remove: (word) => trie.delete(word),
        };
      },
    };
  },
  "minisearch SearchableMap": async () => {
    const { default: Peer } = await import("minisearch/SearchableMap");
    return {
      title: "minisearch `SearchableMap`",
      build: (words) => {
        const trie = new Peer();
        for (const word of words) trie.set(word, 1);
        return {
          has: (word) => trie.has(word),
          remove: (word) => trie.delete(word),
          under: (prefix) => [...trie.atPrefix(prefix).keys()],
        };
      },
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
        const encoded = arrayTrieEncode(trie);
        return { has: (word) => arrayTrieGet(encoded, word) !== null };
      },
    };
  },
};
