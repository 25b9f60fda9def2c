/** `pymalloc-lab sweep`: many runs of experiments, on many workers, one line each. */
import { availableParallelism, totalmem } from "node:os";
import { runCountOfShard, runSweep, type SweepHeader } from "../../doors/experiments.js";
import { approximateRunBytes, SWEEP_FORMAT } from "../../doors/internal.js";
import { readNumber } from "../arguments/experiment-arguments.js";
import { readArguments } from "../arguments/read-arguments.js";
import { parsingArguments, UsageError } from "../arguments/usage-error.js";
import { planOf, shardOf } from "./arguments.js";
import { mergeSweep } from "./merge.js";
import { SweepOutput } from "./output.js";
import { startSweepPool } from "./pool.js";
import { SweepProgress } from "./progress.js";

const OPTIONS = {
  experiment: { type: "string" },
  python: { type: "string" },
  count: { type: "string" },
  keep: { type: "string" },
  seeds: { type: "string" },
  seed: { type: "string" },
  plan: { type: "string" },
  shard: { type: "string" },
  workers: { type: "string" },
  out: { type: "string" },
  merge: { type: "boolean", default: false },
} as const;

/** Runs the subcommand; see the command's help for its arguments. */
export async function sweepCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  const { out, merge, plan: planFile, shard: shardText, workers: workersText, ...texts } = values;
  if (out === undefined) throw new UsageError("sweep takes --out FILE, and none is given");
  if (merge) {
    const other = Object.keys(values).find((name) => name !== "out" && name !== "merge");
    if (other !== undefined) throw new UsageError(`--merge takes files and --out, not --${other}`);
    const runs = await mergeSweep(positionals, out);
    process.stderr.write(`${out}: ${runs} runs of ${positionals.length} shards\n`);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(`sweep takes options only, got "${positionals[0]}"`);
  }
  const plan = parsingArguments(() => planOf(planFile, texts));
  const shard = shardOf(shardText, plan, process.env);
  const workers = workersOf(workersText, Math.max(...plan.count));
  return await sweepInto(out, { format: SWEEP_FORMAT, plan, shard }, workers);
}

async function sweepInto(path: string, header: SweepHeader, workers: number): Promise<number> {
  const { plan, shard } = header;
  const runs = runCountOfShard(plan, shard);
  const output = await SweepOutput.open(path, header);
  const { done } = output;
  const pool = startSweepPool(workers);
  const progress = new SweepProgress(process.stderr, runs, done);
  const release = leaveOnSignal(path);
  try {
    const options = { shard, done, workers, runBatch: pool.runBatch };
    for await (const line of runSweep(plan, options)) {
      output.add(line);
      progress.add();
    }
  } finally {
    release();
    progress.clear();
    output.close();
    await pool.end();
  }
  const before = done === 0 ? "" : `, of which ${done} were there`;
  process.stderr.write(`${path}: ${runs} runs${before}\n`);
  return 0;
}

/** Says what a signal leaves. Lines are written whole, so that nothing has to be tidied up. */
function leaveOnSignal(path: string): () => void {
  const leave = (signal: NodeJS.Signals) => {
    process.stderr.write(
      `\npymalloc-lab: ${signal}; ${path} has the runs so far, and the same command continues it\n`,
    );
    process.exit(1);
  };
  process.on("SIGINT", leave).on("SIGTERM", leave);
  return () => process.off("SIGINT", leave).off("SIGTERM", leave);
}

/** @throws {UsageError} when they are not a number of workers, or more than memory is there for. */
function workersOf(text: string | undefined, greatestCount: number): number {
  const workers = readNumber("workers", text) ?? availableParallelism();
  if (!Number.isSafeInteger(workers) || workers < 1) {
    throw new UsageError(`workers must be a whole number, 1 or more, got "${text}"`);
  }
  const bytes = workers * approximateRunBytes(greatestCount);
  const limit = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  if (bytes > limit) {
    const [needed, there] = [bytes, limit].map((one) => (one / 1e9).toFixed(1));
    throw new UsageError(
      `${workers} workers with runs of ${greatestCount} objects need about ${needed} GB, there are ${there}; take fewer with --workers`,
    );
  }
  return workers;
}
