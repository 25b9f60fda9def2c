import fc from "fast-check";
import { expect, test } from "vitest";
import { GEOMETRIES, type Geometry, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { checkMallocStats } from "../../src/stats/check/check-sums.js";
import { debugMallocStats } from "../../src/stats/text/debug-malloc-stats.js";
import { parseMallocStats } from "../../src/stats/text/parse.js";
import type { FreeListStats } from "../../src/stats/text/stats-text.js";
import { writeStatsText } from "../../src/stats/text/write.js";

const KIB = 1024;

/** The modelled builds, and older and 32-bit ones with other constants. */
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  fc.constantFrom(...PYTHON_VERSIONS).map((version) => GEOMETRIES[version]),
  fc.record({
    alignment: fc.constantFrom(8, 16),
    smallRequestThreshold: fc.constantFrom(256, 512),
    poolBytes: fc.constant(4 * KIB),
    arenaBytes: fc.constant(256 * KIB),
    poolHeaderBytes: fc.constantFrom(32, 48),
    keepsLastEmptyArena: fc.boolean(),
  }),
);

/** Bursts of requests of one length, after each of which some blocks are freed. */
const bursts = fc.array(
  fc.record({
    requestBytes: fc.integer({ min: 1, max: 512 }),
    count: fc.integer({ min: 1, max: 400 }),
    keptOneIn: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 15 },
);

/** An allocator of some build after some bursts; arenas aligned to a pool or not. */
const allocator = fc
  .tuple(geometry, bursts, fc.nat({ max: 3 }))
  .map(([constants, parts, pages]) => {
    const made = new Pymalloc(constants, new AdjacentArenas(2 ** 40 + pages * 4 * KIB));
    for (const { requestBytes, count, keptOneIn } of parts) {
      const blocks = Array.from({ length: count }, () => made.malloc(requestBytes));
      for (const [place, block] of blocks.entries()) if (place % keptOneIn > 0) made.free(block);
    }
    return made;
  });

const freeLists: fc.Arbitrary<FreeListStats[]> = fc
  .array(fc.tuple(fc.nat({ max: 2000 }), fc.integer({ min: 16, max: 400 })), {
    minLength: 20,
    maxLength: 20,
  })
  .map((lists) =>
    lists.map(([objectCount, objectBytes], place) => ({
      objectCount,
      name: `free ${place + 1}-sized PyTupleObject`,
      objectBytes,
      totalBytes: objectCount * objectBytes,
    })),
  );

test("stats that are written and read are the stats, and they add up", () => {
  fc.assert(
    fc.property(allocator, (made) => {
      const stats = mallocStats(made);
      const [text, ...others] = parseMallocStats(debugMallocStats(stats));
      if (text?.kind !== "pymalloc") throw new Error(`read as ${text?.kind}`);
      expect(text.stats).toEqual(stats);
      expect(others).toEqual([]);
      expect(checkMallocStats(text).filter(({ holds }) => !holds)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("a text that is read and written is the text, even when it does not add up", () => {
  const wrong = fc.record({ total: fc.nat(), arenaBytes: fc.nat(), unusedPoolBytes: fc.nat() });
  fc.assert(
    fc.property(allocator, wrong, freeLists, (made, printed, lists) => {
      const stats = mallocStats(made);
      const [read] = parseMallocStats(debugMallocStats(stats));
      if (read?.kind !== "pymalloc") throw new Error(`read as ${read?.kind}`);
      const spoilt = { ...read, printed: { ...read.printed, ...printed }, freeLists: lists };
      const log = writeStatsText(spoilt);
      const [again] = parseMallocStats(log);
      if (again?.kind !== "pymalloc") throw new Error(`read again as ${again?.kind}`);
      expect(writeStatsText(again)).toBe(log);
      expect({ ...again, at: read.at }).toEqual(spoilt);
    }),
    { numRuns: 100 },
  );
});

test("a text that is cut anywhere is never taken for a whole one with other figures", () => {
  const whole = fc.tuple(allocator, freeLists).map(([made, lists]) => {
    const [text] = parseMallocStats(debugMallocStats(mallocStats(made)));
    if (text?.kind !== "pymalloc") throw new Error("not read");
    return writeStatsText({ ...text, freeLists: lists });
  });
  fc.assert(
    fc.property(whole, fc.double({ min: 0, max: 1, noNaN: true }), (log, where) => {
      const cut = log.slice(0, Math.floor(where * log.length));
      const [full] = parseMallocStats(log);
      const [part] = parseMallocStats(cut);
      if (part?.kind !== "pymalloc") return;
      // What is whole after a cut is all of pymalloc's own part: no figure differs.
      expect(part).toMatchObject({ stats: full?.kind === "pymalloc" && full.stats });
    }),
  );
});
