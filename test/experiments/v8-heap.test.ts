import { expect, test } from "vitest";
import { runOnV8 } from "../../src/experiments/v8-heap.js";

test("on V8 half of the strings frees half of the bytes, and only compacting gives pages back", async () => {
  const { stages, keptCount } = await runOnV8({ count: 300_000 });
  const [startup, allocated, dropped, collected, compacted] = stages;
  expect(stages.map(({ name }) => name)).toEqual([
    "startup",
    "allocated",
    "dropped",
    "collected",
    "compacted",
  ]);
  expect(keptCount / 300_000).toBeCloseTo(0.5, 1);
  const made = allocated!.usedBytes - startup!.usedBytes;
  expect(made).toBeGreaterThan(300_000 * 24);
  expect(dropped!.usedBytes).toBeGreaterThan(allocated!.usedBytes - made * 0.05);
  expect(dropped!.usedBytes - collected!.usedBytes).toBeGreaterThan(made * 0.4);
  // Some pages may go either way; the difference between the two collections is large.
  expect(allocated!.heldBytes - collected!.heldBytes).toBeLessThan(made * 0.25);
  expect(allocated!.heldBytes - compacted!.heldBytes).toBeGreaterThan(made * 0.35);
  expect(compacted!.collectionMs).toBeGreaterThan(0);
});

test("a share that is none is refused before anything is made", async () => {
  await expect(runOnV8({ keep: 2 })).rejects.toThrow("keep must be a share from 0 to 1, got 2");
});
