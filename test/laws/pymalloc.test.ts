import fc from "fast-check";
import { expect, test } from "vitest";
import { GEOMETRIES, type Geometry, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, type ArenaSource } from "../../src/pymalloc/sources/arena-source.js";

/** Small arenas, so that a few hundred operations fill and empty several. */
const shrunk = (geometry: Geometry): Geometry => ({
  ...geometry,
  poolBytes: 256,
  arenaBytes: 2048,
  smallRequestThreshold: 96,
});

type Operation =
  | { kind: "malloc"; requestBytes: number }
  | { kind: "free"; which: number }
  | { kind: "realloc"; which: number; requestBytes: number };

const requestBytes = fc.nat({ max: 110 });
const which = fc.nat({ max: 1000 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("malloc" as const), requestBytes }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("free" as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("realloc" as const), which, requestBytes }),
  },
);
/** Runs of one kind, so that arenas fill and empty rather than hover. */
const phases = fc.array(
  fc.tuple(
    fc.array(operation, { maxLength: 30 }),
    fc.constantFrom<Operation["kind"] | undefined>("malloc", "free", undefined),
  ),
  { maxLength: 12 },
);
const version = fc.constantFrom(...PYTHON_VERSIONS);

/** An allocator, the live blocks in order, and what was asked for each. */
class Run {
  readonly live: { block: number; requestBytes: number }[] = [];
  readonly allocator: Pymalloc;

  constructor(geometry: Geometry, source: ArenaSource = new AdjacentArenas(1 << 30)) {
    this.allocator = new Pymalloc(geometry, source);
  }

  apply(op: Operation): void {
    if (op.kind === "malloc") {
      const block = this.allocator.malloc(op.requestBytes);
      this.live.push({ block, requestBytes: op.requestBytes });
      return;
    }
    if (this.live.length === 0) return;
    const at = op.which % this.live.length;
    const { block } = this.live[at]!;
    if (op.kind === "free") {
      this.allocator.free(block);
      this.live.splice(at, 1);
    } else {
      const moved = this.allocator.realloc(block, op.requestBytes);
      this.live[at] = { block: moved, requestBytes: op.requestBytes };
    }
  }

  applyAll(
    parts: readonly (readonly [readonly Operation[], Operation["kind"] | undefined])[],
  ): void {
    for (const [operations, only] of parts) {
      for (const op of operations) if (only === undefined || op.kind === only) this.apply(op);
    }
  }
}

test("every invariant holds between any two operations", () => {
  fc.assert(
    fc.property(version, fc.array(operation, { maxLength: 150 }), (python, operations) => {
      const run = new Run(shrunk(GEOMETRIES[python]));
      for (const op of operations) {
        run.apply(op);
        checkInvariants(run.allocator);
      }
    }),
  );
});

test("no two live blocks overlap, and each is aligned and large enough", () => {
  fc.assert(
    fc.property(version, phases, (python, parts) => {
      const { allocator, live } = withRun(python, parts);
      const spans = live
        .map((one) => ({ ...one, address: allocator.addressOf(one.block) }))
        .filter((one) => one.address !== undefined)
        .map(({ block, requestBytes: bytes, address = 0 }) => {
          expect(address % 16).toBe(0);
          expect(allocator.blockBytes(block)).toBeGreaterThanOrEqual(bytes);
          return { start: address, end: address + allocator.blockBytes(block) };
        })
        .sort((a, b) => a.start - b.start);
      spans.forEach((span, i) => {
        expect(span.end).toBeLessThanOrEqual(spans[i + 1]?.start ?? Number.POSITIVE_INFINITY);
      });
    }),
  );
});

function withRun(
  python: (typeof PYTHON_VERSIONS)[number],
  parts: Parameters<Run["applyAll"]>[0],
): Run {
  const run = new Run(shrunk(GEOMETRIES[python]));
  run.applyAll(parts);
  return run;
}

test("the six byte figures of the stats are the bytes of the arenas", () => {
  fc.assert(
    fc.property(version, phases, (python, parts) => {
      const stats = mallocStats(withRun(python, parts).allocator);
      const sum =
        stats.bytesInAllocatedBlocks +
        stats.bytesInAvailableBlocks +
        stats.unusedPoolCount * stats.poolBytes +
        stats.bytesLostToPoolHeaders +
        stats.bytesLostToQuantization +
        stats.bytesLostToAlignment;
      expect(sum).toBe(stats.arenas.current * stats.arenaBytes);
    }),
  );
});

test("when everything is freed no arena is left, or from 3.9 on the kept one", () => {
  fc.assert(
    fc.property(version, phases, fc.boolean(), (python, parts, backwards) => {
      const { allocator, live } = withRun(python, parts);
      for (const { block } of backwards ? live.reverse() : live) allocator.free(block);
      expect(allocator.allocatedBlocks()).toBe(0);
      const kept = GEOMETRIES[python].keepsLastEmptyArena && allocator.arenas.total > 0;
      expect(allocator.arenas.current).toBe(kept ? 1 : 0);
    }),
  );
});

test("realloc stays in place exactly while less than a quarter of the block is given up", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 512 }), fc.nat({ max: 600 }), (before, after) => {
      const allocator = new Pymalloc(GEOMETRIES["3.11"], new AdjacentArenas());
      const block = allocator.malloc(before);
      const blockBytes = Math.ceil(before / 16) * 16;
      const stays = after <= blockBytes && after > 0.75 * blockBytes;
      expect(allocator.realloc(block, after) === block).toBe(stays);
    }),
  );
});
