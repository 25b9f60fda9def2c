/**
 * What a sweep runs: every experiment on every version, with every count and every
 * share, and each of those with the same seeds.
 */
import {
  PYTHON_VERSIONS,
  type PythonVersion,
  parsePythonVersion,
} from "../../pymalloc/geometry.js";
import { PRIMER_PYTHON } from "../experiment.js";
import { assertCount, assertKeep } from "../limits.js";
import { OptionError } from "../option-error.js";
import { EXPERIMENTS, experimentNamed } from "../run-experiment.js";
import { assertSweepSeed } from "./seed.js";

/** A plan, whole and checked: a sweep's output carries it. */
export interface SweepPlan {
  readonly experiments: readonly string[];
  readonly python: readonly PythonVersion[];
  /** Objects a run makes. */
  readonly count: readonly number[];
  /** Chances to be kept, 0 to 1; `null` is each experiment's own. */
  readonly keep: readonly number[] | null;
  /** Runs of each combination, each with another seed. */
  readonly seeds: number;
  /** What the runs' seeds are derived from: 0 to 2^32 - 1. */
  readonly seed: number;
}

const FIELDS = ["experiments", "python", "count", "keep", "seeds", "seed"] as const;

const MAX_RUNS = 10_000_000;

/**
 * Makes a plan of what somebody wrote; what is left out has a default.
 *
 * @param draft - an object with some of the plan's fields, as a plan file has it.
 * @throws {OptionError} when a field is unknown or has no value that a run takes.
 *
 * @example
 * sweepPlan({ experiments: ["first-half"], count: [1000], seeds: 2 }).python; // => ["3.11"]
 */
export function sweepPlan(draft: unknown): SweepPlan {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) {
    throw new OptionError(`a plan must be an object, got ${JSON.stringify(draft)}`);
  }
  const fields: Readonly<Record<string, unknown>> = { ...draft };
  const unknown = Object.keys(fields).find((name) => !FIELDS.some((known) => known === name));
  if (unknown !== undefined) {
    throw new OptionError(`a plan has no field "${unknown}"; it has ${FIELDS.join(", ")}`);
  }
  const plan: SweepPlan = {
    experiments: strings("experiments", fields["experiments"] ?? []).map(sweepable),
    python: pythons(fields["python"] ?? [PRIMER_PYTHON]),
    count: numbers("count", fields["count"] ?? [1_000_000]),
    keep: fields["keep"] == null ? null : numbers("keep", fields["keep"]),
    seeds: number("seeds", fields["seeds"] ?? 1),
    seed: number("seed", fields["seed"] ?? 1),
  };
  assertPlan(plan);
  return plan;
}

/**
 * Runs of a plan.
 *
 * @example
 * runCountOf(sweepPlan({ experiments: ["random-half"], python: ["3.8", "3.11"], seeds: 5 })); // => 10
 */
export function runCountOf({ experiments, python, count, keep, seeds }: SweepPlan): number {
  return experiments.length * python.length * count.length * (keep?.length ?? 1) * seeds;
}

function assertPlan(plan: SweepPlan): void {
  const { experiments, python, count, keep, seeds, seed } = plan;
  const lists = Object.entries({ experiments, python, count, ...(keep && { keep }) });
  for (const [name, values] of lists) assertList(name, values);
  count.forEach(assertCount);
  keep?.forEach(assertKeep);
  assertSweepSeed(seed);
  if (!Number.isSafeInteger(seeds) || seeds < 1) {
    throw new OptionError(`seeds must be a whole number of runs, 1 or more, got ${seeds}`);
  }
  const runs = runCountOf(plan);
  if (runs > MAX_RUNS) {
    throw new OptionError(`a sweep has at most ${MAX_RUNS} runs, this plan has ${runs}`);
  }
}

function assertList(name: string, values: readonly (string | number)[]): void {
  if (values.length === 0) throw new OptionError(`${name} must name one at least, got none`);
  const twice = values.find((value, i) => values.indexOf(value) < i);
  if (twice !== undefined) throw new OptionError(`${name} has ${twice} twice`);
}

function sweepable(name: string): string {
  const isSeeded = experimentNamed(name).defaults.seed !== null;
  if (isSeeded) return name;
  const others = EXPERIMENTS.filter((one) => one.defaults.seed !== null).map((one) => one.name);
  throw new OptionError(`${name} has no seed to vary; a sweep takes ${others.join(", ")}`);
}

function pythons(value: unknown): PythonVersion[] {
  if (value === "all") return [...PYTHON_VERSIONS];
  return strings("python", value).map(parsePythonVersion);
}

function strings(name: string, value: unknown): string[] {
  return list(name, value).map((one) => {
    if (typeof one === "string") return one;
    throw new OptionError(`${name} must be texts, got ${JSON.stringify(one)}`);
  });
}

function numbers(name: string, value: unknown): number[] {
  return list(name, value).map((one) => number(name, one));
}

function list(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new OptionError(`${name} must be a list, got ${JSON.stringify(value)}`);
}

function number(name: string, value: unknown): number {
  if (typeof value === "number") return value;
  throw new OptionError(`${name} must be a number, got ${JSON.stringify(value)}`);
}
