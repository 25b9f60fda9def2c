/** What `pymalloc-lab sweep` is asked for, from its options or a plan file. */
import { readFileSync } from "node:fs";
import {
  parseShard,
  runCountOfShard,
  type Shard,
  type SweepPlan,
  sweepPlan,
  WHOLE_SWEEP,
} from "../../doors/experiments.js";
import { readNumber } from "../arguments/experiment-arguments.js";
import { UsageError } from "../arguments/usage-error.js";

/** Options that make a plan, each a list parted by commas or a number. */
export interface PlanTexts {
  readonly experiment?: string | undefined;
  readonly python?: string | undefined;
  readonly count?: string | undefined;
  readonly keep?: string | undefined;
  readonly seeds?: string | undefined;
  readonly seed?: string | undefined;
}

/**
 * The plan of a file, or of options.
 *
 * @throws {UsageError} when there is neither or both, or the file does not parse.
 * @throws {RangeError} when the plan is not one that a sweep takes.
 */
export function planOf(file: string | undefined, texts: PlanTexts): SweepPlan {
  const named = Object.entries(texts).find(([, text]) => text !== undefined)?.[0];
  if (file !== undefined) {
    if (named !== undefined) {
      throw new UsageError(`--plan has all of the plan; --${named} cannot be added to it`);
    }
    return sweepPlan(jsonOf(file));
  }
  if (texts.experiment === undefined) {
    throw new UsageError("sweep takes --experiment NAMES or --plan FILE, got neither");
  }
  return sweepPlan({
    experiments: texts.experiment.split(","),
    ...(texts.python && { python: texts.python === "all" ? "all" : texts.python.split(",") }),
    ...(texts.count && { count: numbersOf("count", texts.count) }),
    ...(texts.keep && { keep: numbersOf("keep", texts.keep) }),
    ...(texts.seeds && { seeds: readNumber("seeds", texts.seeds) }),
    ...(texts.seed && { seed: readNumber("seed", texts.seed) }),
  });
}

/** Where a cluster says which of its tasks this one is, and the number of the first. */
const CLUSTERS: Readonly<Record<string, { variable: string; first: number; hint: string }>> = {
  slurm: { variable: "SLURM_ARRAY_TASK_ID", first: 1, hint: "sbatch --array=1-N" },
  kubernetes: { variable: "JOB_COMPLETION_INDEX", first: 0, hint: "completionMode: Indexed" },
};

/**
 * The shard that is asked for: "2/4", or "slurm/4" and "kubernetes/4" for the one that the
 * cluster's own variable names.
 *
 * @throws {UsageError} when the variable is not there or no number of a shard.
 */
export function shardOf(
  text: string | undefined,
  plan: SweepPlan,
  environment: NodeJS.ProcessEnv,
): Shard {
  if (text === undefined) return WHOLE_SWEEP;
  const [name = "", of = ""] = text.split("/");
  const cluster = Object.hasOwn(CLUSTERS, name) ? CLUSTERS[name] : undefined;
  const shard = cluster === undefined ? parseShard(text) : shardOfTask(cluster, of, environment);
  if (runCountOfShard(plan, shard) === 0) {
    throw new UsageError(`shard ${shard.number}/${shard.of} would have no run: take fewer shards`);
  }
  return shard;
}

function shardOfTask(
  { variable, first, hint }: { variable: string; first: number; hint: string },
  of: string,
  environment: NodeJS.ProcessEnv,
): Shard {
  const task = environment[variable];
  if (task === undefined || !/^\d+$/.test(task)) {
    throw new UsageError(`${variable} is ${task ?? "not set"}; it is set by ${hint}`);
  }
  const number = Number(task) - first + 1;
  const count = Number(of);
  if (Number.isSafeInteger(count) && number >= 1 && number <= count) return { number, of: count };
  throw new UsageError(
    `${variable} is ${task}, but with ${of} shards it goes from ${first} to ${count - 1 + first}`,
  );
}

function numbersOf(name: string, text: string): number[] {
  return text.split(",").map((one) => readNumber(name, one) ?? Number.NaN);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read the plan ${file}: ${why}`);
  }
}
