/** One run for the dials, as the worker does it. */
import {
  type ExperimentResult,
  type ExperimentTheory,
  experimentNamed,
  runExperiment,
} from "pymalloc-lab/experiments";
import { type ArenaTone, arenaTones } from "./arena-tones";
import type { Answer } from "./latest-wins";
import type { DialSettings } from "./settings";

/** What the page asks of its worker. */
export interface DialJob extends Answer {
  readonly settings: DialSettings;
  /** Strings to make: fewer than the settings say in a first look. */
  readonly count: number;
}

/** What comes back. */
export interface DialOutcome {
  readonly job: DialJob;
  readonly result: ExperimentResult;
  readonly theory: ExperimentTheory | undefined;
  /** All arenas at the end. */
  readonly tones: readonly ArenaTone[];
  /** How long the run took. */
  readonly milliseconds: number;
}

/** Runs the settings with so many strings. */
export async function runDials(job: DialJob): Promise<DialOutcome> {
  const { python, seed, keep, order, arenaKib } = job.settings;
  const options = {
    python,
    seed,
    keep,
    order,
    count: job.count,
    ...(arenaKib !== undefined && { arenaBytes: arenaKib * 1024 }),
  };
  const from = performance.now();
  const result = await runExperiment("random-half", options);
  const milliseconds = performance.now() - from;
  const tones = arenaTones(result.recording);
  // The maps are much, and nothing here draws them pool by pool.
  const recording = { ...result.recording, snapshots: [] };
  const theory = experimentNamed("random-half").theory?.(options);
  return { job, result: { ...result, recording }, theory, tones, milliseconds };
}
