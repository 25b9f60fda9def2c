import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startPython } from "../../src/cpython/process.js";
import {
  type ObservedStartup,
  startupHeapAsObserved,
} from "../../src/cpython/startup/observed-startup.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { parseMallocStats } from "../../src/stats/text/parse.js";
import { alignedFirstArena } from "./aligned-first-arena.js";

const script = { freeListObjects: 0, firstMappedChunkBytes: 176_128 };

function statsOf(python: PythonVersion) {
  return mallocStats(startPython(python).allocator);
}

function settled(python: PythonVersion, stats: ObservedStartup["stats"]) {
  const startup = startupHeapAsObserved(STARTUP_HEAPS[python], { stats, script });
  return startPython(python, { startup }).allocator;
}

test.each(PYTHON_VERSIONS)("a heap of %s settled to its own report is unchanged", (python) => {
  const stats = statsOf(python);
  expect(mallocStats(settled(python, stats))).toEqual({ ...stats, ...arenaMapOf(python) });
});

/** The map's nodes depend on where the arenas are put, which a report does not say. */
function arenaMapOf(python: PythonVersion) {
  const { arenaMap } = mallocStats(settled(python, statsOf(python)));
  return arenaMap === undefined ? {} : { arenaMap };
}

test("any report of blocks and pools is met, and the heap keeps its invariants", () => {
  const change = fc.record({
    row: fc.nat({ max: 31 }),
    pools: fc.integer({ min: -3, max: 12 }),
    blocks: fc.nat({ max: 400 }),
  });
  const python = fc.constantFrom<PythonVersion>("3.8", "3.11");
  fc.assert(
    fc.property(python, fc.array(change, { maxLength: 6 }), (version, changes) => {
      const stats = statsOf(version);
      const classes = stats.classes.map(
        ({ sizeClass, poolCount, blocksInUse, availableBlocks }) => {
          const capacity = (blocksInUse + availableBlocks) / poolCount;
          const by = changes.find(({ row }) => row === sizeClass);
          if (by === undefined) return { sizeClass, poolCount, blocksInUse };
          const pools = Math.max(1, poolCount + by.pools);
          const blocks = Math.min(pools * capacity, pools + by.blocks);
          return { sizeClass, poolCount: pools, blocksInUse: blocks };
        },
      );
      const allocator = settled(version, { ...stats, classes });
      expect(() => checkInvariants(allocator)).not.toThrow();
      const rows = mallocStats(allocator).classes;
      expect(
        rows.map(({ sizeClass, poolCount, blocksInUse }) => ({
          sizeClass,
          poolCount,
          blocksInUse,
        })),
      ).toEqual(classes);
    }),
    { numRuns: 40 },
  );
});

test("as many arenas lie off the pool grid as the process lost pools", () => {
  const stats = statsOf("3.11");
  for (const lost of [0, 1, 2]) {
    const reported = { ...stats, bytesLostToAlignment: lost * stats.poolBytes };
    const { unusedPoolCount, bytesLostToAlignment } = mallocStats(settled("3.11", reported));
    expect(bytesLostToAlignment).toBe(lost * stats.poolBytes);
    expect(unusedPoolCount).toBe(stats.unusedPoolCount + 1 - lost);
  }
});

test("a pool that was lost in an arena recorded full is placed anew, and the run is the real one's", async () => {
  const log = readFileSync(new URL("../data/rare-survivors-3.15.txt", import.meta.url), "utf8");
  const texts = parseMallocStats(log).filter((text) => text.kind === "pymalloc");
  const [first] = texts;
  if (first === undefined) throw new Error("stats texts expected");
  expect(alignedFirstArena.heap.arenas[0]?.carvedPools).toBe(64);
  const lists = first.freeLists?.find(({ name }) => name === "free PyListObject");
  const startup = startupHeapAsObserved(alignedFirstArena, {
    stats: first.stats,
    script: { freeListObjects: lists?.objectCount ?? 0, firstMappedChunkBytes: 139_264 },
  });
  const { allocator } = startPython("3.15", { startup });
  expect(() => checkInvariants(allocator)).not.toThrow();
  const { arenaMap: _, ...stats } = mallocStats(allocator);
  expect(first.stats).toMatchObject(stats);
  const { stages } = await runExperiment("rare-survivors", { python: "3.15", seed: 16, startup });
  expect(stages.map(({ arenas }) => arenas)).toEqual(texts.map((text) => text.stats.arenas));
});

test("pools lost in more arenas than have room for it are refused by name", () => {
  const stats = statsOf("3.15");
  const { poolBytes } = stats;
  const all = { ...stats, bytesLostToAlignment: 3 * poolBytes };
  expect(() => settled("3.15", all)).toThrow(
    "the process lost 3 pools to alignment; no room is left for 1 of them in the recorded heap's 2 arenas",
  );
});

test("a report of another geometry is refused, and so is an impossible one", () => {
  const stats = statsOf("3.11");
  expect(() => settled("3.9", stats)).toThrow("Python 3.9 has arenas of 262144 bytes");
  const classes = [{ sizeClass: 31, poolCount: 1, blocksInUse: 32 }];
  expect(() => settled("3.11", { ...stats, classes })).toThrow(
    "size class 31 cannot have 32 live blocks in 1 pools",
  );
});
