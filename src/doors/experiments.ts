/** The primer's experiments and sweeps of them, the formula for what stays, and what real interpreters did. */

export type {
  Experiment,
  ExperimentOptions,
  ExperimentResult,
  ExperimentScript,
  ExperimentTheory,
} from "../experiments/experiment.js";
export {
  CLUSTER_OBJECTS,
  DELETION_ORDERS,
  type DeletionOrder,
} from "../experiments/lists/deletion-order.js";
export { logExperiment, type NamedRun } from "../experiments/log-experiment.js";
export type { Provenance, SeedRows } from "../experiments/measured/measured-rows.js";
export {
  MEASURED_RUNS,
  MEASURED_SEEDS,
  type MeasuredRun,
  type MeasuredStage,
  measuredRun,
} from "../experiments/measured/measured-runs.js";
export {
  MEASURED_WAYS_OUT,
  type MeasuredWayOut,
} from "../experiments/measured/measured-ways-out.js";
export type { RecordedWayOut } from "../experiments/measured/recorded-way-out.js";
export { recordedWaysOut } from "../experiments/measured/recorded-ways-out.js";
export { type HeldByFew, oneInEachArena } from "../experiments/one-in-each-arena.js";
export { OptionError } from "../experiments/option-error.js";
export { optionsOfRecipe } from "../experiments/recipe.js";
export { EXPERIMENTS, experimentNamed, runExperiment } from "../experiments/run-experiment.js";
export { type SurvivorLawData, survivorLaw } from "../experiments/survivors/law.js";
export type { SweepHeader, SweepJob, SweepLine } from "../experiments/sweep/line.js";
export { runCountOf, type SweepPlan, sweepPlan } from "../experiments/sweep/plan.js";
export { seedOfRun } from "../experiments/sweep/seed.js";
export {
  parseShard,
  runCountOfShard,
  type Shard,
  WHOLE_SWEEP,
} from "../experiments/sweep/shard.js";
export { runSweep, runSweepBatch, type SweepOptions } from "../experiments/sweep/sweep.js";
export {
  chanceToStay,
  type Expectation,
  emptyPoolChanceLog10,
  expectedArenasLeft,
  type FullArenas,
  keepForShare,
  type ObjectPacking,
  packingOf,
  stringTheory,
  typicalStringBytes,
} from "../experiments/theory.js";
export { type ThreeWaysRow, threeWays } from "../experiments/three-ways.js";
export { loadWordList } from "../experiments/tries/word-list.js";
export { runOnV8, type V8Run, type V8Stage } from "../experiments/v8-heap.js";
