import { expect, test } from "vitest";
import { PythonRandom } from "../../../src/cpython/random.js";
import type { ExperimentOptions } from "../../../src/experiments/experiment.js";
import {
  CLUSTER_OBJECTS,
  DELETION_ORDERS,
  type DeletionOrder,
  stayingIn,
} from "../../../src/experiments/lists/deletion-order.js";
import { experimentNamed, runExperiment } from "../../../src/experiments/run-experiment.js";

/** Places of the objects that stay, of `count`. */
function staying(order: DeletionOrder, count: number, keep: number): number[] {
  const stays = stayingIn(order, { count, keep, random: new PythonRandom(1) });
  return Array.from({ length: count }, (_, i) => i).filter(stays);
}

test("the first, the last or every other object goes", () => {
  expect(staying("first", 6, 0.5)).toEqual([3, 4, 5]);
  expect(staying("last", 6, 0.5)).toEqual([0, 1, 2]);
  expect(staying("every-other", 6, 0.5)).toEqual([1, 3, 5]);
  expect(staying("every-other", 8, 0.25)).toEqual([3, 7]);
});

test("clusters stay or go as a whole", () => {
  const stays = staying("clustered", 20 * CLUSTER_OBJECTS, 0.5);
  expect(stays.length % CLUSTER_OBJECTS).toBe(0);
  expect(stays.length).toBeGreaterThan(0);
  expect(stays.length).toBeLessThan(20 * CLUSTER_OBJECTS);
});

test.each(DELETION_ORDERS)(
  "in the order %s nothing stays of none and everything of all",
  (order) => {
    expect(staying(order, 100, 0)).toEqual([]);
    expect(staying(order, 100, 1)).toHaveLength(100);
  },
);

const run = (options: ExperimentOptions) =>
  runExperiment("random-half", { count: 200_000, ...options });

test("the order in which the last go is the experiment of the first half", async () => {
  const { recording: byOrder } = await run({ order: "last" });
  const { recording: named } = await runExperiment("first-half", { count: 200_000 });
  expect(byOrder.arenasOverTime).toEqual(named.arenasOverTime);
});

test("with the same number gone, the order decides what comes back", async () => {
  const back = async (order: DeletionOrder) =>
    (await run({ order })).stages.at(-1)?.arenas.reclaimed;
  expect(await back("random")).toBe(0);
  expect(await back("every-other")).toBe(0);
  expect(await back("last")).toBeGreaterThan(4);
  expect(await back("first")).toBeGreaterThan(4);
});

test("other arenas are a model, and the result says so", async () => {
  const small = await run({ arenaBytes: 256 * 1024, keep: 0.0001 });
  expect(small.model).toBe(
    "Python 3.11 with arenas of 256 KiB, on an empty heap: a model, not a Python",
  );
  expect(small.recording.arenaBytes).toBe(256 * 1024);
  expect((await run({ arenaBytes: 2 ** 20 })).model).toBeUndefined();
});

test.each([16 * 1024, 300 * 1024, 0, Number.NaN])(
  "arenas of %d bytes are refused",
  async (bytes) => {
    await expect(run({ arenaBytes: bytes })).rejects.toThrow(
      "an arena of Python 3.11 must have 32 KiB, or that doubled any number of times, got",
    );
  },
);

test("no script is given for what no interpreter was measured with", () => {
  const { script } = experimentNamed("random-half");
  expect(() => script?.({ order: "clustered" })).toThrow('in the order "clustered"');
  expect(() => script?.({ arenaBytes: 2 ** 18 })).toThrow("the size of its arenas");
  expect(script?.({ order: "random" }).text).toContain("random.random() < 0.5");
});

test.each(DELETION_ORDERS)("the formula for the order %s is near the run", async (order) => {
  const options: ExperimentOptions = { order, keep: 0.3, count: 1_000_000, python: "3.9" };
  const { stages } = await run(options);
  const expected = experimentNamed("random-half").theory?.(options)?.deleted.expected ?? 0;
  const held = (stages.at(-1)?.arenas.current ?? 0) - (stages[0]?.arenas.current ?? 0);
  // Of 312 arenas; clusters are 100 throws of a coin.
  expect(Math.abs(held - expected)).toBeLessThan(order === "clustered" ? 45 : 5);
});
