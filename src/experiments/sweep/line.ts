/** The lines of a sweep's output: a header that says what was asked, and a line a run. */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { Stage } from "../../recording/recording.js";
import { experimentNamed, runExperiment } from "../run-experiment.js";
import { runCountOf, type SweepPlan } from "./plan.js";
import { seedOfRun } from "./seed.js";
import type { Shard } from "./shard.js";

/** Name and version of the output's format. */
export const SWEEP_FORMAT = "pymalloc-lab sweep 1";

/** The first line. */
export interface SweepHeader {
  readonly format: typeof SWEEP_FORMAT;
  readonly plan: SweepPlan;
  readonly shard: Shard;
}

/** One run to make. */
export interface SweepJob {
  /** Place in the whole sweep, from 0. */
  readonly job: number;
  readonly experiment: string;
  readonly python: PythonVersion;
  readonly count: number;
  readonly keep: number;
  /** Python's `random.seed(...)`. */
  readonly seed: number;
}

/** One run's line. */
export interface SweepLine extends SweepJob {
  /** Objects still alive at the end. */
  readonly keptCount: number;
  readonly arenaBytes: number;
  readonly stages: readonly Pick<Stage, "name" | "arenas" | "blocks" | "bytesInBlocks">[];
}

/**
 * The run at a place of a sweep. The seed varies fastest, then the share, the count, the
 * version, and last the experiment.
 *
 * @throws {RangeError} when the sweep has no such place.
 *
 * @example
 * const plan = sweepPlan({ experiments: ["random-half"], count: [1000], seeds: 2 });
 * sweepJob(plan, 1).count; // => 1000
 */
export function sweepJob(plan: SweepPlan, job: number): SweepJob {
  if (!Number.isInteger(job) || job < 0 || job >= runCountOf(plan)) {
    throw new RangeError(`the sweep has runs 0 to ${runCountOf(plan) - 1}, got ${job}`);
  }
  let rest = job;
  const take = (length: number) => {
    const index = rest % length;
    rest = Math.floor(rest / length);
    return index;
  };
  const seed = seedOfRun(plan.seed, take(plan.seeds));
  const keepIndex = take(plan.keep?.length ?? 1);
  const count = plan.count[take(plan.count.length)]!;
  const python = plan.python[take(plan.python.length)]!;
  const experiment = plan.experiments[rest]!;
  const keep = plan.keep?.[keepIndex] ?? experimentNamed(experiment).defaults.keep;
  return { job, experiment, python, count, keep, seed };
}

/** Makes a run of a sweep. */
export async function runSweepJob(job: SweepJob): Promise<SweepLine> {
  const { python, count, keep, seed } = job;
  const options = { python, count, keep, seed };
  const { keptCount, stages, recording } = await runExperiment(job.experiment, options);
  return {
    ...job,
    keptCount,
    arenaBytes: recording.arenaBytes,
    stages: stages.map(({ name, arenas, blocks, bytesInBlocks }) => {
      return { name, arenas, blocks, bytesInBlocks };
    }),
  };
}
