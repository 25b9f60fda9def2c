/** Three pages speak of the same runs. What they say is counted here, from the runs themselves. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED_RUNS } from "../../src/experiments/measured/measured-runs.js";
import { PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { agreementFigure, DIFFERENCE_MARK } from "../../tools/comparison-page.mjs";

const root = new URL("../../", import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), "utf8");
const page = (name: string) => textOf(`docs/${name}.md`).replaceAll(/\s+/g, " ");

/** Rows of the page that has every run; a test of the simulator holds each against a run of it. */
const rows = textOf("docs/simulator-and-cpython.md")
  .split("\n")
  .filter((line) => /^\| 3\.\d+\.\d+ \|/.test(line));
const recorded = rows.slice(0, MEASURED_RUNS.length);
const ownStart = rows.slice(MEASURED_RUNS.length);
const isEqual = (row: string) => !row.includes(DIFFERENCE_MARK);
const equal = (some: readonly string[]) => some.filter(isEqual).length;
const WORDS = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];

test("every run that is carried or in the tests' data is a row of the page", () => {
  const runs = ["more", "debian"].flatMap(
    (name) => JSON.parse(textOf(`test/data/seeded-runs-${name}.json`)).runs,
  );
  expect(ownStart).toHaveLength(runs.length);
});

test("how exact counts the runs and the differing ones as the page of all runs has them", () => {
  const howExact = page("how-exact");
  expect(howExact).toContain(`| ${rows.length} runs | ${rows.length - equal(rows)} |`);
  expect(howExact).toContain(
    `${recorded.length} runs start on the heap that was recorded for their version, and ${equal(recorded)} of them are equal`,
  );
  expect(howExact).toContain(
    `${ownStart.length} start as their own process said it started, and ${equal(ownStart)} of them are equal`,
  );
  const experiments = new Set(rows.map((row) => row.split(" | ")[1]));
  expect(howExact).toContain(
    `${WORDS[experiments.size]?.replace(/^./, (letter) => letter.toUpperCase())} experiments, all ${WORDS[PYTHON_VERSIONS.length]} versions`,
  );
});

test("the runs that differ are those that are named, by as much", () => {
  const differing = rows
    .filter((row) => !isEqual(row))
    .map((row) => {
      const [python = "", experiment = ""] = row.slice(2).split(" | ");
      const [, ours = "", theirs = ""] = /(\d+)≠(\d+)/.exec(row) ?? [];
      const release = python.split(".").slice(0, 2).join(".");
      return { release, experiment, arenas: Math.abs(Number(ours) - Number(theirs)) };
    });
  expect(page("how-exact")).toContain(`The ${WORDS[differing.length]} that differ`);
  const [old, later, ...others] = differing;
  expect(others).toEqual([]);
  expect(page("how-exact")).toContain(
    `${old?.experiment} on ${old?.release} and on ${later?.release} by ${WORDS[later?.arenas ?? 0]} arenas.`,
  );
  expect(old?.arenas).toBe(later?.arenas);
});

test("no page says that a version is not compared which is", () => {
  for (const version of PYTHON_VERSIONS) {
    expect(
      rows.some((row) => row.startsWith(`| ${version}.`)),
      version,
    ).toBe(true);
  }
  for (const name of ["how-exact", "same-seed-same-arenas"]) {
    expect(page(name)).not.toMatch(/not at hand|no real run|no seeded run/);
  }
});

test("the figures of the page have a square for every run, hollow where one differs", () => {
  const text = textOf("docs/simulator-and-cpython.md");
  for (const some of [recorded, ownStart]) {
    const figure = agreementFigure(some);
    expect(text).toContain(figure);
    expect(figure.match(/<i/g)).toHaveLength(some.length);
    expect(figure.match(/is-different/g) ?? []).toHaveLength(some.length - equal(some));
  }
});
