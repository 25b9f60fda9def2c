/** Where the nodes of a trie drawing go, in pixels. */
import type { DrawnNode, DrawnTree, TrieDrawingChart } from "./trie-drawing.js";

/** A letter is a column, a leaf a row. Letters stay at one size, so long words make it wider. */
export const COLUMN = 46;
export const ROW = 58;
export const RADIUS = 16;

const LEFT = RADIUS + 2;
const HEADING = 40;
const STRIP_GAP = 14;
const STRIP_HEIGHT = 34;
const STRIP_CAPTION = 26;
const TREE_GAP = 40;
const LEAST_BLOCK = 18;

/** A node, placed: its letters stand at `x`, `x + COLUMN`, ... */
export interface PlacedNode {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
  /** Centre of its last letter. */
  readonly endX: number;
  readonly parent: PlacedNode | undefined;
}

/** A block of the strip: a node that lives, or the hole of one that is gone. */
export interface PlacedBlock {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly label: string | undefined;
}

/** One tree with its strip. */
export interface PlacedTree {
  readonly name: string;
  readonly nodeCount: number;
  readonly x: number;
  readonly width: number;
  readonly headingY: number;
  readonly nodes: readonly PlacedNode[];
  readonly strip: {
    readonly y: number;
    readonly height: number;
    readonly blocks: readonly PlacedBlock[];
  };
  readonly captionY: number;
}

/** Places the trees side by side where they fit, else one below the other. */
export function layoutTrees(chart: TrieDrawingChart, width: number) {
  const columns = Math.max(...chart.trees.map(letterCount));
  const rows = Math.max(...chart.trees.map(leafCount));
  const blocks = Math.max(...chart.trees.map(({ madeCount }) => madeCount));
  const treeWidth = Math.max(LEFT + columns * COLUMN + RADIUS + 8, blocks * LEAST_BLOCK + 14, 240);
  const treeHeight = HEADING + rows * ROW + STRIP_GAP + STRIP_HEIGHT + STRIP_CAPTION;
  const sideBySide = chart.trees.length * (treeWidth + TREE_GAP) - TREE_GAP <= width;
  const trees = chart.trees.map((tree, i) =>
    placeTree(tree, {
      x: sideBySide ? i * (treeWidth + TREE_GAP) : 0,
      y: sideBySide ? 0 : i * (treeHeight + TREE_GAP / 2),
      width: treeWidth,
      rows,
    }),
  );
  const stacked = sideBySide ? 1 : chart.trees.length;
  return {
    width: sideBySide ? width : Math.max(treeWidth, 1),
    height: stacked * (treeHeight + TREE_GAP / 2) - TREE_GAP / 2,
    trees,
  };
}

function placeTree(
  tree: DrawnTree,
  at: { x: number; y: number; width: number; rows: number },
): PlacedTree {
  const nodes: PlacedNode[] = [];
  const hasChild = new Set<number>();
  let leaf = -1;
  tree.nodes.forEach((node, place) => {
    const parent = nodes[node.parent];
    // A first child goes on in its parent's row; every later one begins a row of its own.
    const isFirst = parent !== undefined && !hasChild.has(node.parent);
    if (!isFirst) leaf += 1;
    hasChild.add(node.parent);
    const x = parent === undefined ? at.x + LEFT : parent.endX + COLUMN;
    const y = isFirst ? parent.y : at.y + HEADING + RADIUS + leaf * ROW;
    const endX = x + Math.max(0, node.label.length - 1) * COLUMN;
    nodes[place] = { node, x, y, endX, parent };
  });
  const stripY = at.y + HEADING + at.rows * ROW + STRIP_GAP;
  return {
    name: tree.name,
    nodeCount: tree.nodes.length,
    x: at.x,
    width: at.width,
    headingY: at.y + 14,
    nodes,
    strip: { y: stripY, height: STRIP_HEIGHT, blocks: placeBlocks(tree, at.x, stripY, at.width) },
    captionY: stripY + STRIP_HEIGHT + 16,
  };
}

function placeBlocks(tree: DrawnTree, left: number, y: number, width: number): PlacedBlock[] {
  const labels = new Map(tree.nodes.map(({ madeAs, label }) => [madeAs, label]));
  const blockWidth = (width - 14) / tree.madeCount;
  return Array.from({ length: tree.madeCount }, (_, madeAs) => ({
    x: left + 5 + madeAs * blockWidth,
    y: y + 5,
    width: blockWidth,
    label: labels.get(madeAs),
  }));
}

/** Letters of the longest path. */
function letterCount({ nodes }: DrawnTree): number {
  const ends: number[] = [];
  nodes.forEach(({ parent, label }, place) => {
    ends[place] = (ends[parent] ?? 0) + label.length;
  });
  return Math.max(...ends);
}

function leafCount({ nodes }: DrawnTree): number {
  const parents = new Set(nodes.map(({ parent }) => parent));
  return nodes.filter((_, place) => !parents.has(place)).length;
}
