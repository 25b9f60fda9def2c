/**
 * A sweep: its runs in order, made by as many workers as there are.
 *
 * What makes the runs is the caller's: threads in Node, web workers in a browser, or
 * nothing but the function itself. Whatever it is, the lines come in the same order.
 */
import { runSweepJob, type SweepJob, type SweepLine, sweepJob } from "./line.js";
import type { SweepPlan } from "./plan.js";
import { jobOfShard, runCountOfShard, type Shard, WHOLE_SWEEP } from "./shard.js";

/** Makes some runs: the lines are those of the jobs, in their order. */
export type RunBatch = (jobs: readonly SweepJob[]) => Promise<readonly SweepLine[]>;

/** How a sweep is run. */
export interface SweepOptions {
  readonly shard?: Shard;
  /** Runs of the shard that are there already, and are left out. */
  readonly done?: number;
  /** Batches that are worked on at one time. */
  readonly workers?: number;
  readonly runBatch?: RunBatch;
}

/** Objects after which a batch is large enough that handing it over costs nothing beside it. */
const BATCH_OBJECTS = 500_000;
const MAX_BATCH = 200;

/** Batches a worker may be ahead of the line that is written next: a slow one holds up no other. */
const BATCHES_AHEAD = 4;

/**
 * Makes runs one after the other, here.
 *
 * @example
 * const plan = sweepPlan({ experiments: ["random-half"], count: [1000] });
 * (await runSweepBatch([sweepJob(plan, 0)])).length; // => 1
 */
export async function runSweepBatch(jobs: readonly SweepJob[]): Promise<SweepLine[]> {
  const lines: SweepLine[] = [];
  for (const job of jobs) lines.push(await runSweepJob(job));
  return lines;
}

/**
 * Runs a sweep, or a shard of it; gives its lines in order, each as soon as all before it
 * are there.
 *
 * @throws what the first failing run throws, after the lines before it.
 *
 * @example
 * const plan = sweepPlan({ experiments: ["random-half"], count: [1000], seeds: 2 });
 * const lines = [];
 * for await (const line of runSweep(plan)) lines.push(line.job);
 * lines; // => [0, 1]
 */
export async function* runSweep(
  plan: SweepPlan,
  { shard = WHOLE_SWEEP, done = 0, workers = 1, runBatch = runSweepBatch }: SweepOptions = {},
): AsyncGenerator<SweepLine> {
  const batches = batchesOf(plan, shard, done);
  const open: Promise<readonly SweepLine[]>[] = [];
  const openNext = () => {
    const next = batches.next();
    if (next.done) return;
    const lines = runBatch(next.value);
    // It may fail before its turn comes; whoever waits for it then is told.
    lines.catch(() => {});
    open.push(lines);
  };
  for (let i = 0; i < workers * BATCHES_AHEAD; i++) openNext();
  for (let oldest = open.shift(); oldest !== undefined; oldest = open.shift()) {
    const lines = await oldest;
    openNext();
    yield* lines;
  }
}

function* batchesOf(plan: SweepPlan, shard: Shard, done: number): Generator<SweepJob[]> {
  const end = runCountOfShard(plan, shard);
  let batch: SweepJob[] = [];
  let objects = 0;
  for (let index = done; index < end; index++) {
    const job = sweepJob(plan, jobOfShard(shard, index));
    batch.push(job);
    objects += job.count;
    if (objects < BATCH_OBJECTS && batch.length < MAX_BATCH) continue;
    yield batch;
    batch = [];
    objects = 0;
  }
  if (batch.length > 0) yield batch;
}
