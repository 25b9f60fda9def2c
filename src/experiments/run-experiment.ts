/** Every experiment by name, and the one way to run it. */

import type { Experiment, ExperimentOptions, ExperimentResult } from "./experiment.js";
import { blocks512 } from "./lists/blocks-512.js";
import { firstHalf, randomHalf, rareSurvivors } from "./lists/strings.js";
import { OptionError } from "./option-error.js";
import { recipeOf } from "./recipe.js";
import { toy } from "./toy.js";
import { trieCompression } from "./tries/trie-compression.js";

/** The experiments in reading order. */
export const EXPERIMENTS: readonly Experiment[] = [
  toy,
  randomHalf,
  rareSurvivors,
  firstHalf,
  blocks512,
  trieCompression,
];

/**
 * Finds an experiment.
 *
 * @throws {OptionError} when there is none of that name.
 *
 * @example
 * experimentNamed("toy").defaults.count; // => 12
 */
export function experimentNamed(name: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.name === name);
  if (found !== undefined) return found;
  const names = EXPERIMENTS.map((experiment) => experiment.name).join(", ");
  throw new OptionError(`no experiment is named "${name}"; there are ${names}`);
}

/**
 * Runs an experiment.
 *
 * Equal options give equal results, to the byte.
 *
 * @throws {OptionError} when the name or an option is not one it can run with.
 *
 * @example
 * const { stages } = await runExperiment("toy");
 * stages.map(({ arenas }) => arenas.current); // => [0, 3, 2]
 */
export async function runExperiment(
  name: string,
  options: ExperimentOptions = {},
): Promise<ExperimentResult> {
  const result = await experimentNamed(name).run(options);
  const recipe = recipeOf(result.experiment, result.python, options);
  if (recipe === undefined) return result;
  return { ...result, recording: { ...result.recording, recipe } };
}
