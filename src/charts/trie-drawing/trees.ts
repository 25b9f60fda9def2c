/** The data of a trie drawing: its trees, and their nodes. */

/** A node of a tree, as the trie room's outline gives it. */
export interface DrawnNode {
  /** In which order it was made; the root is 0. */
  readonly madeAs: number;
  /** Place of its parent in the tree's nodes; -1 for the root. */
  readonly parent: number;
  readonly label: string;
  /** The word that ends here, or `null`. */
  readonly word: string | null;
}

/** One tree, its nodes depth first. */
export interface DrawnTree {
  readonly name: string;
  /** Nodes that were ever made: the blocks of the strip. */
  readonly madeCount: number;
  readonly nodes: readonly DrawnNode[];
  /** A prefix to be searched for in the drawing: its walk is ringed and numbered. */
  readonly search?: string;
}

/** The chart's data. */
export interface TrieDrawingChart {
  readonly chart: "trieDrawing";
  readonly title: string;
  readonly trees: readonly DrawnTree[];
}
