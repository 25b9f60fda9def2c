import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExperiment } from "../../src/experiments/run-experiment.js";

/** The runs that the landing page draws; `npm run hero` makes them. */
const runs: { experiment: string; keptCount: number; recording: { snapshots: unknown[] } }[] =
  JSON.parse(readFileSync(new URL("../../src/site/data/hero.json", import.meta.url), "utf8"));

test("the landing page draws three experiments", () => {
  expect(runs.map((run) => run.experiment)).toEqual([
    "random-half",
    "first-half",
    "rare-survivors",
  ]);
});

test.each(runs)("the landing page's $experiment is what a run gives today", async (drawn) => {
  const { keptCount, recording } = await runExperiment(drawn.experiment);
  expect(drawn.keptCount).toBe(keptCount);
  const snapshots = recording.snapshots.filter(({ stage }) => stage === "deleted");
  expect(drawn.recording).toEqual({ ...recording, snapshots });
});
