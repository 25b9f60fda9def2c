/**
 * A trie of a real word list, path-compressed in place: half of the nodes go, and
 * the arenas stay. Or one that never had those nodes, by one of three ways out.
 *
 * Each node is priced as the Python objects it would be; see python-nodes.ts for the
 * objects and trie-programs.ts for the programs.
 */
import { startPython } from "../../cpython/process.js";
import { Recorder } from "../../recording/recorder.js";
import {
  type Experiment,
  type ExperimentOptions,
  type ExperimentResult,
  PRIMER_PYTHON,
} from "../experiment.js";
import { assertCount } from "../limits.js";
import { OptionError } from "../option-error.js";
import type { NodeKind } from "./python-nodes.js";
import { TRIE_PROGRAMS, type TrieMode } from "./trie-programs.js";
import { loadWordList } from "./word-list.js";

/** Words of the list, all of them. */
const WORD_COUNT = 76_933;

/** The experiment. Its count is of words; the words are taken evenly from the whole list. */
export const trieCompression: Experiment = {
  name: "trie-compression",
  summary: "a trie of 76,933 English words, path-compressed in place",
  defaults: { seed: null, count: WORD_COUNT, keep: 1 },
  takes: ["python", "count", "nodes", "mode", "words", "layout", "startup", "check"],
  run: runTrieCompression,
};

const TITLES: Readonly<Record<TrieMode, string>> = {
  "in-place": "trie-compression",
  direct: "trie, built compressed",
  "direct-sorted": "trie, built compressed from sorted words",
  text: "trie, re-read from text",
};

async function runTrieCompression(options: ExperimentOptions): Promise<ExperimentResult> {
  const { python = PRIMER_PYTHON, nodes: kind = "slots", mode = "in-place" } = options;
  const { words: given, count = given?.length ?? WORD_COUNT } = options;
  assertCount(count);
  const words = takeEvenly(given ?? (await loadWordList()), count);
  const process = startPython(python, options);
  const title = `${TITLES[mode]}: ${count.toLocaleString("en-GB")} words, ${kindInWords(kind)}`;
  const recorder = new Recorder(process.allocator, { title, python, check: options.check });

  recorder.stage("startup");
  const nodeCounts = TRIE_PROGRAMS[mode](words, process, kind, (name) => recorder.stage(name));
  const recording = recorder.finish();
  return {
    experiment: trieCompression.name,
    python,
    seed: null,
    count,
    keep: nodeCounts.compressed / nodeCounts.built,
    layout: options.layout ?? "aslr-off",
    keptCount: nodeCounts.compressed,
    nodeCounts,
    stages: recording.stages,
    recording,
  };
}

function kindInWords(kind: NodeKind): string {
  return kind === "slots" ? "nodes with __slots__" : "nodes without __slots__";
}

function takeEvenly(words: readonly string[], count: number): readonly string[] {
  if (count > words.length) {
    throw new OptionError(
      `count must be at most ${words.length}, the words there are, got ${count}`,
    );
  }
  return Array.from({ length: count }, (_, i) => words[Math.floor((i * words.length) / count)]!);
}
