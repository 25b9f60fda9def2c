import { compress } from "../../src/trie/compress.js";
import { FrozenTrie } from "../../src/trie/frozen/frozen-trie.js";
import { PackedTrie } from "../../src/trie/packed/packed-trie.js";
import type { ChangingTrie, ReadableTrie } from "../../src/trie/readable-trie.js";
import { Trie } from "../../src/trie/trie.js";

type Entries = Iterable<readonly [string, number | undefined]>;

function filled<Kind extends ChangingTrie<number | undefined>>(trie: Kind, entries: Entries): Kind {
  for (const [key, value] of entries) trie.set(key, value);
  return trie;
}

/** The tries that keys can be put into and taken out of, each from entries. */
export const CHANGING_TRIES: [
  name: string,
  make: (entries?: Entries) => ChangingTrie<number | undefined>,
][] = [
  ["Trie", (entries = []) => filled(new Trie<number | undefined>(), entries)],
  [
    "compressed Trie",
    (entries = []) => {
      const trie = filled(new Trie<number | undefined>(), entries);
      compress(trie);
      return trie;
    },
  ],
  ["PackedTrie", (entries = []) => filled(new PackedTrie<number | undefined>(), entries)],
  [
    "compacted PackedTrie",
    (entries = []) => {
      const trie = filled(new PackedTrie<number | undefined>(), entries);
      trie.compact();
      return trie;
    },
  ],
];

/** Every trie there is, each from entries. */
export const EVERY_TRIE: [
  name: string,
  make: (entries: Entries) => ReadableTrie<number | undefined>,
][] = [
  ...CHANGING_TRIES,
  ["FrozenTrie", (entries) => FrozenTrie.ofEntries(entries)],
  [
    "FrozenTrie from bytes",
    (entries) => {
      const trie = FrozenTrie.ofEntries(entries);
      const values = Array.from(trie.entries(), ([, value]) => value);
      return FrozenTrie.fromBytes(trie.toBytes(), values);
    },
  ],
];
