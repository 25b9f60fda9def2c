/**
 * A node of the trie: the text on the edge to it, and the nodes below.
 *
 * In a plain trie every label is one UTF-16 code unit; in a compressed one a label
 * is one or more. The root's label is empty. Children are keyed by the first code
 * unit of their labels, which no two children of a node share.
 */
export interface TrieNode<Value = undefined> {
  /** Which node of the trie this is, in the order they were made; the root is 0. */
  readonly madeAs: number;
  /** The text between the parent and this node. */
  label: string;
  /** Whether a word ends here. */
  isTerminal: boolean;
  /** The value of that word, if it has one. */
  value: Value | undefined;
  readonly children: Map<string, TrieNode<Value>>;
}

/** A node's children in the order of their keys. */
export function childrenInKeyOrder<Value>(node: TrieNode<Value>): TrieNode<Value>[] {
  const children = [...node.children.values()];
  return children.length < 2 ? children : children.sort(byLabel);
}

function byLabel(a: { label: string }, b: { label: string }): number {
  return a.label < b.label ? -1 : 1;
}

/** The one child of a node that has one. */
export function onlyChild<Value>(node: TrieNode<Value>): TrieNode<Value> | undefined {
  if (node.children.size !== 1) return undefined;
  const [child] = node.children.values();
  return child;
}

/** The last node of a path from the root. */
export function lastOf<Value>(path: readonly TrieNode<Value>[]): TrieNode<Value> {
  const last = path.at(-1);
  if (last === undefined) throw new RangeError("a path has at least the root");
  return last;
}
