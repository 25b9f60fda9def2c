import { expect, test } from "vitest";
import { figureOf } from "../../src/charts/figure.js";
import { trieDrawing } from "../../src/charts/trie-drawing.js";
import { COLUMN, layoutTrees } from "../../src/charts/trie-drawing-layout.js";
import { compress } from "../../src/trie/compress.js";
import { trieOutline } from "../../src/trie/outline.js";
import { Trie } from "../../src/trie/trie.js";
import { drawnSvg, pathsOf } from "./drawing.js";

const trie = new Trie(["dart", "dance", "dancer", "danger"]);
const before = { name: "before", ...trieOutline(trie) };
compress(trie);
const after = { name: "after", ...trieOutline(trie) };
const chart = trieDrawing([before, after]);

test("before and after share the grid: each letter keeps its place", () => {
  const { trees } = layoutTrees(chart, 320);
  const placeOfLetters = trees.map(({ nodes, nodes: [root] }) =>
    nodes
      .flatMap(({ node, x, y }) =>
        node.label
          .split("")
          .map((letter, i) => [letter, x + i * COLUMN, y - (root?.y ?? 0)].join()),
      )
      .sort(),
  );
  expect(placeOfLetters[0]).toEqual(placeOfLetters[1]);
});

test("nodes that end a word are filled", () => {
  const svg = drawnSvg(figureOf(chart, { width: 800 }));
  expect(svg.match(/pm-node--word/g)?.length).toBe(8);
  expect(pathsOf(svg, "pm-node").length).toBe(12 - 4 + 7 - 4);
});

test("the strip has a block for each node that was made, and holes for those that are gone", () => {
  const { trees } = layoutTrees(chart, 800);
  const labels = trees.map(({ strip }) => strip.blocks.map(({ label }) => label));
  expect(labels[0]?.every((label) => label !== undefined)).toBe(true);
  expect(labels[1]).toEqual([
    ...["", undefined, "da", undefined, "rt", "n"],
    ...[undefined, "ce", "r", undefined, undefined, "ger"],
  ]);
});

test("the sentence tells the edges and counts the root", () => {
  const { alt } = figureOf(chart, { width: 800 });
  expect(alt).toContain("before: 12 nodes with the root");
  expect(alt).toContain(
    "after: 7 nodes with the root. root to da; da to rt (word dart); da to n; n to ce (word dance); ce to r (word dancer); n to ger (word danger)",
  );
});

test("trees stand side by side where they fit", () => {
  const wide = figureOf(chart, { width: 800 }).plot;
  const narrow = figureOf(chart, { width: 390 }).plot;
  expect(narrow.height).toBeGreaterThan(1.8 * wide.height);
  expect(narrow.width).toBeLessThanOrEqual(390);
});

test("long words make the drawing wider, not the letters smaller", () => {
  const long = new Trie(["incomprehensibilities"]);
  const { plot } = figureOf(trieDrawing([{ name: "long", ...trieOutline(long) }]), { width: 390 });
  expect(plot.width).toBeGreaterThan(21 * COLUMN);
});

test("a drawing of no tree is refused", () => {
  expect(() => trieDrawing([])).toThrow("one tree at least");
});
