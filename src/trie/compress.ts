/**
 * Path compression as post-processing: chains of nodes with one child each, at
 * which no word ends, become one node each.
 *
 * The *lowest* node of a chain stays and takes the joined label; the nodes above it go.
 * A Python program that relinks the parent to the end of the chain does the same, and it
 * decides which blocks become holes. A node at which a word ends is
 * never joined with what is below it, so *dance* survives inside *dancer*.
 */

import { childrenInKeyOrder, onlyChild, type TrieNode } from "./node.js";
import type { Trie } from "./trie.js";

/** One merge: the upper node goes, and the lower one has the label of both. */
export interface Merge {
  /** `madeAs` of the node that goes. */
  readonly upper: number;
  /** `madeAs` of the node that stays. */
  readonly lower: number;
  /** The joined label. */
  readonly label: string;
}

/**
 * Compresses a trie in place.
 *
 * @returns the merges in order; those of one chain are together, from the top.
 *
 * @example
 * compress(new Trie(["dart", "dance", "dancer", "danger"])).length; // => 5
 */
export function compress<Value>(trie: Trie<Value>): Merge[] {
  const merges: Merge[] = [];
  const open: TrieNode<Value>[] = [trie.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of childrenInKeyOrder(node)) {
      const end = joinChain(child, merges);
      node.children.set(end.label.charAt(0), end);
      open.push(end);
    }
  }
  trie.noteCompressed(merges.length);
  return merges;
}

/** Joins a node with the chain below it, and gives the chain's last node. */
function joinChain<Value>(top: TrieNode<Value>, merges: Merge[]): TrieNode<Value> {
  let node = top;
  for (;;) {
    const child = onlyChild(node);
    if (node.isTerminal || child === undefined) return node;
    child.label = node.label + child.label;
    merges.push({ upper: node.madeAs, lower: child.madeAs, label: child.label });
    node = child;
  }
}
