/**
 * What describes an experiment that makes a list of objects and then keeps some of
 * them. One description gives three things: the run on the simulator, the Python
 * script for a real interpreter, and the formula.
 */
import type { PythonRandom } from "../../cpython/random.js";
import type { Deletion } from "../../cpython/startup/startup-heap.js";
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { ExperimentOptions } from "../experiment.js";
import type { DeletionOrder } from "./deletion-order.js";

/** Which objects of the list live on. */
export type Selection = "at random" | "the first";

/** The statement by which each selection is made. */
export const DELETIONS: Readonly<Record<Selection, Deletion>> = {
  "at random": "comprehension",
  "the first": "slice",
};

/** What each selection drops, where the caller names no other order. */
export const ORDERS: Readonly<Record<Selection, DeletionOrder>> = {
  "at random": "random",
  "the first": "last",
};

/** An experiment of this kind. */
export interface ListProgram {
  readonly name: string;
  readonly summary: string;
  /** What the objects are, for the title: "strings". */
  readonly noun: string;
  readonly selection: Selection;
  /** Options that it takes beside those that every list program takes. */
  readonly takes: readonly (keyof ExperimentOptions)[];
  /** Share of the objects to keep where the caller names none. */
  readonly keep: number;
  /** Python expression that makes one object; `undefined` where no object asks for so much. */
  make(requestBytes: number | undefined): string | undefined;
  /** Bytes that the objects ask for, all or most of them. */
  typicalRequestBytes(python: PythonVersion, requestBytes: number | undefined): number;
  /**
   * Prepares a run and gives the function that makes the next object's request, in
   * bytes. It draws from the script's own random numbers, as the script does.
   */
  prepare(run: {
    python: PythonVersion;
    seed: number | bigint;
    count: number;
    random: PythonRandom;
    requestBytes?: number;
  }): () => number;
}

/** Options, with the experiment's own defaults in place. */
export type FullOptions = ExperimentOptions & {
  seed: number | bigint;
  count: number;
  keep: number;
};

/** Objects that the first-part deletion keeps. */
export function keptOfTheFirst(count: number, keep: number): number {
  return Math.round(count * keep);
}
