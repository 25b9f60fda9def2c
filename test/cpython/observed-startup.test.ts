import fc from "fast-check";
import { expect, test } from "vitest";
import { startPython } from "../../src/cpython/process.js";
import {
  type ObservedStartup,
  startupHeapAsObserved,
} from "../../src/cpython/startup/observed-startup.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";

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

test("a report of another geometry is refused, and so is an impossible one", () => {
  const stats = statsOf("3.11");
  expect(() => settled("3.9", stats)).toThrow("Python 3.9 has arenas of 262144 bytes");
  const classes = [{ sizeClass: 31, poolCount: 1, blocksInUse: 32 }];
  expect(() => settled("3.11", { ...stats, classes })).toThrow(
    "size class 31 cannot have 32 live blocks in 1 pools",
  );
});
