/**
 * A node of the trie: the text on the edge to it, and the nodes below.
 *
 * In a plain trie every label is one UTF-16 code unit; in a compressed one a label
 * is one or more. The root's label is empty. Children are keyed by the first code
 * unit of their labels, which no two children of a node share.
 */
export interface TrieNode {
  /** Which node of the trie this is, in the order they were made; the root is 0. */
  readonly madeAs: number;
  /** The text between the parent and this node. */
  label: string;
  /** Whether a word ends here. */
  isTerminal: boolean;
  readonly children: Map<string, TrieNode>;
}

/** A node's children in the order of their keys. */
export function childrenInKeyOrder(node: TrieNode): TrieNode[] {
  const children = [...node.children.values()];
  return children.length < 2 ? children : children.sort(byLabel);
}

function byLabel(a: TrieNode, b: TrieNode): number {
  return a.label < b.label ? -1 : 1;
}

/** The one child of a node that has one. */
export function onlyChild(node: TrieNode): TrieNode | undefined {
  if (node.children.size !== 1) return undefined;
  const [child] = node.children.values();
  return child;
}
