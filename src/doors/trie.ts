/** Tries: the primer's, with path compression in place; a packed one; a frozen one. */

export { compress, type Merge } from "../trie/compress.js";
export { type FreezeOptions, FrozenTrie } from "../trie/frozen/frozen-trie.js";
export type { TrieNode } from "../trie/node.js";
export { type OutlineNode, type TrieOutline, trieOutline } from "../trie/outline.js";
export { PackedTrie } from "../trie/packed/packed-trie.js";
export type { ChangingTrie, ReadableTrie } from "../trie/readable-trie.js";
export { type OutsideAnswer, Trie } from "../trie/trie.js";
export { type Walk, walk } from "../trie/walk.js";
