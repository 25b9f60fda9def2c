import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArenaEvent } from "../../src/pymalloc/allocator.js";
import { freeMany, mallocMany } from "../../src/pymalloc/bulk.js";
import { GEOMETRIES, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { takeHeapSnapshot } from "../../src/pymalloc/heap/heap-snapshot.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

/** A round: so many blocks of a request, then those of the live ones that go, in an order. */
const round = fc.record({
  requestBytes: fc.nat({ max: 110 }),
  count: fc.nat({ max: 60 }),
  keepEvery: fc.integer({ min: 1, max: 5 }),
  order: fc.constantFrom("forwards", "backwards", "scattered"),
});

function start(python: (typeof PYTHON_VERSIONS)[number]) {
  const geometry = {
    ...GEOMETRIES[python],
    poolBytes: 256,
    arenaBytes: 2048,
    smallRequestThreshold: 96,
  };
  const allocator = new Pymalloc(geometry, new AdjacentArenas(1 << 30));
  const events: ArenaEvent[] = [];
  allocator.onArena = (event) => events.push(event);
  return { allocator, events };
}

test("blocks asked for and freed by the many are those asked for and freed one by one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PYTHON_VERSIONS),
      fc.array(round, { maxLength: 8 }),
      (python, rounds) => {
        const single = start(python);
        const bulk = start(python);
        let live: number[] = [];
        for (const { requestBytes, count, keepEvery, order } of rounds) {
          const one = Array.from({ length: count }, () => single.allocator.malloc(requestBytes));
          const many = new Int32Array(count);
          mallocMany(bulk.allocator, requestBytes, many);
          expect([...many]).toEqual(one);
          live.push(...one);
          const going = live.filter((_, i) => i % keepEvery === 0);
          live = live.filter((_, i) => i % keepEvery !== 0);
          if (order === "backwards") going.reverse();
          if (order === "scattered") going.sort((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101));
          for (const block of going) single.allocator.free(block);
          freeMany(bulk.allocator, Int32Array.from(going));
        }
        expect(takeHeapSnapshot(bulk.allocator)).toEqual(takeHeapSnapshot(single.allocator));
        expect(bulk.events).toEqual(single.events);
        expect(bulk.allocator.step).toBe(single.allocator.step);
        checkInvariants(bulk.allocator);
      },
    ),
  );
});

test("a block that is not live is refused, and those before it are freed", () => {
  const { allocator } = start("3.11");
  const blocks = new Int32Array(6);
  mallocMany(allocator, 16, blocks);
  const [a = 0, b = 0, c = 0] = blocks;
  expect(() => freeMany(allocator, Int32Array.of(a, b, a, c))).toThrow(`cannot free block ${a}`);
  expect([a, b, c].map((block) => allocator.isLive(block))).toEqual([false, false, true]);
  checkInvariants(allocator);
});

test("part of a list can be filled and freed", () => {
  const { allocator } = start("3.11");
  const blocks = new Int32Array(10);
  mallocMany(allocator, 16, blocks, 3, 7);
  expect([...blocks].map((block) => block !== 0)).toEqual([
    ...[false, false, false, true, true, true, true, false, false, false],
  ]);
  freeMany(allocator, blocks, 3, 5);
  expect(allocator.allocatedBlocks()).toBe(2);
});
