import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CopyTorn } from "../../src/image/inspection-refused.js";
import { MemoryImage } from "../../src/image/memory-image.js";
import { heapSnapshotOf } from "../../src/inspect/heap-snapshot-of.js";
import { statsTextOfHeap } from "../../src/inspect/heap-stats.js";
import { readHeap } from "../../src/inspect/read-heap.js";
import { GEOMETRIES, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { restoreHeap, takeHeapSnapshot } from "../../src/pymalloc/heap/heap-snapshot.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../src/stats/text/debug-malloc-stats.js";
import { memoryOfHeap } from "./memory-of-heap.js";

/** A heap of two or three arenas, with holes: how many blocks of which size, and who stays. */
const work = fc.record({
  python: fc.constantFrom(...PYTHON_VERSIONS),
  isAligned: fc.boolean(),
  isForward: fc.boolean(),
  rounds: fc.array(
    fc.record({
      requestBytes: fc.integer({ min: 1, max: 512 }),
      count: fc.integer({ min: 1, max: 2000 }),
      keepEvery: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

type Work = typeof work extends fc.Arbitrary<infer One> ? One : never;

function heapOf({ python, isAligned, rounds }: Work) {
  const top = 0x7f12_3450_0000 + (isAligned ? 0 : 4096);
  const allocator = new Pymalloc(GEOMETRIES[python], new AdjacentArenas(top));
  for (const { requestBytes, count, keepEvery } of rounds) {
    const blocks = Array.from({ length: count }, () => allocator.malloc(requestBytes));
    blocks.forEach((block, at) => {
      if (at % keepEvery !== 0) allocator.free(block);
    });
  }
  // The order of slots is not part of a heap's state, nor is the way to it.
  return takeHeapSnapshot(
    restoreHeap(GEOMETRIES[python], takeHeapSnapshot(allocator), new AdjacentArenas()),
  );
}

function imaginary(one: Work) {
  const { python, isForward } = one;
  const minor = Number(python.slice(2));
  const geometry = GEOMETRIES[python];
  return { python: `${python}.5`, minor, geometry, snapshot: heapOf(one), isForward };
}

describe("a heap read from memory", () => {
  test("is the heap that was written there, to each free block, and prints the same text", () => {
    fc.assert(
      fc.property(work, (one) => {
        const process = imaginary(one);
        fc.pre(
          process.snapshot.usedPools.flat().length > 0 && process.snapshot.arenas.length <= 16,
        );
        const reading = readHeap(memoryOfHeap(process));
        expect(reading.problems).toEqual([]);
        expect(reading.python).toEqual({ version: process.python, minor: process.minor });
        const [heap] = reading.interpreters;
        expect(heapSnapshotOf(reading, heap!)).toEqual(process.snapshot);
        const model = restoreHeap(process.geometry, process.snapshot, new AdjacentArenas());
        expect(statsTextOfHeap(reading, heap!)).toBe(debugMallocStats(mallocStats(model)));
      }),
      { numRuns: 40 },
    );
  });

  test("knows the pool and the block of an address", () => {
    const process = imaginary({
      python: "3.11",
      isAligned: true,
      isForward: true,
      rounds: [{ requestBytes: 64, count: 10, keepEvery: 3 }],
    });
    const { pools } = readHeap(memoryOfHeap(process));
    const pool = pools.address[0]!;
    expect(pools.poolAt(pool - 1)).toBe(-1);
    expect(pools.poolAt(pool)).toBe(0);
    expect(pools.blockAt(pool + 47)).toBe(-1);
    expect(pools.blockAt(pool + 48)).toBe(0);
    expect(pools.blockAt(pool + 48 + 64 + 63)).toBe(1);
    expect(pools.addressOfBlock(3)).toBe(pool + 48 + 3 * 64);
    // Ten asked for and the next one prepared; every third was kept.
    expect([...pools.isLive]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
    expect(pools.blockAt(pool + 48 + 11 * 64)).toBe(-1);
  });

  test("is not believed when one word of it does not fit the others", () => {
    const process = imaginary({
      python: "3.13",
      isAligned: false,
      isForward: true,
      rounds: [
        { requestBytes: 64, count: 1200, keepEvery: 7 },
        { requestBytes: 200, count: 300, keepEvery: 50 },
        { requestBytes: 500, count: 90, keepEvery: 90 },
      ],
    });
    const arena = process.snapshot.arenas[0]!;
    const firstPool = Math.ceil(arena.address / process.geometry.poolBytes);
    const first = firstPool * process.geometry.poolBytes;
    const carved = first + arena.carvedPools * process.geometry.poolBytes;
    const words = fc.record({
      // A pool's live blocks, its free list, its neighbours; words of the arena's entry.
      place: fc.constantFrom(0, 8, 16, 24, "carve pointer", "free pools", "count", "current"),
      pool: fc.nat({ max: arena.carvedPools - 1 }),
      change: fc.constantFrom(1, 16, 4096, 16384),
    });
    fc.assert(
      fc.property(words, ({ place, pool, change }) => {
        const image = memoryOfHeap(process);
        const addresses: Record<string, number> = {
          "carve pointer": 0x5590_0000_0008,
          "free pools": 0x5590_0000_0018,
          count: 0x5590_0000_0010,
          current: 0x5580_0000_1000 + 512 + 32 + 65 * 8,
        };
        const address =
          typeof place === "number"
            ? first + pool * process.geometry.poolBytes + place
            : addresses[place]!;
        const isOnNoList = typeof place === "number" && place >= 16 && !isListed(pool);
        fc.pre(address < carved || typeof place === "string");
        fc.pre(!isOnNoList);
        const region = image.regionAt(address)!;
        region.halves[(address - region.start) / 4]! += change;
        let problems: readonly string[];
        try {
          problems = readHeap(image).problems;
        } catch (error) {
          problems = [String(error)];
        }
        expect(problems).not.toEqual([]);
      }),
      { numRuns: 150 },
    );

    /** A full pool is on no list, and a free one's back pointer is not used. */
    function isListed(pool: number): boolean {
      return process.snapshot.usedPools.flat().some(([a, p]) => a === 0 && p === pool);
    }
  });

  test("an arena of 2 MiB is one, where the build has such", () => {
    const usual = GEOMETRIES["3.14"];
    const geometry = {
      ...usual,
      arenaBytes: 2 * usual.arenaBytes,
      arenaMap: { ...usual.arenaMap!, botBytes: usual.arenaMap!.botBytes / 2 },
    };
    const allocator = new Pymalloc(geometry, new AdjacentArenas(0x7f12_3460_0000));
    for (let count = 0; count < 9000; count++) allocator.malloc(500);
    const snapshot = takeHeapSnapshot(allocator);
    const reading = readHeap(memoryOfHeap({ python: "3.15.2", minor: 15, geometry, snapshot }));
    expect(reading.problems).toEqual([]);
    expect(reading.geometry).toEqual(geometry);
    expect(heapSnapshotOf(reading, reading.interpreters[0]!)).toEqual(snapshot);
  });
});

describe("what has no heap to read is refused by name", () => {
  const process = imaginary({
    python: "3.11",
    isAligned: true,
    isForward: true,
    rounds: [{ requestBytes: 64, count: 10, keepEvery: 3 }],
  });

  test.each([
    ["2.7.18", 11, /runs CPython 2\.7\.18; the heaps of 3\.6 to 3\.15 are read/],
    ["3.5.10", 5, /runs CPython 3\.5\.10/],
    ["3.16.0", 16, /runs CPython 3\.16\.0/],
    ["3.13.1 experimental free-threading build", 13, /free-threaded CPython 3\.13\.1, .*mimalloc/],
  ])("CPython %s", (python, minor, message) => {
    expect(() => readHeap(memoryOfHeap({ ...process, python, minor }))).toThrow(message);
  });

  test("a process without a Python", () => {
    const image = memoryOfHeap({ ...process, python: "nothing" });
    const plain = image.mappings.map((one) => ({ ...one, fileName: "" }));
    const without = new MemoryImage(
      image.origin,
      plain,
      image.regions.map((region) => ({ ...region, fileName: "" })),
    );
    expect(() => readHeap(without)).toThrow(/runs no CPython: no mapped file is called python3/);
  });

  test("another allocator, with what PYTHONMALLOC says", () => {
    const image = memoryOfHeap(process);
    for (const region of image.regions) if (region.fileName === "") region.bytes.fill(0);
    expect(() => readHeap(image)).toThrow(/not one pymalloc pool: it runs with another allocator/);
    (image.origin.pythonVariables as Map<string, string>).set("PYTHONMALLOC", "mimalloc");
    expect(() => readHeap(image)).toThrow(/PYTHONMALLOC=mimalloc has its objects from mimalloc/);
  });

  test("a copy of a process that kept running is torn, where a stopped one would be of another build", () => {
    const image = memoryOfHeap(process);
    // The counters and the pointer to `arenas`.
    for (const region of image.regions) {
      if (region.fileName.startsWith("/")) region.bytes.fill(0, 0x2000, 0x4000);
    }
    expect(() => readHeap(image)).toThrow(/the allocator's own variables were not found/);
    const keptRunning = { ...image.origin, isOfOneMoment: false };
    const unstopped = new MemoryImage(keptRunning, image.mappings, image.regions);
    expect(() => readHeap(unstopped)).toThrow(CopyTorn);
  });
});
