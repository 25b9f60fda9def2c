import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED_RUNS } from "../../src/experiments/measured/measured-runs.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import type { ArenaFigures } from "../../src/pymalloc/heap/heap-reader.js";
import { comparisonRow, DIFFERENCE_MARK } from "../../tools/comparison-page.mjs";

const page = readFileSync(new URL("../../docs/simulator-and-cpython.md", import.meta.url), "utf8");

/** 3.14 ran with another layout, and blocks-512 on a machine with another. */
const isElsewhere = ({ python, experiment }: (typeof MEASURED_RUNS)[number]) =>
  python === "3.14" || experiment === "blocks-512";
const repeatable = MEASURED_RUNS.filter((run) => !isElsewhere(run));
const elsewhere = MEASURED_RUNS.filter(isElsewhere);
/** Arenas that a layout makes more or less: one in 80, two in 500. */
const ARENAS_BY_LAYOUT = { "blocks-512": 2 } as Record<string, number>;

const arenaLines = ({ total, reclaimed, highwater, current }: ArenaFigures) =>
  `${total} total, ${reclaimed} reclaimed, ${highwater} highwater, ${current} current`;

test("the string experiments were measured on eight versions with three seeds each", () => {
  expect(new Set(repeatable.map((run) => run.python)).size).toBe(8);
  expect(repeatable.length).toBe(8 * 3 * 3);
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
  "$experiment on $python: within an arena or two of a run with another layout",
  async ({ release, ...run }) => {
    const { python, seed, count, keep } = run;
    const { stages } = await runExperiment(run.experiment, { python, seed, count, keep });
    const simulated = stages.map(({ arenas }) => arenas);
    const measured = run.stages.map(({ arenas }) => arenas);
    simulated.forEach((arenas, i) => {
      for (const name of ["total", "reclaimed", "highwater", "current"] as const) {
        expect(Math.abs(arenas[name] - measured[i]![name])).toBeLessThanOrEqual(
          ARENAS_BY_LAYOUT[run.experiment] ?? 1,
        );
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
