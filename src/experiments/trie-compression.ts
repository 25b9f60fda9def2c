/**
 * A trie of a real word list, path-compressed in place: half of the nodes go, and
 * the arenas stay.
 *
 *     root = Node("")
 *     for word in words: insert(root, word)      # stage "built"
 *     compress(root)                             # stage "compressed"
 *
 * Each node is priced as the Python objects it would be; see python-nodes.ts.
 */
import { startPython } from "../cpython/process.js";
import { Recorder } from "../recording/recorder.js";
import { compress, type Merge } from "../trie/compress.js";
import { Trie } from "../trie/trie.js";
import type { TrieNode } from "../trie/trie-node.js";
import {
  type Experiment,
  type ExperimentOptions,
  type ExperimentResult,
  PRIMER_PYTHON,
} from "./experiment.js";
import { assertCount } from "./limits.js";
import { type NodeKind, PythonNodes } from "./python-nodes.js";
import { loadWordList } from "./word-list.js";

/** Words of the list, all of them. */
const WORD_COUNT = 76_933;

/** The experiment. Its count is of words; the words are taken evenly from the whole list. */
export const trieCompression: Experiment = {
  name: "trie-compression",
  summary: "a trie of 76,933 English words, path-compressed in place",
  defaults: { seed: null, count: WORD_COUNT, keep: 1 },
  run: runTrieCompression,
};

async function runTrieCompression(options: ExperimentOptions): Promise<ExperimentResult> {
  const { python = PRIMER_PYTHON, count = WORD_COUNT, nodes: kind = "slots" } = options;
  assertCount(count);
  const words = takeEvenly(await loadWordList(), count);
  const process = startPython(python, options);
  const nodes = new PythonNodes(process, kind);
  const title = `trie-compression: ${count.toLocaleString("en")} words, ${kindInWords(kind)}`;
  const recorder = new Recorder(process.allocator, { title, python, check: options.check });

  recorder.stage("startup");
  const trie = buildTrie(words, nodes);
  recorder.stage("built");
  const nodeCountBuilt = trie.nodeCount;
  compressTrie(trie, nodes);
  recorder.stage("compressed");

  const recording = recorder.finish();
  return {
    experiment: trieCompression.name,
    python,
    seed: null,
    count,
    keep: trie.nodeCount / nodeCountBuilt,
    layout: options.layout ?? "aslr-off",
    keptCount: trie.nodeCount,
    nodeCounts: { built: nodeCountBuilt, compressed: trie.nodeCount },
    stages: recording.stages,
    recording,
  };
}

function kindInWords(kind: NodeKind): string {
  return kind === "slots" ? "nodes with __slots__" : "nodes without __slots__";
}

function takeEvenly(words: readonly string[], count: number): readonly string[] {
  if (count > words.length) {
    throw new RangeError(
      `count must be at most ${words.length}, the words there are, got ${count}`,
    );
  }
  return Array.from({ length: count }, (_, i) => words[Math.floor((i * words.length) / count)]!);
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

/** Groups merges by the chain they join: each goes on where the one before ended. */
function chainsOf(merges: readonly Merge[]): Merge[][] {
  const chains: Merge[][] = [];
  for (const merge of merges) {
    const chain = chains.at(-1);
    if (chain?.at(-1)?.lower === merge.upper) chain.push(merge);
    else chains.push([merge]);
  }
  return chains;
}
