/**
 * The primer's script: a list of `str(random.random())`, then a shorter list of
 * some of them, then nothing that holds the rest.
 *
 *     random.seed(seed)
 *     strings = [str(random.random()) for _ in range(count)]
 *     strings = [s for s in strings if random.random() < keep]    # or strings[:k]
 *
 * What matters for the arenas is the start-up heap, the strings in their order,
 * the few lasting blocks of the lists, and that a dying list drops its items from
 * the last to the first. Temporary objects come from blocks that are free again
 * at once, and change nothing.
 *
 * @see CPython, Objects/listobject.c, `list_dealloc`.
 */
import { floatReprLength } from "../cpython/float-repr.js";
import { ListItems } from "../cpython/list.js";
import { asciiStrBytes, listObjectBytes } from "../cpython/objects.js";
import { type PythonProcess, startPython } from "../cpython/process.js";
import { PythonRandom } from "../cpython/random.js";
import { Recorder } from "../recording/recorder.js";
import {
  assertCount,
  assertKeep,
  type Experiment,
  type ExperimentOptions,
  type ExperimentResult,
  PRIMER_PYTHON,
  seedForJson,
} from "./experiment.js";

/** Which strings of the list live on. */
export type Selection = "at random" | "the first";

interface StringListPlan {
  readonly name: string;
  readonly summary: string;
  readonly selection: Selection;
  /** Share of the strings to keep where the caller names none. */
  readonly keep: number;
}

const DEFAULT_COUNT = 1_000_000;
const DEFAULT_SEED = 7;

/** Makes an experiment of the primer's script. */
export function stringListExperiment(plan: StringListPlan): Experiment {
  const defaults = { seed: DEFAULT_SEED, count: DEFAULT_COUNT, keep: plan.keep };
  return {
    name: plan.name,
    summary: plan.summary,
    defaults,
    run: (options) => runStringList(plan, { ...defaults, ...options }),
  };
}

function runStringList(
  plan: StringListPlan,
  options: ExperimentOptions & { seed: number | bigint; count: number; keep: number },
): ExperimentResult {
  const { python = PRIMER_PYTHON, seed, count, keep } = options;
  assertCount(count);
  assertKeep(keep);
  const random = new PythonRandom(seed);
  const process = startPython(python);
  const title = `${plan.name}: ${count.toLocaleString("en")} strings, seed ${seed}`;
  const recorder = new Recorder(process.allocator, { title, python });

  recorder.stage("startup");
  const items = new ListItems(process);
  const strings = makeStrings(process, random, count, items);
  recorder.stage("allocated");
  const kept = selectStrings(process, plan.selection, random, count, keep);
  dropStrings(process, strings, kept);
  items.release();
  recorder.stage("deleted");

  const recording = recorder.finish();
  const keptCount = kept.reduce((sum, one) => sum + one, 0);
  return {
    experiment: plan.name,
    python,
    seed: seedForJson(seed),
    count,
    keep,
    keptCount,
    stages: recording.stages,
    recording,
  };
}

function makeStrings(
  process: PythonProcess,
  random: PythonRandom,
  count: number,
  items: ListItems,
): Int32Array {
  const { allocator, python } = process;
  const emptyStringBytes = asciiStrBytes(0, python);
  const strings = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    strings[i] = allocator.malloc(emptyStringBytes + floatReprLength(random.random()));
    items.grownTo(i + 1);
  }
  return strings;
}

/** Builds the list of survivors: 1 for a string that is kept. */
function selectStrings(
  process: PythonProcess,
  selection: Selection,
  random: PythonRandom,
  count: number,
  keep: number,
): Uint8Array {
  const kept = new Uint8Array(count);
  if (process.startup.resultListTakesBlock) {
    process.allocator.malloc(listObjectBytes(process.python));
  }
  if (selection === "the first") return kept.fill(1, 0, Math.round(count * keep));
  const items = new ListItems(process);
  let keptCount = 0;
  for (let i = 0; i < count; i++) {
    if (random.random() >= keep) continue;
    kept[i] = 1;
    keptCount += 1;
    items.grownTo(keptCount);
  }
  return kept;
}

function dropStrings({ allocator }: PythonProcess, strings: Int32Array, kept: Uint8Array): void {
  for (let i = strings.length - 1; i >= 0; i--) {
    if (kept[i] === 0) allocator.free(strings[i]!);
  }
}

export const randomHalf = stringListExperiment({
  name: "random-half",
  summary: "keeps each of a million strings with probability 0.5",
  selection: "at random",
  keep: 0.5,
});

export const rareSurvivors = stringListExperiment({
  name: "rare-survivors",
  summary: "keeps each of a million strings with probability 0.00005",
  selection: "at random",
  keep: 0.00005,
});

export const firstHalf = stringListExperiment({
  name: "first-half",
  summary: "keeps the first half of a million strings",
  selection: "the first",
  keep: 0.5,
});
