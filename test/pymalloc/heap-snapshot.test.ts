import { expect, test } from "vitest";
import { startPython } from "../../src/cpython/process.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { AdjacentArenas } from "../../src/pymalloc/arena-source.js";
import { debugMallocStats } from "../../src/pymalloc/debug-malloc-stats.js";
import { geometryOf, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { restoreHeap, takeHeapSnapshot } from "../../src/pymalloc/heap-snapshot.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import type { Pymalloc } from "../../src/pymalloc/pymalloc.js";

/** Requests and frees that look random and are the same each time. */
function exercise(allocator: Pymalloc, steps: number): (number | undefined)[] {
  const blocks: number[] = [];
  const addresses: (number | undefined)[] = [];
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let step = 0; step < steps; step++) {
    if (blocks.length === 0 || next(100) < 65) {
      const block = allocator.malloc(1 + next(512));
      addresses.push(allocator.addressOf(block));
      blocks.push(block);
    } else {
      const [block] = blocks.splice(next(blocks.length), 1);
      allocator.free(block ?? 0);
    }
  }
  return addresses;
}

test.each(PYTHON_VERSIONS)("the start-up heap of %s holds every invariant", (python) => {
  const { allocator } = startPython(python);
  checkInvariants(allocator);
  expect(allocator.arenas.counters.total).toBe(STARTUP_HEAPS[python].heap.total);
});

test.each(["3.8", "3.13"] as const)(
  "a heap of %s put back goes on as the first one does",
  (python) => {
    const first = startPython(python).allocator;
    exercise(first, 5000);
    const snapshot = JSON.parse(JSON.stringify(takeHeapSnapshot(first)));
    const below = Math.min(...snapshot.arenas.map((arena: { address: number }) => arena.address));
    const restored = () => restoreHeap(geometryOf(python), snapshot, new AdjacentArenas(below));
    const second = restored();
    const third = restored();
    expect(takeHeapSnapshot(second)).toEqual(snapshot);
    expect(exercise(second, 20_000)).toEqual(exercise(third, 20_000));
    checkInvariants(second);
    expect(debugMallocStats(mallocStats(second))).toBe(debugMallocStats(mallocStats(third)));
  },
);
