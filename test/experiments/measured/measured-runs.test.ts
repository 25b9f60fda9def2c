import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED_RUNS, measuredRun } from "../../../src/experiments/measured/measured-runs.js";
import { PYTHON_VERSIONS } from "../../../src/pymalloc/geometry.js";
import { measuredRunsText } from "../../../tools/make-measured-runs.mjs";

test("the measured runs that the library carries are those of the tests' data", () => {
  const file = new URL("../../../src/experiments/measured/measured-runs-data.ts", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(measuredRunsText());
});

test("every version has the string experiments with the notebooks' seed", () => {
  for (const python of PYTHON_VERSIONS) {
    for (const experiment of ["random-half", "rare-survivors", "first-half"]) {
      const run = measuredRun(experiment, python, 20240607);
      expect(run.stages.map(({ name }) => name)).toEqual(["startup", "allocated", "deleted"]);
    }
  }
});

test("every run says when, on what and how it was measured, and adds up", () => {
  for (const { provenance, release, python, stages } of MEASURED_RUNS) {
    expect(provenance.measured).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(provenance.machine && provenance.how).toBeTruthy();
    expect(release.startsWith(`${python}.`)).toBe(true);
    for (const { arenas } of stages) {
      expect(arenas.total - arenas.reclaimed).toBe(arenas.current);
    }
  }
});

test("a run that nobody measured is refused with the seeds there are", () => {
  expect(() => measuredRun("random-half", "3.11", 2)).toThrow(
    "with seed 2; there are 1, 20240607, 7",
  );
  expect(() => measuredRun("toy", "3.11", 2)).toThrow("there are none");
});
