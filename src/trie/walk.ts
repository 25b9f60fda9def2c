/**
 * The walk down a trie along a text: the search that every question starts with.
 */
import type { TrieNode } from "./node.js";

/** How far a text leads into a trie. */
export interface Walk<Value = undefined> {
  /** The nodes whose labels were matched whole, the root first. */
  readonly path: readonly TrieNode<Value>[];
  /** The child whose label was matched in part, where the walk stopped inside one. */
  readonly inside: TrieNode<Value> | undefined;
  /** Code units of that child's label that were matched: at least 1 where there is one. */
  readonly insideLength: number;
  /** Code units of the text that were matched. */
  readonly matchedLength: number;
}

/**
 * Follows `text` from the root as far as it goes.
 *
 * @example
 * const trie = new Trie();
 * trie.add("tea");
 * walk(trie.root, "te").matchedLength; // => 2
 */
export function walk<Value>(root: TrieNode<Value>, text: string): Walk<Value> {
  const path = [root];
  let node = root;
  let matchedLength = 0;
  while (matchedLength < text.length) {
    const child = node.children.get(text.charAt(matchedLength));
    if (child === undefined) break;
    const shared = sharedLength(child.label, text, matchedLength);
    matchedLength += shared;
    if (shared < child.label.length) {
      return { path, inside: child, insideLength: shared, matchedLength };
    }
    path.push(child);
    node = child;
  }
  return { path, inside: undefined, insideLength: 0, matchedLength };
}

/** Code units that a label shares with a text from a place on. */
function sharedLength(label: string, text: string, from: number): number {
  const most = Math.min(label.length, text.length - from);
  let shared = 1; // the child was found by its first code unit
  while (shared < most && label.charCodeAt(shared) === text.charCodeAt(from + shared)) shared += 1;
  return shared;
}
