/**
 * The trie drawing: a column a letter, a row a leaf. Trees of one figure share the
 * grid, so a node that swallowed others covers the columns of their letters. Below
 * each tree its nodes stand as blocks, in the order in which they were made.
 */
import type { Figure, Frame } from "../frame.js";
import { pixelPlot } from "../plot-style.js";
import { layoutTrees } from "./layout.js";
import { treeMarks } from "./marks.js";
import { printable } from "./printable.js";
import { searchInWords } from "./search.js";
import type { DrawnTree, TrieDrawingChart } from "./trees.js";

/**
 * Makes the drawing of one tree, or of several that share a grid.
 *
 * @throws {RangeError} when there is no tree.
 *
 * @example
 * const trie = new Trie();
 * trie.add("tea");
 * trieDrawing([{ name: "tea", ...trieOutline(trie) }]).trees[0].nodes.length; // => 4
 */
export function trieDrawing(
  trees: readonly DrawnTree[],
  { title = "The trie" }: { title?: string } = {},
): TrieDrawingChart {
  if (trees.length === 0) throw new RangeError("a chart needs one tree at least, got none");
  return {
    chart: "trieDrawing",
    title,
    trees: trees.map(({ name, madeCount, nodes, search }) => ({
      ...{ name, madeCount, nodes },
      ...(search !== undefined && { search }),
    })),
  };
}

/** Draws the chart. */
export function trieDrawingFigure(chart: TrieDrawingChart, frame: Frame): Figure {
  const layout = layoutTrees(chart, frame.width);
  return {
    title: chart.title,
    caption: captionOf(chart),
    alt: altOf(chart),
    table: {
      columns: ["tree", "node", "label", "parent", "word"],
      rows: chart.trees.flatMap(({ name, nodes }) =>
        nodes.map(({ madeAs, parent, label, word }) => [
          name,
          madeAs,
          label === "" ? "(root)" : label,
          nodes[parent]?.madeAs ?? "",
          word ?? "",
        ]),
      ),
    },
    plot: pixelPlot(
      layout,
      layout.trees.flatMap((tree) => treeMarks(tree, frame)),
    ),
  };
}

function captionOf({ trees }: TrieDrawingChart): string {
  const blocks = "Below: the nodes as blocks, in the order they were made.";
  const [searched] = trees.filter(({ search }) => search !== undefined);
  if (searched === undefined) return `A filled node ends a word. ${blocks}`;
  return `A filled node ends a word; rings and numbers are the search. ${searchInWords(searched)}`;
}

function altOf({ trees }: TrieDrawingChart): string {
  const sentences = trees.map(({ name, nodes }) => {
    const edges = nodes.slice(1).map(({ label, word, parent }) => {
      const from = nodes[parent]?.label ?? "";
      const ends = word === null ? "" : ` (word ${printable(word)})`;
      return `${from === "" ? "root" : printable(from)} to ${printable(label)}${ends}`;
    });
    const all = edges.length === 0 ? "" : `. ${edges.join("; ")}`;
    return `${name}: ${nodes.length} nodes with the root${all}`;
  });
  const searches = trees.map(searchInWords).filter((sentence) => sentence !== "");
  return [`${sentences.join(". ")}.`, ...searches].join(" ");
}
