import { expect, test } from "vitest";
import { figureOf } from "../../../src/charts/figure.js";
import { COLUMN, layoutTrees } from "../../../src/charts/trie-drawing/layout.js";
import { trieDrawing } from "../../../src/charts/trie-drawing/trie-drawing.js";
import { compress } from "../../../src/trie/compress.js";
import { trieOutline } from "../../../src/trie/outline.js";
import { Trie } from "../../../src/trie/trie.js";
import { drawnSvg, pathsOf, subpaths, textsOf } from "../drawing.js";

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

test("blocks that would be too narrow to see go on in a second row", () => {
  const words = ["abcdefg", "hijklmn", "opqrstu", "vwxyz"];
  const { trees } = layoutTrees(
    trieDrawing([{ name: "many", ...trieOutline(new Trie(words)) }]),
    390,
  );
  const blocks = trees[0]?.strip.blocks ?? [];
  expect(blocks).toHaveLength(27);
  expect(new Set(blocks.map(({ y }) => y)).size).toBe(2);
  expect(Math.min(...blocks.map(({ width }) => width))).toBeGreaterThanOrEqual(18);
});

test("words that would run into one another lose their beginning, not their end", () => {
  const crowded = trieOutline(new Trie(["encyclopaedia", "encyclopaedias"]));
  const { trees } = layoutTrees(trieDrawing([{ name: "crowded", ...crowded }]), 390);
  const captions = trees[0]?.nodes.map(({ caption }) => caption).filter((text) => text !== "");
  expect(captions).toEqual(["root", "…edia", "…dias"]);
  const alone = layoutTrees(chart, 390).trees[0]?.nodes.map(({ caption }) => caption);
  expect(alone).toEqual(expect.arrayContaining(["dance", "dancer"]));
});

test("what cannot be seen is drawn by number, and half a pair breaks no drawing", () => {
  const odd = trieDrawing([{ name: "odd", ...trieOutline(new Trie(["a b", "😀", "\t"])) }]);
  const svg = drawnSvg(figureOf(odd, { width: 390 }));
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["␣", "d83d", "de00", "0009", "😀"]));
  expect(svg).not.toMatch(/\p{Cs}/u);
});

test("the root alone is a drawing, and the empty word fills it", () => {
  const drawing = (words: string[]) =>
    drawnSvg(
      figureOf(trieDrawing([{ name: "one", ...trieOutline(new Trie(words)) }]), { width: 390 }),
    );
  expect(textsOf(drawing([]))).toEqual(
    expect.arrayContaining(["one: 1 node, the root", "1 block, in the order they were made"]),
  );
  expect(pathsOf(drawing([""]), "pm-node pm-node--word")).toHaveLength(1);
});

test("only an interactive figure has tips, one for each node", () => {
  expect(drawnSvg(figureOf(chart, { width: 800 }))).not.toContain('aria-label="tip"');
  expect(drawnSvg(figureOf(chart, { width: 800, interactive: true }))).toContain(
    'aria-label="tip"',
  );
});

test("a search rings its walk in order, numbers the steps and dashes what it finds", () => {
  const svg = drawnSvg(figureOf(trieDrawing([{ ...before, search: "dan" }]), { width: 800 }));
  expect(subpaths(svg, "pm-walk")).toBe(3);
  expect(subpaths(svg, "pm-found")).toBe(3);
  expect(textsOf(svg).filter((text) => /^\d$/.test(text))).toEqual(["1", "2", "3"]);
});

test("a search says in words what it finds, or where the walk leaves the tree", () => {
  const said = (search: string, tree = before) =>
    figureOf(trieDrawing([{ ...tree, search }]), { width: 800 }).caption;
  expect(said("dan")).toContain('along "dan" takes 3 steps; below it end dance, dancer, danger.');
  expect(said("dab")).toContain('takes 2 steps and leaves the tree after "da".');
  expect(said("x")).toContain("takes 0 steps and leaves the tree after the root.");
  expect(said("dang", after)).toContain("takes 3 steps; below it end danger.");
});
