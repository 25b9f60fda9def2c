/** Options of experiments as they stand on a command line. */
import { type ExperimentOptions, experimentNamed } from "../../doors/experiments.js";
import { UsageError } from "./usage-error.js";

/** @throws {UsageError} when it is not a whole number. */
export function parseSeed(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new UsageError(`seed must be a whole number, as for random.seed(), got "${text}"`);
  }
  return BigInt(text);
}

/**
 * Reads a number; absent stays absent.
 *
 * @throws {UsageError} when it is not a number.
 */
export function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new UsageError(`${name} must be a number, got "${text}"`);
  return value;
}

/** Options as they are written, in the order in which a message names them. */
export const EXPERIMENT_FLAGS: readonly (readonly [
  flag: string,
  option: keyof ExperimentOptions,
])[] = [
  ["--python", "python"],
  ["--seed", "seed"],
  ["--count", "count"],
  ["--keep", "keep"],
  ["--request-bytes", "requestBytes"],
  ["--nodes", "nodes"],
  ["--mode", "mode"],
  ["--layout", "layout"],
  ["--order", "order"],
  ["--arena-kib", "arenaBytes"],
  ["--check", "check"],
];

/**
 * Refuses an option that an experiment ignores: it would be taken for one that changed nothing.
 *
 * @param offered - names of the options that the command has, without dashes.
 * @throws {UsageError} with the options that the experiment takes.
 */
export function refuseUnused(
  experiment: string,
  options: ExperimentOptions,
  offered: readonly string[],
): void {
  const { takes } = experimentNamed(experiment);
  const unused = EXPERIMENT_FLAGS.find(
    ([, option]) => option in options && !takes.includes(option),
  );
  if (unused === undefined) return;
  const taken = EXPERIMENT_FLAGS.filter(([, option]) => takes.includes(option))
    .map(([flag]) => flag)
    .filter((flag) => offered.includes(flag.slice(2)));
  throw new UsageError(`${experiment} does not use ${unused[0]}; it takes ${taken.join(", ")}`);
}
