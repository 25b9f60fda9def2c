import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { heldBySurvivors } from "../../../src/charts/held-by-survivors/curves.js";
import { survivorLaw } from "../../../src/experiments/survivors/law.js";
import {
  SURVIVOR_MEASUREMENTS,
  SURVIVOR_SWEEP,
} from "../../../src/experiments/survivors/runs-data.js";
import { sweepPlan } from "../../../src/experiments/sweep/plan.js";
import { runSweep } from "../../../src/experiments/sweep/sweep.js";
import { stringTheory } from "../../../src/experiments/theory.js";

const law = survivorLaw();

test("the sweep's runs come out again as they are stored, one of each version", async () => {
  const { keep, seeds, count, seed, held } = SURVIVOR_SWEEP;
  const place = keep.indexOf(0.00005);
  const plan = sweepPlan({
    experiments: ["rare-survivors"],
    python: held.map(({ python }) => python),
    count: [count],
    keep: [0.00005],
    seeds: 1,
    seed,
  });
  for await (const { python, stages } of runSweep(plan)) {
    const stored = held.find((one) => one.python === python)?.arenas[place * seeds];
    const [startup, , deleted] = stages;
    expect((deleted?.arenas.current ?? 0) - (startup?.arenas.current ?? 0), python).toBe(stored);
  }
});

test("the command that is named makes the sweep that is stored", () => {
  const option = (name: string) =>
    new RegExp(`--${name} (\\S+)`).exec(SURVIVOR_SWEEP.command)?.[1]?.split(",");
  expect(option("python")).toEqual(SURVIVOR_SWEEP.held.map(({ python }) => python));
  expect(option("keep")?.map(Number)).toEqual(SURVIVOR_SWEEP.keep);
  expect(option("seeds")).toEqual([String(SURVIVOR_SWEEP.seeds)]);
  for (const { arenas } of SURVIVOR_SWEEP.held) {
    expect(arenas).toHaveLength(SURVIVOR_SWEEP.keep.length * SURVIVOR_SWEEP.seeds);
  }
});

test("the measured runs that the library carries are those of the tests' data", () => {
  const { provenance, runs } = JSON.parse(readFileSync("test/data/survivor-runs.json", "utf8"));
  expect(SURVIVOR_MEASUREMENTS.provenance).toEqual(provenance);
  expect(SURVIVOR_MEASUREMENTS.runs).toEqual(
    runs.map(({ version, keep, seed, startup, held }: Record<string, unknown>) => ({
      release: version,
      keep,
      seed,
      startup,
      held,
    })),
  );
});

test("the curves are the formula's, at two digits of every power of ten", () => {
  const [small, large] = law.curves;
  for (const [i, keep] of law.stops.entries()) {
    const { expected, spread } = stringTheory("3.9", { count: law.count, keep });
    expect(small?.expected[i]).toBeCloseTo(expected, 3);
    expect(small?.spread[i]).toBeCloseTo(spread, 3);
  }
  expect(law.stops).toContain(0.00005);
  for (const keep of SURVIVOR_SWEEP.keep) expect(law.stops).toContain(keep);
  expect(large?.arenaBytes).toBe(4 * (small?.arenaBytes ?? 0));
});

test("nine of ten runs, and of real interpreters too, lie in the band, give or take two arenas", () => {
  for (const { name, expected, spread, simulated, measured } of law.curves) {
    for (const runs of [simulated, ...(measured ? [measured] : [])]) {
      const inside = runs.keep.filter((keep, i) => {
        const at = law.stops.indexOf(keep);
        // The arena that is kept empty and the one that is not full are not in the formula.
        const band = 1.96 * (spread[at] ?? 0) + 2;
        return Math.abs((runs.arenas[i] ?? 0) - (expected[at] ?? 0)) <= band;
      });
      expect(inside.length / runs.keep.length, name).toBeGreaterThan(0.9);
    }
  }
});

test("what the library gives is what the chart takes", () => {
  expect(heldBySurvivors(law, { keep: 0.00005 }).at).toBe(law.stops.indexOf(0.00005));
});
