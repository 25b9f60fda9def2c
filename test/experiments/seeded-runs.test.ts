import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import type { PythonVersion } from "../../src/pymalloc/geometry.js";

interface Figures {
  total: number;
  reclaimed: number;
  highwater: number;
  current: number;
}

/** A run of a real interpreter; see test/data/README.md. */
interface MeasuredRun {
  python: PythonVersion;
  experiment: string;
  seed: number;
  startup: Figures;
  allocated: Figures;
  deleted: Figures;
}

const runs: MeasuredRun[] = JSON.parse(
  readFileSync(new URL("../data/seeded-runs.json", import.meta.url), "utf8"),
);

const arenaLines = ({ total, reclaimed, highwater, current }: Figures) =>
  `${total} total, ${reclaimed} reclaimed, ${highwater} highwater, ${current} current`;

test("the measured runs are of six versions, three experiments and three seeds", () => {
  expect(new Set(runs.map((run) => run.python)).size).toBe(6);
  expect(runs.length).toBe(6 * 3 * 3);
});

test.each(runs)(
  "$experiment on $python, seed $seed: the arenas of the real process",
  async (run) => {
    const { stages } = await runExperiment(run.experiment, { python: run.python, seed: run.seed });
    const simulated = stages.map(({ name, arenas }) => `${name}: ${arenaLines(arenas)}`);
    const measured = (["startup", "allocated", "deleted"] as const).map(
      (name) => `${name}: ${arenaLines(run[name])}`,
    );
    expect(simulated).toEqual(measured);
  },
);
