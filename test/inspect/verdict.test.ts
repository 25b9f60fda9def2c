import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inspectedHeld, readHeldHeap, verdict } from "../../src/doors/inspect.js";

const SAMPLE = "test/data/held-heaps/rare-survivors.held.json.gz";
const sample = async () => inspectedHeld("a heap", await readHeldHeap(readFileSync(SAMPLE)));

test("several arenas hold, and one arena holds", async () => {
  const heap = await sample();
  const [stats] = heap.stats;
  if (stats === undefined) throw new Error("the sample has no interpreter");
  const one = { ...stats, arenas: { ...stats.arenas, current: 1 } };
  expect(verdict(heap)).toMatch(/^\d\d arenas hold /);
  expect(verdict({ ...heap, stats: [one] })).toMatch(/^1 arena holds /);
});

test("the price that is told is the last at which an arena costs up to a hundred blocks", async () => {
  const heap = await sample();
  const [price] = heap.priceCurve;
  if (price === undefined) throw new Error("the sample has no prices");
  const told = (blocks: number, arenasBack: number) =>
    verdict({ ...heap, priceCurve: [{ ...price, blocks, arenasBack, bytes: 0 }] });
  expect(told(1, 1)).toContain("1 block (0.0 MiB) keeps 1 arena from coming back.");
  expect(told(200, 2)).toContain("200 blocks (0.0 MiB) keep 2 arenas from coming back.");
  expect(told(201, 2)).not.toContain("from coming back.");
});

test("a reading that contradicts itself has no verdict", async () => {
  const heap = await sample();
  expect(verdict({ ...heap, source: { ...heap.source, consistent: false } })).toBe("");
});
