/** Where the nodes of a trie drawing go, in pixels. */
import { printable } from "./printable.js";
import { type DrawnSearch, searchOf } from "./search.js";
import type { DrawnNode, DrawnTree, TrieDrawingChart } from "./trees.js";

/** A letter is a column, a leaf a row. Letters stay at one size, so long words make it wider. */
export const COLUMN = 46;
export const ROW = 58;
export const RADIUS = 16;

const LEFT = RADIUS + 2;
const HEADING = 40;
const STRIP_GAP = 14;
const STRIP_CAPTION = 26;
const TREE_GAP = 40;
const LEAST_TREE_WIDTH = 290;

/** Room between the wall of a strip and its blocks. */
export const STRIP_PADDING = 5;
/** A block of a strip, and the row it stands in. */
const BLOCK_HEIGHT = 24;
const BLOCK_ROW = BLOCK_HEIGHT + 2;
const LEAST_BLOCK = 18;
const MOST_BLOCK = 30;

/** A rough width of one letter at 13 px; a little too much does no harm. */
const LETTER_PIXELS = 7.4;
const BOLD_PIXELS = 7.8;

/** A node, placed: its letters stand at `x`, `x + COLUMN`, ... */
export interface PlacedNode {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
  /** Centre of its last letter. */
  readonly endX: number;
  /** What is written under it: its word, as much of it as there is room for, or nothing. */
  readonly caption: string;
  readonly parent: PlacedNode | undefined;
}

/** A block of the strip: a node that lives, or the hole of one that is gone. */
export interface PlacedBlock {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string | undefined;
}

/** One tree with its strip. */
export interface PlacedTree {
  readonly heading: string;
  readonly nodeCount: number;
  readonly x: number;
  readonly headingY: number;
  readonly nodes: readonly PlacedNode[];
  /** What the search walks over and finds, where the tree is drawn with one. */
  readonly search: DrawnSearch | undefined;
  readonly strip: {
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly blocks: readonly PlacedBlock[];
  };
  readonly captionY: number;
}

/** The size of a strip, common to the trees of a figure. */
interface StripShape {
  readonly blockWidth: number;
  readonly perRow: number;
  readonly rows: number;
}

/** Places the trees side by side where they fit, else one below the other. */
export function layoutTrees(chart: TrieDrawingChart, width: number) {
  const columns = Math.max(...chart.trees.map(letterCount));
  const rows = Math.max(...chart.trees.map(leafCount));
  const lettersEnd = LEFT + columns * COLUMN;
  const wordsEnd = Math.max(...chart.trees.map(longestWord)) * (LETTER_PIXELS / 2) + lettersEnd;
  const headingEnd = Math.max(...chart.trees.map((tree) => headingOf(tree).length)) * BOLD_PIXELS;
  const treeWidth = Math.ceil(
    Math.max(lettersEnd + RADIUS + 8, wordsEnd, headingEnd, LEAST_TREE_WIDTH),
  );
  const strip = stripShape(Math.max(...chart.trees.map(({ madeCount }) => madeCount)), treeWidth);
  const stripHeight = strip.rows * BLOCK_ROW - 2 + 2 * STRIP_PADDING;
  const treeHeight = HEADING + rows * ROW + STRIP_GAP + stripHeight + STRIP_CAPTION;
  const sideBySide = chart.trees.length * (treeWidth + TREE_GAP) - TREE_GAP <= width;
  const trees = chart.trees.map((tree, i) =>
    placeTree(tree, {
      x: sideBySide ? i * (treeWidth + TREE_GAP) : 0,
      y: sideBySide ? 0 : i * (treeHeight + TREE_GAP / 2),
      rows,
      strip,
      stripHeight,
    }),
  );
  const stacked = sideBySide ? 1 : chart.trees.length;
  return {
    width: sideBySide ? width : treeWidth,
    height: stacked * (treeHeight + TREE_GAP / 2) - TREE_GAP / 2,
    trees,
  };
}

