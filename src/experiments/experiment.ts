/**
 * What an experiment is: parameters in, the figures at each stage and a
 * recording out.
 */
import type { Layout } from "../cpython/layout.js";
import type { StartOptions } from "../cpython/process.js";
import type { PythonVersion } from "../pymalloc/geometry.js";
import type { Recording, Stage } from "../recording/recording.js";

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
  run(options: ExperimentOptions): Promise<ExperimentResult> | ExperimentResult;
}

/** The version that the primer was measured on. */
export const PRIMER_PYTHON: PythonVersion = "3.11";

/** Most objects a run may make: beyond it the model's own tables outgrow a process. */
export const MAX_COUNT = 50_000_000;

/** @throws {RangeError} when it is no whole number of 1 or more, or more than a run can hold. */
export function assertCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`count must be a whole number of objects, 1 or more, got ${count}`);
  }
  if (count > MAX_COUNT) {
    const gigabytes = Math.ceil((count * 16) / 1e9);
    throw new RangeError(
      `count must be at most ${MAX_COUNT} objects, got ${count}, which would need about ${gigabytes} GB here`,
    );
  }
}

/** @throws {RangeError} when it is outside 0 to 1. */
export function assertKeep(keep: number): void {
  if (!(keep >= 0 && keep <= 1)) {
    throw new RangeError(`keep must be a share from 0 to 1, got ${keep}`);
  }
}

/** A seed as JSON can hold it. */
export function seedForJson(seed: number | bigint): number | string {
  const number = Number(seed);
  return Number.isSafeInteger(number) ? number : String(seed);
}
