import { expect, test } from "vitest";
import { startPython } from "../../../src/cpython/process.js";
import { STARTUP_HEAPS } from "../../../src/cpython/startup/startup-heaps.js";
import type { Allocator } from "../../../src/pymalloc/allocator.js";
import { geometryOf, PYTHON_VERSIONS } from "../../../src/pymalloc/geometry.js";
import {
  type PoolSnapshot,
  restoreHeap,
  takeHeapSnapshot,
} from "../../../src/pymalloc/heap/heap-snapshot.js";
import { checkInvariants } from "../../../src/pymalloc/invariants.js";
import { mallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, type ArenaSource } from "../../../src/pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../../src/stats/text/debug-malloc-stats.js";
import { SMALL } from "../small-geometry.js";

/** Requests and frees that look random and are the same each time. */
function exercise(allocator: Allocator, steps: number): (number | undefined)[] {
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
  expect(allocator.arenas.total).toBe(STARTUP_HEAPS[python].heap.total);
});

test.each(["3.8", "3.13"] as const)(
  "a heap of %s put back continues as the first one does",
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

/** A system that hands out each address once, from the one below `top` on downwards. */
function downwardsFrom(top: number): ArenaSource & { top: number } {
  return {
    top,
    obtain(arenaBytes) {
      this.top -= arenaBytes;
      return this.top;
    },
    release() {},
  };
}

test("a snapshot says where everything is", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  const blocks = Array.from({ length: 20 }, () => allocator.malloc(16)); // a full arena
  allocator.malloc(32); // in a second one
  allocator.malloc(100); // raw
  for (const block of [...blocks.slice(5, 7), ...blocks.slice(10, 20)]) allocator.free(block);
  expect(takeHeapSnapshot(allocator)).toEqual({
    total: 2,
    highwater: 2,
    rawBlocks: 1,
    arenas: [
      { address: 3584, carvedPools: 4, freePools: [2, 3] },
      { address: 3072, carvedPools: 1, freePools: [] },
    ],
    usableArenas: [0, 1], // two free pools, three
    pools: [
      [0, 0, 0, 5], // full
      [0, 1, 0, 5, 0, 1], // block 1 was freed last and goes first
      [0, 2, 0, 5, 0, 1, 2, 3, 4], // emptied
      [0, 3, 0, 5, 0, 1, 2, 3, 4],
      [1, 0, 1, 2, 1], // one block live, the other listed
    ],
    usedPools: [[[0, 1]], [[1, 0]]],
  });
});

/** Requests and frees that fill and empty several small arenas. */
function churn(allocator: Pymalloc, steps: number, live: number[] = []) {
  const seen: (number | undefined)[] = [];
  for (let step = 0; step < steps; step++) {
    const place = (step * 7919) % 1000;
    if (live.length < 30 || (place < 480 && live.length < 200)) {
      live.push(allocator.malloc(place % 3 === 0 ? 32 : 16));
      seen.push(allocator.addressOf(live.at(-1) ?? 0));
    } else {
      allocator.free(live.splice(place % live.length, 1)[0] ?? 0);
    }
  }
  return { live, seen };
}

test.each([false, true])(
  "a heap put back continues as the one it was taken of (last arena kept: %s)",
  (keepsLastEmptyArena) => {
    const geometry = { ...SMALL, keepsLastEmptyArena };
    for (let steps = 1; steps < 600; steps += 17) {
      const source = downwardsFrom(2 ** 20);
      const original = new Pymalloc(geometry, source);
      const { live } = churn(original, steps);
      const snapshot = takeHeapSnapshot(original);
      const copy = restoreHeap(geometry, snapshot, downwardsFrom(source.top));
      checkInvariants(copy);
      expect(takeHeapSnapshot(copy)).toEqual(snapshot);
      // Blocks are named by slots, which a copy numbers anew: they are found by address.
      const addresses = live.map((block) => original.addressOf(block));
      const again = addresses.map((address) => blockAt(copy, address ?? 0));
      expect(churn(copy, 400, again).seen).toEqual(churn(original, 400, live).seen);
      expect(copy.arenas).toEqual(original.arenas);
    }
  },
);

/** The live block at an address. */
function blockAt(allocator: Pymalloc, address: number): number {
  const blocks = allocator.heap.pools().flatMap((pool) => pool.liveBlockList());
  const found = blocks.find((block) => allocator.addressOf(block) === address);
  if (found === undefined) throw new Error(`no live block at ${address}`);
  return found;
}

test("the arenas of a snapshot may not overlap", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  allocator.malloc(16);
  const snapshot = takeHeapSnapshot(allocator);
  const twice = {
    ...snapshot,
    arenas: [...snapshot.arenas, ...snapshot.arenas],
    pools: snapshot.pools.flatMap((pool): PoolSnapshot[] => {
      const [, index, ...contents] = pool;
      return [pool, [1, index, ...contents]];
    }),
  };
  expect(() => restoreHeap(SMALL, twice, new AdjacentArenas(2048))).toThrow("overlaps one");
});

test("a snapshot that leaves out a pool is refused", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  allocator.malloc(16);
  const snapshot = { ...takeHeapSnapshot(allocator), pools: [] };
  expect(() => restoreHeap(SMALL, snapshot, new AdjacentArenas(2048))).toThrow(
    "the snapshot has no pool 0 of arena 0",
  );
});