/** Blocks in one row if they are wide enough so, else in as many rows as they need. */
function stripShape(blockCount: number, width: number): StripShape {
  const room = width - 2 * STRIP_PADDING;
  const perRow = Math.min(blockCount, Math.floor(room / LEAST_BLOCK));
  const blockWidth = Math.min(MOST_BLOCK, room / perRow);
  return { blockWidth, perRow, rows: Math.ceil(blockCount / perRow) };
}

interface TreePlace {
  readonly x: number;
  readonly y: number;
  /** Rows of the highest tree; the strips stand at one height. */
  readonly rows: number;
  readonly strip: StripShape;
  readonly stripHeight: number;
}

function placeTree(tree: DrawnTree, at: TreePlace): PlacedTree {
  const nodes = withCaptions(placeNodes(tree, at));
  const stripY = at.y + HEADING + at.rows * ROW + STRIP_GAP;
  return {
    heading: headingOf(tree),
    nodeCount: tree.nodes.length,
    x: at.x,
    headingY: at.y + 14,
    nodes,
    search: searchOf(tree),
    strip: {
      y: stripY,
      width: at.strip.perRow * at.strip.blockWidth + 2 * STRIP_PADDING,
      height: at.stripHeight,
      blocks: placeBlocks(tree, at.strip, { x: at.x + STRIP_PADDING, y: stripY + STRIP_PADDING }),
    },
    captionY: stripY + at.stripHeight + 16,
  };
}

function placeNodes({ nodes }: DrawnTree, at: TreePlace): PlacedNode[] {
  const placed: PlacedNode[] = [];
  const hasChild = new Set<number>();
  let leaf = -1;
  nodes.forEach((node, place) => {
    const parent = placed[node.parent];
    // A first child continues in its parent's row; every later one begins a row of its own.
    const isFirst = parent !== undefined && !hasChild.has(node.parent);
    if (!isFirst) leaf += 1;
    hasChild.add(node.parent);
    const x = parent === undefined ? at.x + LEFT : parent.endX + COLUMN;
    const y = isFirst ? parent.y : at.y + HEADING + RADIUS + leaf * ROW;
    const endX = x + Math.max(0, node.label.length - 1) * COLUMN;
    placed[place] = { node, x, y, endX, caption: "", parent };
  });
  return placed;
}

/** Writes the words under their nodes; words that would run into one another lose their beginning. */
function withCaptions(nodes: readonly PlacedNode[]): PlacedNode[] {
  const written = nodes.map((node) => ({ ...node, caption: captionOf(node.node) }));
  const widthOf = ({ caption }: PlacedNode) => caption.length * LETTER_PIXELS;
  return written.map((node) => {
    const isCrowded = written.some(
      (other) =>
        other !== node &&
        other.y === node.y &&
        other.caption !== "" &&
        Math.abs(other.endX - node.endX) < (widthOf(node) + widthOf(other)) / 2,
    );
    return isCrowded ? { ...node, caption: endOf(node.caption, COLUMN - 6) } : node;
  });
}

function captionOf({ label, word }: DrawnNode): string {
  if (label !== "") return printable(word ?? "");
  return "root";
}

function headingOf({ name, nodes }: DrawnTree): string {
  return `${name}: ${nodes.length} ${nodes.length === 1 ? "node, the root" : "nodes with the root"}`;
}

/** The end of a text, as much of it as a width has room for. */
function endOf(text: string, width: number): string {
  const letters = Math.floor(width / LETTER_PIXELS);
  const units = [...text];
  return units.length <= letters ? text : `…${units.slice(1 - letters).join("")}`;
}

function placeBlocks(
  tree: DrawnTree,
  { perRow, blockWidth }: StripShape,
  corner: { readonly x: number; readonly y: number },
): PlacedBlock[] {
  const labels = new Map(tree.nodes.map(({ madeAs, label }) => [madeAs, label]));
  return Array.from({ length: tree.madeCount }, (_, madeAs) => ({
    x: corner.x + (madeAs % perRow) * blockWidth,
    y: corner.y + Math.floor(madeAs / perRow) * BLOCK_ROW,
    width: blockWidth,
    height: BLOCK_HEIGHT,
    label: labels.get(madeAs),
  }));
}

function longestWord({ nodes }: DrawnTree): number {
  return nodes.reduce((most, { word }) => Math.max(most, word?.length ?? 0), 0);
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
