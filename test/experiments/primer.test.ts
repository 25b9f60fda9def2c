import { expect, test } from "vitest";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { geometryOf } from "../../src/pymalloc/geometry.js";

const versions = ["3.8", "3.11", "3.13"] as const;

async function run(name: string, options: Parameters<typeof runExperiment>[1] = {}) {
  const result = await runExperiment(name, options);
  const [startup, allocated, deleted] = result.stages;
  if (!startup || !allocated || !deleted) throw new Error("three stages expected");
  return { ...result, startup, allocated, deleted };
}

test.each(versions)("toy on %s: 58%% of the nodes go, and 33%% of the memory", async (python) => {
  const { allocated, deleted } = await run("toy", { python });
  const goneShare = 1 - deleted.blocks / allocated.blocks;
  const returnedShare = deleted.arenas.reclaimed / allocated.arenas.current;
  expect(Math.round(goneShare * 100)).toBe(58);
  expect(Math.round(returnedShare * 100)).toBe(33);
  expect([allocated.arenas.current, deleted.arenas.current]).toEqual([3, 2]);
});

test.each(versions)("random-half on %s: half of the strings go, no arena does", async (python) => {
  const { allocated, deleted, keptCount, count } = await run("random-half", { python });
  expect(keptCount / count).toBeCloseTo(0.5, 2);
  expect(deleted.arenas).toEqual(allocated.arenas);
  const bytesGone = 1 - deleted.bytesInBlocks / allocated.bytesInBlocks;
  expect(bytesGone).toBeCloseTo(0.5, 1);
});

test.each(versions)("first-half on %s: every arena of later strings alone goes", async (python) => {
  const { startup, allocated, deleted, recording } = await run("first-half", { python });
  expect(deleted.arenas.highwater).toBe(allocated.arenas.highwater);
  // The strings of a run fill the arenas in order, so those of the later half
  // alone are half of them, less the one the halves share.
  const ofStrings = allocated.arenas.current - startup.arenas.current;
  const returned = deleted.arenas.reclaimed - allocated.arenas.reclaimed;
  // What may stay beside the boundary: a kept empty arena (3.9 and later), and one
  // that a block of the new list holds.
  const mayStay = geometryOf(python).keepsLastEmptyArena ? 3 : 1;
  expect(returned).toBeGreaterThanOrEqual(Math.floor(ofStrings / 2) - mayStay);
  expect(returned).toBeLessThanOrEqual(Math.ceil(ofStrings / 2));
  const last = recording.snapshots.at(-1)?.arenas ?? [];
  const heldFull = last.filter(
    (arena) =>
      arena.state === "held" && arena.liveBlocks.every((live, i) => live === arena.capacity[i]),
  );
  expect(heldFull.length).toBeGreaterThan(ofStrings / 2 - 3);
});

test.each(versions)(
  "rare-survivors on %s: fifty strings hold a tenth of the small arenas, or near half of the large",
  async (python) => {
    const { allocated, deleted, keptCount } = await run("rare-survivors", { python });
    expect(keptCount).toBeLessThan(80);
    const heldShare = deleted.arenas.current / allocated.arenas.current;
    // A 256 KiB arena has a quarter of the strings of a 1 MiB one, and four times the chance to go.
    expect(heldShare).toBeGreaterThan(python === "3.8" ? 0.1 : 0.4);
    expect(heldShare).toBeLessThan(python === "3.8" ? 0.25 : 0.75);
  },
);

test("blocks-512: a million objects of 512 bytes are in arenas, of 513 bytes none is", async () => {
  const inside = await run("blocks-512");
  expect(inside.allocated.bytesInBlocks - inside.startup.bytesInBlocks).toBeGreaterThanOrEqual(
    512e6,
  );
  expect(inside.deleted.arenas).toEqual(inside.allocated.arenas);
  const outside = await run("blocks-512", { requestBytes: 513 });
  expect(outside.allocated.arenas).toEqual(outside.startup.arenas);
  expect(outside.allocated.blocks).toBe(inside.allocated.blocks);
});

test("equal seeds give equal recordings, and other seeds others", async () => {
  const options = { count: 20_000, seed: 3 };
  const text = async (seed: number) =>
    JSON.stringify(await runExperiment("rare-survivors", { ...options, seed, keep: 0.01 }));
  expect(await text(3)).toBe(await text(3));
  expect(await text(3)).not.toBe(await text(4));
});

test.each([
  [{ count: -1 }, "count must be a whole number of objects, 1 or more, got -1"],
  [{ count: 1.5 }, "got 1.5"],
  [{ count: 1e12 }, "would need about 16000 GB"],
  [{ keep: 1.1 }, "keep must be a share from 0 to 1, got 1.1"],
  [{ keep: Number.NaN }, "got NaN"],
  [{ seed: 0.5 }, "seed must be a whole number"],
])("random-half with %o is refused", async (options, message) => {
  await expect(runExperiment("random-half", options)).rejects.toThrow(message);
});

test("an unknown experiment is refused with the names there are", async () => {
  await expect(runExperiment("random-halves")).rejects.toThrow(/there are toy, random-half/);
});
