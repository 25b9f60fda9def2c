import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Allocator } from "../../src/pymalloc/allocator.js";
import { type Geometry, geometryOf } from "../../src/pymalloc/geometry.js";
import type { PoolReader } from "../../src/pymalloc/heap/pool-reader.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { sizeClassCount } from "../../src/pymalloc/size-class.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { LoggedPymalloc } from "../../src/recording/log/logged-pymalloc.js";
import { RunPlayer } from "../../src/recording/player/run-player.js";

/** Two pools an arena and few blocks a pool: arenas come and go after some dozen operations. */
const SMALL: Geometry = {
  ...geometryOf("3.11"),
  smallRequestThreshold: 64,
  poolBytes: 256,
  arenaBytes: 512,
};

type Operation = readonly [kind: "malloc" | "free" | "realloc", pick: number, bytes: number];

const operations = fc.array(
  fc.tuple(
    fc.constantFrom("malloc", "malloc", "free", "realloc"),
    fc.nat(),
    fc.integer({ min: 0, max: 80 }),
  ) as fc.Arbitrary<Operation>,
  { minLength: 1, maxLength: 200 },
);

function run(allocator: Allocator, list: readonly Operation[], end = list.length): void {
  const blocks: number[] = [];
  for (const [kind, pick, bytes] of list.slice(0, end)) {
    const at = blocks.length === 0 ? 0 : pick % blocks.length;
    if (kind === "malloc" || blocks.length === 0) blocks.push(allocator.malloc(bytes));
    else if (kind === "realloc") blocks[at] = allocator.realloc(blocks[at]!, bytes);
    else allocator.free(blocks.splice(at, 1)[0]!);
  }
}

function playerOf(geometry: Geometry, list: readonly Operation[]): RunPlayer {
  const allocator = LoggedPymalloc.onEmptyHeap(geometry, new AdjacentArenas());
  run(allocator, list);
  return new RunPlayer({ ...allocator.loggedRun(), geometry }, { imageDistance: 16 });
}

describe("a run that is played", () => {
  it.each([
    ["small arenas", SMALL],
    ["Python 3.8", { ...SMALL, keepsLastEmptyArena: false }],
  ])("is at every moment as if it had been run from its start: %s", (_, geometry) => {
    fc.assert(
      fc.property(operations, fc.array(fc.nat(), { maxLength: 8 }), (list, goals) => {
        const player = playerOf(geometry, list);
        for (const goal of goals) {
          const step = goal % (list.length + 1);
          player.seek(step);
          const fresh = new Pymalloc(geometry, new AdjacentArenas());
          run(fresh, list, step);
          checkInvariants(player.allocator);
          expect(heapOf(player.allocator)).toEqual(heapOf(fresh));
        }
      }),
    );
  });
});

/** Everything there is to a heap, by birth. */
function heapOf({ heap, geometry }: Allocator) {
  const placeOf = (pool: PoolReader) => {
    const { birth, pool: index } = heap.placeOf(pool.block(1));
    return `A${birth}·${index}`;
  };
  const classCount = sizeClassCount(geometry);
  return {
    figures: heap.figures(),
    held: heap.arenas().map((arena) => ({
      birth: arena.birth,
      address: arena.address,
      freePools: arena.freePools().map(placeOf),
    })),
    usable: heap.usableArenas().map(({ birth }) => birth),
    used: Array.from({ length: classCount }, (_, one) => heap.usedPools(one).map(placeOf)),
    carved: heap
      .pools()
      .map((pool) => [placeOf(pool), pool.sizeClass, pool.carvedBlocks, pool.freeList()]),
  };
}
