/** The marks of one placed tree. */
import * as Plot from "@observablehq/plot";
import type { Frame } from "../frame.js";
import { discPath, rectanglePath } from "../pixel-paths.js";
import { TEXT_FILL } from "../plot-style.js";
import { type Shape, shapesMark } from "../shapes-mark.js";
import { COLUMN, type PlacedBlock, type PlacedNode, type PlacedTree, RADIUS } from "./layout.js";
import { printable, printableUnit } from "./printable.js";
import { searchMarks, searchShapes } from "./search-marks.js";
import type { DrawnNode } from "./trees.js";

const BEND = 12;

/** Edges, nodes with their letters, words, and the strip of blocks. */
export function treeMarks(tree: PlacedTree, frame: Frame): Plot.Markish[] {
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
      ...searchShapes(tree),
      { d: tree.nodes.map(rootDot).join(""), className: "pm-root", fill: "var(--pm-live)" },
      ...seamShapes(tree),
      ...stripShapes(tree),
    ]),
    ...letterMarks(tree),
    ...wordMarks(tree),
    ...searchMarks(tree),
    ...stripMarks(tree),
    ...(frame.interactive === true ? pointerMarks(tree) : []),
  ];
}

function headingMarks({ heading, x, headingY }: PlacedTree): Plot.Markish[] {
  return [
    Plot.text([heading], {
      x,
      y: headingY,
      textAnchor: "start",
      fontWeight: 600,
      fill: TEXT_FILL,
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
  return node.label === "" && node.word === null ? discPath(x, y, 3.5) : "";
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
    node.label.split("").map((unit, i) => ({
      letter: printableUnit(unit),
      x: x + i * COLUMN,
      y,
      isWord: node.word !== null,
    })),
  );
  const fontSize = ({ letter }: { letter: string }) => (letter.length === 1 ? 17 : 11);
  const text = { x: "x", y: "y", text: "letter", fontSize, fontWeight: 600 } as const;
  return [
    Plot.text(
      letters.filter(({ isWord }) => isWord),
      { ...text, fill: "var(--pm-on-live)" },
    ),
    Plot.text(
      letters.filter(({ isWord }) => !isWord),
      {
        ...text,
        fill: TEXT_FILL,
      },
    ),
  ];
}

function wordMarks({ nodes }: PlacedTree): Plot.Markish[] {
  const words = nodes
    .filter(({ caption }) => caption !== "")
    .map(({ caption, endX, y }) => ({ text: caption, x: endX, y: y + RADIUS + 11 }));
  // The ground behind a word keeps edges from striking it out.
  const halo = { stroke: "var(--ifm-background-surface-color, transparent)", strokeWidth: 4 };
  return [Plot.text(words, { ...halo, x: "x", y: "y", text: "text", fill: "var(--pm-muted)" })];
}

function stripShapes({ x, strip }: PlacedTree): Shape[] {
  const blocks = (isLive: boolean) =>
    strip.blocks
      .filter(({ label }) => (label !== undefined) === isLive)
      .map((block) => rectanglePath(block.x + 1, block.y, block.width - 2, block.height))
      .join("");
  return [
    {
      d: rectanglePath(x + 0.75, strip.y + 0.75, strip.width - 1.5, strip.height - 1.5),
      className: "pm-strip",
      stroke: "var(--pm-held-line)",
      strokeWidth: 1.5,
    },
    { d: blocks(true), className: "pm-live-blocks", fill: "var(--pm-live)" },
    { d: blocks(false), className: "pm-free-blocks", fill: "var(--pm-held)" },
  ];
}

function stripMarks({ x, strip, captionY, nodeCount }: PlacedTree): Plot.Markish[] {
  const holes = strip.blocks.length - nodeCount;
  const caption =
    holes === 0
      ? `${blockCount(nodeCount)}, in the order they were made`
      : `${nodeCount} live blocks, ${holes} free ones among them`;
  const labels = strip.blocks.map((block) => ({
    x: block.x + block.width / 2,
    y: block.y + block.height / 2,
    text: blockText(block),
  }));
  return [
    Plot.text(labels, { x: "x", y: "y", text: "text", fontSize: 11, fill: "var(--pm-on-live)" }),
    Plot.text([caption], { x, y: captionY, textAnchor: "start" }),
  ];
}

function blockCount(count: number): string {
  return count === 1 ? "1 block" : `${count} blocks`;
}

const BLOCK_LETTER_PIXELS = 7;

/** A label as far as its block has room. */
function blockText({ label, width }: PlacedBlock): string {
  if (label === undefined) return "";
  if (label === "") return "·";
  const units = [...label].map(printableUnit);
  const room = Math.max(1, Math.floor(width / BLOCK_LETTER_PIXELS));
  return units.length <= room ? units.join("") : `${units.slice(0, room - 1).join("")}…`;
}

/** What there is to say of the node that is pointed at. */
function pointerMarks({ nodes }: PlacedTree): Plot.Markish[] {
  const points = nodes.map(({ node, x, endX, y }) => ({
    x: (x + endX) / 2,
    y,
    title: tipOf(node),
    reach: (endX - x) / 2 + RADIUS,
  }));
  const maxRadius = points.reduce((most, { reach }) => Math.max(most, reach), 0);
  return [
    Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title", maxRadius, fontSize: 13 })),
  ];
}

function tipOf({ label, madeAs, word }: DrawnNode): string {
  const name = label === "" ? "the root" : `"${printable(label)}"`;
  const ends = word === null ? "no word ends here" : `the word "${printable(word)}" ends here`;
  return `${name}, node ${madeAs} in the order they were made\n${ends}`;
}
