import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { floatReprLength } from "../../src/cpython/float-repr.js";
import { PythonRandom } from "../../src/cpython/random.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import {
  chanceToStay,
  emptyPoolChanceLog10,
  expectedArenasLeft,
  keepForShare,
  packingOf,
  stringTheory,
} from "../../src/experiments/theory.js";
import type { PythonVersion } from "../../src/pymalloc/geometry.js";

/** A run of 1,000,000 strings on a real interpreter; see test/data/README.md. */
interface SeedRun {
  python: PythonVersion;
  seed: number;
  experiment: string;
  keep: number;
  kept: number;
  startup: number;
  allocated: number;
  deleted: number;
  offGrid: number;
}

type Row = (string | number)[];

const { columns, runs: rows }: { columns: string[]; runs: Row[] } = JSON.parse(
  readFileSync(new URL("../data/seeds-20.json", import.meta.url), "utf8"),
);
const runs = rows.map(
  (row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])) as unknown as SeedRun,
);

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const deviation = (numbers: number[]) => {
  const middle = mean(numbers);
  return Math.sqrt(mean(numbers.map((one) => (one - middle) ** 2)));
};

test("the worked figures: strings in an arena, and arenas that stay", () => {
  const theory = stringTheory("3.11", { count: 1_000_000, keep: 0.00005 });
  expect(theory).toMatchObject({ blockBytes: 80, objectsPerPool: 204, objectsPerArena: 13_056 });
  expect(theory.expected).toBeCloseTo(36.7, 1);
  expect(theory.spread).toBeCloseTo(4.4, 1);
  expect(stringTheory("3.13", { count: 1_000_000, keep: 0.00005 }).objectsPerArena).toBe(16_320);
  expect(stringTheory("3.8", { count: 1_000_000, keep: 0.00005 }).objectsPerArena).toBe(3200);
});

test("an arena off the pool grid has a pool less", () => {
  expect(packingOf("3.11", 67, 1).objectsPerArena).toBe(63 * 204);
  expect(packingOf("3.11", 512).objectsPerArena).toBe(64 * 31);
  expect(() => packingOf("3.11", 513)).toThrow("513 bytes is not served from arenas");
});

test.each([
  ["3.11", 0.00005],
  ["3.13", 0.00005],
  ["3.11", 0.0002],
  ["3.13", 0.0002],
] as const)("measured on %s, keep %d: the mean lies where the formula says", (python, keep) => {
  const measured = runs.filter((run) => run.python === python && run.keep === keep);
  const gridPools = measured.map(({ offGrid, allocated }) => offGrid / allocated);
  const theory = stringTheory(python, { count: 1_000_000, keep, offGrid: mean(gridPools) });
  const left = measured.map(({ deleted, startup }) => deleted - startup);
  // The mean of m runs strays by spread / sqrt(m); three times that, and the arena or
  // two at the borders that the formula leaves out.
  const tolerance = (3 * theory.spread) / Math.sqrt(measured.length) + 1;
  expect(Math.abs(mean(left) - theory.expected)).toBeLessThan(tolerance);
  if (measured.length < 20) return;
  expect(deviation(left) / theory.spread).toBeGreaterThan(0.6);
  expect(deviation(left) / theory.spread).toBeLessThan(1.5);
});

test("simulated runs lie where the measured ones do", async () => {
  const count = 150_000;
  const keep = 0.0001;
  const theory = stringTheory("3.9", { count, keep });
  const left: number[] = [];
  for (let seed = 1; seed <= 20; seed++) {
    const { stages } = await runExperiment("rare-survivors", { python: "3.9", seed, count, keep });
    left.push(stages[2]!.arenas.current - stages[0]!.arenas.current);
  }
  const tolerance = (3 * theory.spread) / Math.sqrt(left.length) + 1;
  expect(Math.abs(mean(left) - theory.expected)).toBeLessThan(tolerance);
});

test("the seeded random numbers keep the strings that the real runs kept", () => {
  const [run] = runs.filter(({ experiment }) => experiment === "rare-survivors");
  if (run === undefined) throw new Error("there is no such run");
  const random = new PythonRandom(run.seed);
  for (let i = 0; i < 1_000_000; i++) floatReprLength(random.random());
  let kept = 0;
  for (let i = 0; i < 1_000_000; i++) if (random.random() < run.keep) kept += 1;
  expect(kept).toBe(run.kept);
});

test("what half of the strings leaves: nothing comes back, measured and by the formula", () => {
  const half = runs.filter(({ experiment }) => experiment === "random-half");
  expect(half.length).toBeGreaterThan(5);
  for (const run of half) expect(run.deleted).toBe(run.allocated);
  expect(emptyPoolChanceLog10(204, 0.5)).toBeCloseTo(-61.4, 1);
});

test("the chance to stay is that of n throws, also where it is tiny", () => {
  const objects = fc.integer({ min: 1, max: 40 });
  const keep = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(objects, keep, (n, p) => {
      const byThrows = 1 - Array.from({ length: n }, () => 1 - p).reduce((a, b) => a * b, 1);
      expect(chanceToStay(n, p)).toBeCloseTo(byThrows, 9);
      const { expected, spread } = expectedArenasLeft({ arenas: 9, objectsPerArena: n, keep: p });
      expect(expected).toBeLessThanOrEqual(9);
      expect(spread).toBeLessThanOrEqual(1.5);
    }),
  );
  expect(chanceToStay(1000, 1e-18)).toBeCloseTo(1e-15, 20);
});

test("the share kept and the arenas that stay are each other's inverse", () => {
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 20_000 }), (part, objects) => {
      expect(chanceToStay(objects, keepForShare(part, objects))).toBeCloseTo(part, 9);
    }),
  );
});

test.each([-0.1, 1.1, Number.NaN])("a share of %d is refused", (keep) => {
  expect(() => chanceToStay(10, keep)).toThrow("from 0 to 1");
  expect(() => keepForShare(keep, 10)).toThrow("from 0 to 1");
});
