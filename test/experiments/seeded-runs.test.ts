import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED_RUNS } from "../../src/experiments/measured/measured-runs.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import type { ArenaFigures } from "../../src/pymalloc/heap/heap-reader.js";
import { comparisonRow, DIFFERENCE_MARK } from "../../tools/comparison-page.mjs";

const page = readFileSync(new URL("../../docs/simulator-and-cpython.md", import.meta.url), "utf8");

/** blocks-512 ran on a machine with another layout. */
const isElsewhere = ({ experiment }: (typeof MEASURED_RUNS)[number]) => experiment === "blocks-512";
const repeatable = MEASURED_RUNS.filter((run) => !isElsewhere(run));
const elsewhere = MEASURED_RUNS.filter(isElsewhere);
/** Arenas that a layout makes more or less, of some 500. */
const ARENAS_BY_LAYOUT = 2;

const arenaLines = ({ total, reclaimed, highwater, current }: ArenaFigures) =>
  `${total} total, ${reclaimed} reclaimed, ${highwater} highwater, ${current} current`;

test("the string experiments were measured on every version with three seeds or more", () => {
  for (const python of PYTHON_VERSIONS) {
    for (const experiment of ["random-half", "rare-survivors", "first-half"]) {
      const own = repeatable.filter(
        (run) => run.python === python && run.experiment === experiment,
      );
      expect(new Set(own.map(({ seed }) => seed)).size, python).toBeGreaterThanOrEqual(3);
    }
  }
});

test.each(repeatable)(
  "$experiment on $python, seed $seed: the arenas of the real process",
  async ({ release, ...run }) => {
    const { python, seed, count, keep } = run;
    const { stages } = await runExperiment(run.experiment, { python, seed, count, keep });
    const simulated = stages.map(({ arenas }) => arenas);
    const measured = run.stages.map(({ arenas }) => arenas);
    expect(simulated.map(arenaLines)).toEqual(measured.map(arenaLines));
    expect(page).toContain(comparisonRow({ ...run, version: release }, simulated, measured));
  },
);

test.each(elsewhere)(
  "$experiment on $python: within two arenas of a run with another layout",
  async ({ release, ...run }) => {
    const { python, seed, count, keep } = run;
    const { stages } = await runExperiment(run.experiment, { python, seed, count, keep });
    const simulated = stages.map(({ arenas }) => arenas);
    const measured = run.stages.map(({ arenas }) => arenas);
    simulated.forEach((arenas, i) => {
      for (const name of ["total", "reclaimed", "highwater", "current"] as const) {
        expect(Math.abs(arenas[name] - measured[i]![name])).toBeLessThanOrEqual(ARENAS_BY_LAYOUT);
      }
    });
    expect(page).toContain(comparisonRow({ ...run, version: release }, simulated, measured));
  },
);

test("the page has a row for each run and says how many are equal", () => {
  const [recorded = "", own = ""] = page.split("## Each on its own start");
  for (const part of [recorded, own]) {
    const rows = part.split("\n").filter((line) => /^\| 3\./.test(line));
    const equal = rows.filter((row) => !row.includes(DIFFERENCE_MARK)).length;
    expect(part).toContain(`**${equal} of ${rows.length}** runs`);
  }
  expect(recorded.split("\n").filter((line) => /^\| 3\./.test(line)).length).toBe(
    MEASURED_RUNS.length,
  );
});
