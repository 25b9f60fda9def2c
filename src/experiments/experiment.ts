/**
 * What an experiment is: parameters in, the figures at each stage and a
 * recording out.
 */
import type { Layout } from "../cpython/layout.js";
import type { StartOptions } from "../cpython/process.js";
import type { Deletion } from "../cpython/startup/startup-heap.js";
import type { PythonVersion } from "../pymalloc/geometry.js";
import type { Recording, Stage } from "../recording/recording.js";
import type { DeletionOrder } from "./lists/deletion-order.js";
import type { Expectation } from "./theory.js";

/** What can be set in a run; what is left out has the experiment's own default. */
export interface ExperimentOptions extends StartOptions {
  /** CPython version to model. */
  readonly python?: PythonVersion;
  /** Python's `random.seed(...)`: any whole number. */
  readonly seed?: number | bigint;
  /** Objects to make. */
  readonly count?: number;
  /** Chance, 0 to 1, with which an object is kept; the part kept where the order decides. */
  readonly keep?: number;
  /** Bytes each object asks for, where the experiment's objects are all alike. */
  readonly requestBytes?: number;
  /** Whether a trie's nodes have `__slots__` or each a dict for its attributes. */
  readonly nodes?: "slots" | "plain";
  /** How a compressed trie comes about; "in-place" where nothing is said. */
  readonly mode?: "in-place" | "direct" | "direct-sorted" | "text";
  /** The words of a trie, in the order in which they are added, in place of the project's own list. */
  readonly words?: readonly string[];
  /** Which objects are dropped; the experiment's own order where nothing is said. */
  readonly order?: DeletionOrder;
  /** Checks every invariant of the heap at each arena event and stage; slow, for doubters. */
  readonly check?: boolean;
}

/** A run's outcome. */
export interface ExperimentResult {
  readonly experiment: string;
  readonly python: PythonVersion;
  /** The seed, in decimal where it passes what a number holds; `null` where nothing is random. */
  readonly seed: number | string | null;
  readonly count: number;
  readonly keep: number;
  /** Where the process's memory lay; absent where the experiment has no process. */
  readonly layout?: Layout;
  /** What was modelled, where no Python is like it: another size of arenas. */
  readonly model?: string;
  /** Objects still alive at the end. */
  readonly keptCount: number;
  /** Nodes with the root before and after compression, where the experiment has a trie. */
  readonly nodeCounts?: { readonly built: number; readonly compressed: number };
  readonly stages: readonly Stage[];
  readonly recording: Recording;
}

/** An experiment, ready to run. */
export interface Experiment {
  readonly name: string;
  /** One line on what it does. */
  readonly summary: string;
  readonly defaults: {
    readonly seed: number | null;
    readonly count: number;
    readonly keep: number;
  };
  /** The options that change a run; it ignores every other. */
  readonly takes: readonly (keyof ExperimentOptions)[];
  run(options: ExperimentOptions): Promise<ExperimentResult> | ExperimentResult;
  /**
   * The Python script that does the same in a real interpreter; absent where there is none.
   *
   * @throws {OptionError} when an option is not one it can run with.
   */
  script?(options: ExperimentOptions): ExperimentScript;
  /** What the formula says without running anything; absent where there is none. */
  theory?(options: ExperimentOptions): ExperimentTheory;
}

/** Arenas to expect beside those of start-up. */
export interface ExperimentTheory {
  readonly allocated: Expectation;
  readonly deleted: Expectation;
}

/** A script that prints its stats at each stage, and how it deletes. */
export interface ExperimentScript {
  readonly text: string;
  readonly deletion: Deletion;
}

/** The version that the primer was measured on. */
export const PRIMER_PYTHON: PythonVersion = "3.11";

/** A seed as JSON can hold it. */
export function seedForJson(seed: number | bigint): number | string {
  const number = Number(seed);
  return Number.isSafeInteger(number) ? number : String(seed);
}
