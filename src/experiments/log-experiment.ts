/** Runs an experiment and keeps every operation of it. */

import { LoggedPymalloc } from "../recording/log/logged-pymalloc.js";
import type { PlayableRun } from "../recording/player/run-player.js";
import type { Stage } from "../recording/recording.js";
import type { ExperimentOptions } from "./experiment.js";
import { runExperiment } from "./run-experiment.js";

/** A run with its name and its named moments. */
export interface NamedRun extends PlayableRun {
  readonly title: string;
  readonly python: string;
  readonly marks: readonly Pick<Stage, "name" | "step">[];
}

/**
 * Runs an experiment, to be played.
 *
 * @throws {RangeError} when the name or an option is not one it can run with.
 *
 * @example
 * (await logExperiment("toy")).marks.length; // => 3
 */
export async function logExperiment(
  name: string,
  options: ExperimentOptions = {},
): Promise<NamedRun> {
  let logged: LoggedPymalloc | undefined;
  const { python, recording } = await runExperiment(name, {
    ...options,
    watch: (allocator) => {
      logged = new LoggedPymalloc(allocator);
      return logged;
    },
  });
  if (logged === undefined) throw new Error(`${name} made no allocator`);
  const { geometry } = logged;
  return {
    ...logged.loggedRun(),
    geometry,
    title: recording.title,
    python,
    marks: recording.stages.map(({ name, step }) => ({ name, step })),
  };
}
