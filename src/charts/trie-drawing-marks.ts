/** The marks of one placed tree. */
import * as Plot from "@observablehq/plot";
import { type Shape, shapesMark } from "./shapes-mark.js";
import { COLUMN, type PlacedNode, type PlacedTree, RADIUS } from "./trie-drawing-layout.js";

const BEND = 12;

/** Edges, nodes with their letters, words, and the strip of blocks. */
export function treeMarks(tree: PlacedTree): Plot.Markish[] {
  return [
    ...headingMarks(tree),
    shapesMark([
      {
        d: tree.nodes.map(edgePath).join(""),
        className: "pm-edges",
        stroke: "var(--pm-rule-strong)",
        strokeWidth: 1.5,
      },
      ...tree.nodes.map(nodeShape),
      { d: tree.nodes.map(rootDot).join(""), className: "pm-root", fill: "var(--pm-live)" },
      ...seamShapes(tree),
      ...stripShapes(tree),
    ]),
    ...letterMarks(tree),
    ...wordMarks(tree),
    ...stripMarks(tree),
  ];
}

function headingMarks({ name, nodeCount, x, width, headingY }: PlacedTree): Plot.Markish[] {
  return [
    Plot.text([name], {
      x,
      y: headingY,
      textAnchor: "start",
      fontWeight: 600,
      fontSize: 14,
      fill: "var(--ifm-font-color-base, currentColor)",
    }),
    Plot.text([`${nodeCount} nodes with the root`], {
      x: x + width - 4,
      y: headingY,
      textAnchor: "end",
    }),
  ];
}

function edgePath({ x, y, parent }: PlacedNode): string {
  if (parent === undefined) return "";
  const end = x - RADIUS;
  if (parent.y === y) return `M${parent.endX + RADIUS} ${y}H${end}`;
  return `M${parent.endX} ${parent.y + RADIUS}V${y - BEND}q0 ${BEND} ${BEND} ${BEND}H${end}`;
}

/** A circle for one letter, a pill for several. */
function nodeShape({ node, x, y, endX }: PlacedNode): Shape {
  const r = RADIUS;
  return {
    d: `M${x} ${y - r}H${endX}a${r} ${r} 0 0 1 0 ${2 * r}H${x}a${r} ${r} 0 0 1 0 ${-2 * r}z`,
    className: node.word === null ? "pm-node" : "pm-node pm-node--word",
    fill:
      node.word === null ? "var(--ifm-background-surface-color, transparent)" : "var(--pm-live)",
    stroke: "var(--pm-live)",
    strokeWidth: 1.75,
  };
}

function rootDot({ node, x, y }: PlacedNode): string {
  const r = 3.5;
  return node.label === "" && node.word === null
    ? `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
    : "";
}

/** Dashes between the letters that were nodes of their own. */
function seamShapes({ nodes }: PlacedTree): Shape[] {
  const seams = (isWord: boolean) =>
    nodes
      .filter(({ node }) => (node.word !== null) === isWord)
      .flatMap(({ node, x, y }) =>
        Array.from({ length: Math.max(0, node.label.length - 1) }, (_, i) => {
          const at = x + (i + 0.5) * COLUMN;
          return `M${at} ${y - 9}V${y + 9}`;
        }),
      )
      .join("");
  const seam = { className: "pm-seams", dash: "2 2" };
  return [
    { ...seam, d: seams(false), stroke: "var(--pm-live)" },
    { ...seam, d: seams(true), stroke: "var(--pm-on-live)" },
  ];
}

function letterMarks({ nodes }: PlacedTree): Plot.Markish[] {
  const letters = nodes.flatMap(({ node, x, y }) =>
    node.label
      .split("")
      .map((letter, i) => ({ letter, x: x + i * COLUMN, y, isWord: node.word !== null })),
  );
  const text = { x: "x", y: "y", text: "letter", fontSize: 17, fontWeight: 600 } as const;
  return [
    Plot.text(
      letters.filter(({ isWord }) => isWord),
      { ...text, fill: "var(--pm-on-live)" },
    ),
    Plot.text(
      letters.filter(({ isWord }) => !isWord),
      {
        ...text,
        fill: "var(--ifm-font-color-base, currentColor)",
      },
    ),
  ];
}

function wordMarks({ nodes }: PlacedTree): Plot.Markish[] {
  const words = nodes.flatMap(({ node, endX, y }) => {
    const text = node.label === "" ? "root" : node.word;
    return text === null ? [] : [{ text, x: endX, y: y + RADIUS + 11 }];
  });
  return [Plot.text(words, { x: "x", y: "y", text: "text" })];
}

function stripShapes({ x, width, strip }: PlacedTree): Shape[] {
  const block = (isLive: boolean) =>
    strip.blocks
      .filter(({ label }) => (label !== undefined) === isLive)
      .map(
        (one) => `M${one.x + 1} ${one.y}h${one.width - 2}v${strip.height - 10}h${2 - one.width}z`,
      )
      .join("");
  return [
    {
      d: `M${x + 0.75} ${strip.y + 0.75}h${width - 5.5}v${strip.height - 1.5}h${5.5 - width}z`,
      className: "pm-strip",
      stroke: "var(--pm-held-line)",
      strokeWidth: 1.5,
    },
    { d: block(true), className: "pm-live-blocks", fill: "var(--pm-live)" },
    { d: block(false), className: "pm-free-blocks", fill: "var(--pm-held)" },
  ];
}

function stripMarks({ x, strip, captionY, nodeCount }: PlacedTree): Plot.Markish[] {
  const holes = strip.blocks.length - nodeCount;
  const caption =
    holes === 0
      ? `${nodeCount} blocks, in the order they were made`
      : `${nodeCount} live blocks, ${holes} free ones between them`;
  const labels = strip.blocks.map((block) => ({
    x: block.x + block.width / 2,
    y: block.y + (strip.height - 10) / 2,
    text: block.label === "" ? "·" : (block.label ?? ""),
  }));
  return [
    Plot.text(labels, { x: "x", y: "y", text: "text", fontSize: 11, fill: "var(--pm-on-live)" }),
    Plot.text([caption], { x, y: captionY, textAnchor: "start" }),
  ];
}
