/** The words below a place in the trie, in the order of their code units. */
import { childrenInKeyOrder, lastOf, type TrieNode } from "./node.js";
import type { Walk } from "./walk.js";

/** The highest node below which all words begin with what was matched, and its own text. */
export function topOf<Value>(found: Walk<Value>, matched: string): [TrieNode<Value>, string] {
  const { inside, insideLength, path } = found;
  if (inside === undefined) return [lastOf(path), matched];
  return [inside, matched + inside.label.slice(insideLength)];
}

/** The words at and below a node whose own text is `text`, and their values. */
export function* entriesFrom<Value>(
  node: TrieNode<Value>,
  text: string,
): Generator<[string, Value | undefined]> {
  const open: [TrieNode<Value>, string][] = [[node, text]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, word] = next;
    if (at.isTerminal) yield [word, at.value];
    for (const child of childrenInKeyOrder(at).reverse()) open.push([child, word + child.label]);
  }
}
