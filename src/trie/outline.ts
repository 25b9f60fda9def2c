/** A trie as plain data, for drawing and for JSON. */

import type { TrieNode } from "./node.js";
import type { Trie } from "./trie.js";

/** A node of an outline. */
export interface OutlineNode {
  /** In which order it was made; the root is 0. */
  readonly madeAs: number;
  /** Place of its parent in {@link TrieOutline.nodes}; -1 for the root. */
  readonly parent: number;
  readonly label: string;
  /** The word that ends here, or `null`. */
  readonly word: string | null;
}

/** A trie, its nodes depth first, children in the order they were made. */
export interface TrieOutline {
  /** Nodes that were ever made, the removed ones among them. */
  readonly madeCount: number;
  readonly nodes: readonly OutlineNode[];
}

/**
 * Describes a trie as data.
 *
 * @example
 * const trie = new Trie();
 * trie.add("tea");
 * trieOutline(trie).nodes.length; // => 4
 */
export function trieOutline<Value>(trie: Trie<Value>): TrieOutline {
  const nodes: OutlineNode[] = [];
  const open: { node: TrieNode<Value>; parent: number; text: string }[] = [
    { node: trie.root, parent: -1, text: "" },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent, text } = next;
    const place = nodes.length;
    const { madeAs, label } = node;
    nodes.push({ madeAs, parent, label, word: node.isTerminal ? text : null });
    for (const child of [...node.children.values()].reverse()) {
      open.push({ node: child, parent: place, text: text + child.label });
    }
  }
  return { madeCount: trie.madeCount, nodes };
}
