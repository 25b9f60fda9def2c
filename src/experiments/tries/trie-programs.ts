/**
 * Four Python programs that end with the same compressed trie, block by block.
 *
 *     in-place        root = build(words); compress(root)
 *     direct          for w in words(): insert_compressed(root, w)
 *     direct-sorted   for w in sorted(words()): insert_compressed(root, w)
 *     text            for line in file: the next node, deepest first
 *
 * The last one reads a file in which another process wrote the compressed trie, a node a
 * line. Left out, as in python-nodes.ts: temporary objects that die where they were
 * made. Words that live on are not left out: `sorted` holds all of them till the loop
 * ends, and the loop's variable holds the last one after it.
 *
 * @see measured-ways-out.ts, for the real runs that these are compared with.
 */
import { ListItems } from "../../cpython/list.js";
import type { PythonProcess } from "../../cpython/process.js";
import { compress, type Merge } from "../../trie/compress.js";
import type { TrieNode } from "../../trie/node.js";
import { trieOutline } from "../../trie/outline.js";
import { Trie } from "../../trie/trie.js";
import { walk } from "../../trie/walk.js";
import { type NodeKind, PythonNodes, type PythonString } from "./python-nodes.js";

/** How the compressed trie comes about. */
export type TrieMode = "in-place" | "direct" | "direct-sorted" | "text";

/** Nodes with the root before and after compression; equal where none were too many. */
interface NodeCounts {
  readonly built: number;
  readonly compressed: number;
}

/** Runs a program in a process and says when it reaches a stage. */
type TrieProgram = (
  words: readonly string[],
  process: PythonProcess,
  kind: NodeKind,
  stage: (name: string) => void,
) => NodeCounts;

/** The programs by mode. */
export const TRIE_PROGRAMS: Readonly<Record<TrieMode, TrieProgram>> = {
  "in-place": compressInPlace,
  direct: buildCompressed,
  "direct-sorted": buildCompressedSorted,
  text: readFromText,
};

function compressInPlace(
  words: readonly string[],
  process: PythonProcess,
  kind: NodeKind,
  stage: (name: string) => void,
): NodeCounts {
  const nodes = new PythonNodes(process, kind);
  const trie = buildTrie(words, nodes);
  stage("built");
  const built = trie.nodeCount;
  compressTrie(trie, nodes);
  stage("compressed");
  return { built, compressed: trie.nodeCount };
}

function buildCompressed(
  words: readonly string[],
  process: PythonProcess,
  kind: NodeKind,
  stage: (name: string) => void,
): NodeCounts {
  const nodes = new PythonNodes(process, kind);
  const trie = emptyCompressed(nodes);
  let last: PythonString | undefined;
  for (const word of words) {
    const held = nodes.makeString(word);
    if (last !== undefined) nodes.letGo(last);
    insertCompressed(trie, nodes, word, held);
    last = held;
  }
  stage("built compressed");
  return { built: trie.nodeCount, compressed: trie.nodeCount };
}

function buildCompressedSorted(
  words: readonly string[],
  process: PythonProcess,
  kind: NodeKind,
  stage: (name: string) => void,
): NodeCounts {
  const nodes = new PythonNodes(process, kind);
  const trie = emptyCompressed(nodes);
  const items = new ListItems(process, "comprehension");
  const held = words.map((word, i) => {
    const text = nodes.makeString(word);
    items.grownTo(i + 1);
    return { word, text };
  });
  const sorted = held.sort((a, b) => (a.word < b.word ? -1 : 1));
  for (const { word, text } of sorted) insertCompressed(trie, nodes, word, text);
  // A list drops its items from the last; the last one lives on in the loop's variable.
  for (const { text } of sorted.slice(0, -1).reverse()) nodes.letGo(text);
  items.release();
  stage("built compressed");
  return { built: trie.nodeCount, compressed: trie.nodeCount };
}

function readFromText(
  words: readonly string[],
  process: PythonProcess,
  kind: NodeKind,
  stage: (name: string) => void,
): NodeCounts {
  const trie = new Trie(words);
  compress(trie);
  const { nodes: lines } = trieOutline(trie);
  const nodes = new PythonNodes(process, kind);
  const childCounts = new Int32Array(lines.length);
  lines.forEach(({ label, parent }, line) => {
    nodes.create(line, label);
    if (parent < 0) return;
    childCounts[parent]! += 1;
    nodes.setChildCount(parent, childCounts[parent]!);
  });
  stage("re-read");
  return { built: lines.length, compressed: lines.length };
}

function emptyCompressed(nodes: PythonNodes): Trie {
  const trie = new Trie();
  compress(trie);
  nodes.create(trie.root.madeAs, "");
  return trie;
}

/**
 * Adds a word to a compressed trie. A label that is the whole word is the word's own
 * string; an edge's old label lives till the function returns.
 */
function insertCompressed(trie: Trie, nodes: PythonNodes, word: string, text: PythonString): void {
  const { madeCount } = trie;
  if (!trie.add(word)) return;
  const { path } = walk(trie.root, word);
  const firstMade = path.findIndex((node) => node.madeAs >= madeCount);
  if (firstMade < 0) return;
  const upper = path[firstMade]!;
  const lower = [...upper.children.values()].find((node) => node.madeAs < madeCount);
  if (lower === undefined) {
    addLeaf(nodes, path[firstMade - 1]!, upper, word, text);
    return;
  }
  nodes.create(upper.madeAs, upper.label);
  const old = nodes.relabelKeeping(lower.madeAs, lower.label);
  nodes.setChildCount(upper.madeAs, 1);
  const leaf = path[firstMade + 1];
  if (leaf !== undefined) addLeaf(nodes, upper, leaf, word, text);
  nodes.letGo(old);
}

function addLeaf(
  nodes: PythonNodes,
  parent: TrieNode,
  leaf: TrieNode,
  word: string,
  text: PythonString,
): void {
  nodes.create(leaf.madeAs, leaf.label === word ? text : leaf.label);
  nodes.setChildCount(parent.madeAs, parent.children.size);
}

/** Adds word by word; each letter's node is made as the letter is reached. */
function buildTrie(words: readonly string[], nodes: PythonNodes): Trie {
  const trie = new Trie();
  nodes.create(trie.root.madeAs, trie.root.label);
  for (const word of words) {
    trie.add(word);
    let node: TrieNode = trie.root;
    for (const letter of word.split("")) {
      const child = node.children.get(letter);
      if (child === undefined) throw new RangeError(`"${word}" is not in the trie it was added to`);
      if (!nodes.has(child.madeAs)) {
        nodes.create(child.madeAs, child.label);
        nodes.setChildCount(node.madeAs, node.children.size);
      }
      node = child;
    }
  }
  return trie;
}

function compressTrie(trie: Trie, nodes: PythonNodes): void {
  for (const chain of chainsOf(compress(trie))) {
    for (const { lower, label } of chain) nodes.relabel(lower, label);
    // The loop over a node's children holds a chain till it is joined, then its nodes die.
    for (const { upper } of chain) nodes.drop(upper);
  }
}

/** Groups merges by the chain they join: each continues where the one before ended. */
function chainsOf(merges: readonly Merge[]): Merge[][] {
  const chains: Merge[][] = [];
  for (const merge of merges) {
    const chain = chains.at(-1);
    if (chain?.at(-1)?.lower === merge.upper) chain.push(merge);
    else chains.push([merge]);
  }
  return chains;
}
