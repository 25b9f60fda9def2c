import fc from "fast-check";
import { expect, test } from "vitest";
import { runExperiment } from "../../../src/experiments/run-experiment.js";
import { type SweepLine, sweepJob } from "../../../src/experiments/sweep/line.js";
import { runCountOf, sweepPlan } from "../../../src/experiments/sweep/plan.js";
import { seedOfRun } from "../../../src/experiments/sweep/seed.js";
import { jobOfShard, parseShard, runCountOfShard } from "../../../src/experiments/sweep/shard.js";
import { type RunBatch, runSweep, runSweepBatch } from "../../../src/experiments/sweep/sweep.js";

const plan = sweepPlan({
  experiments: ["rare-survivors", "first-half"],
  python: ["3.9", "3.12"],
  count: [300, 2000],
  keep: [0.5, 0.01, 0],
  seeds: 4,
  seed: 77,
});

async function all(lines: AsyncIterable<SweepLine>): Promise<SweepLine[]> {
  const found: SweepLine[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test("a sweep has every combination once, and the seed varies fastest", () => {
  const jobs = Array.from({ length: runCountOf(plan) }, (_, job) => sweepJob(plan, job));
  expect(jobs.length).toBe(2 * 2 * 2 * 3 * 4);
  expect(new Set(jobs.map((job) => JSON.stringify({ ...job, job: 0 }))).size).toBe(jobs.length);
  const seeds = [0, 1, 2, 3].map((counter) => seedOfRun(77, counter));
  expect(jobs.slice(0, 4).map((job) => job.seed)).toEqual(seeds);
  expect(jobs[4]).toEqual({
    job: 4,
    experiment: "rare-survivors",
    python: "3.9",
    count: 300,
    keep: 0.01,
    seed: seeds[0],
  });
  expect(jobs.at(-1)).toMatchObject({ experiment: "first-half", python: "3.12", keep: 0 });
});

test("no two runs of a combination have one seed, and another sweep has others", () => {
  const seeds = Array.from({ length: 100_000 }, (_, counter) => seedOfRun(1, counter));
  expect(new Set(seeds).size).toBe(seeds.length);
  const others = new Set(Array.from({ length: 1000 }, (_, counter) => seedOfRun(2, counter)));
  expect(seeds.slice(0, 1000).filter((seed) => others.has(seed))).toEqual([]);
});

test("a line is what the experiment gives with the line's own parameters", async () => {
  const [line] = await runSweepBatch([sweepJob(plan, 30)]);
  const { experiment, python, count, keep, seed, stages, keptCount } = line!;
  const run = await runExperiment(experiment, { python, count, keep, seed });
  expect({ stages, keptCount }).toEqual({
    stages: run.stages.map(({ step: _, ...stage }) => stage),
    keptCount: run.keptCount,
  });
});

test("without a share each experiment has its own", () => {
  const own = sweepPlan({ experiments: ["rare-survivors", "random-half"] });
  expect([0, 1].map((job) => sweepJob(own, job).keep)).toEqual([0.00005, 0.5]);
});

test("the lines are in order, however many workers there are and whichever is slow", async () => {
  const expected = await all(runSweep(plan));
  const late = sweepPlan({ ...plan, count: [300, 500_000], experiments: ["first-half"] });
  const inOrder = Array.from({ length: runCountOf(late) }, (_, job) => job);
  const runBatch: RunBatch = async (jobs) => {
    // Some batches are through long before others that were handed over earlier.
    for (let turns = (jobs[0]!.job * 7) % 60; turns > 0; turns--) await Promise.resolve();
    return jobs.map((job) => ({ ...job, keptCount: 0, arenaBytes: 0, stages: [] }));
  };
  for (const workers of [1, 3]) {
    const lines = await all(runSweep(late, { workers, runBatch }));
    expect(lines.map((line) => line.job)).toEqual(inOrder);
  }
  expect(await all(runSweep(plan, { done: 17 }))).toEqual(expected.slice(17));
});

test("shards part the runs: each has its own, and together they have all", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (of) => {
      const jobs = Array.from({ length: of }, (_, i) => {
        const shard = { number: i + 1, of };
        const runs = runCountOfShard(plan, shard);
        return Array.from({ length: runs }, (_, index) => jobOfShard(shard, index));
      }).flat();
      const sorted = jobs.sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({ length: runCountOf(plan) }, (_, job) => job));
    }),
  );
});

test.each([
  [{ experiments: ["toy"] }, "toy has no seed to vary"],
  [{ experiments: ["nothing"] }, 'no experiment is named "nothing"'],
  [{ experiments: [] }, "experiments must name one at least"],
  [{ experiments: "first-half" }, 'experiments must be a list, got "first-half"'],
  [{ experiments: ["first-half"], python: ["3.16"] }, "the nearest is 3.15"],
  [{ experiments: ["first-half"], keep: [0.5, 1.5] }, "keep must be a share from 0 to 1, got 1.5"],
  [{ experiments: ["first-half"], keep: [0.5, 0.5] }, "keep has 0.5 twice"],
  [{ experiments: ["first-half"], count: [2.5] }, "count must be a whole number"],
  [{ experiments: ["first-half"], count: [1e9] }, "which would need about 16 GB"],
  [{ experiments: ["first-half"], seeds: 0 }, "seeds must be a whole number of runs, 1 or more"],
  [{ experiments: ["first-half"], seed: 0.5 }, "the seed of a sweep must be a whole number"],
  [{ experiments: ["first-half"], seeds: 1e9 }, "a sweep has at most 10000000 runs"],
  [{ experiments: ["first-half"], sedes: 3 }, 'a plan has no field "sedes"; it has experiments,'],
  [["first-half"], "a plan must be an object"],
])("the plan %j is refused: %s", (draft, message) => {
  expect(() => sweepPlan(draft)).toThrow(message);
});

test.each(["0/4", "5/4", "4", "1/0", "a/b", "-1/4"])('"%s" is not a shard', (text) => {
  expect(() => parseShard(text)).toThrow(`got "${text}"`);
});
