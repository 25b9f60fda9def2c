import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Geometry, geometryOf } from "../../src/pymalloc/geometry.js";
import { freePools } from "../../src/pymalloc/heap/heap-snapshot.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { BIRTH } from "../../src/pymalloc/tables/arena-table.js";
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

function run(allocator: Pymalloc, list: readonly Operation[], end = list.length): void {
  const blocks: number[] = [];
  for (const [kind, pick, bytes] of list.slice(0, end)) {
    const at = blocks.length === 0 ? 0 : pick % blocks.length;
    if (kind === "malloc" || blocks.length === 0) blocks.push(allocator.malloc(bytes));
    else if (kind === "realloc") blocks[at] = allocator.realloc(blocks[at]!, bytes);
    else allocator.free(blocks.splice(at, 1)[0]!);
  }
}

function playerOf(geometry: Geometry, list: readonly Operation[]): RunPlayer {
  const allocator = new LoggedPymalloc(geometry, new AdjacentArenas());
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

/** Everything there is to a heap, by birth: an arena's slot in the tables is nobody's business. */
function heapOf({ arenas, pools }: Pymalloc) {
  const { table } = arenas;
  const birthOf = (slot: number) => table.read(slot, BIRTH);
  const placeOf = (pool: number) => {
    const slot = pool >> arenas.poolBits;
    return `A${birthOf(slot)}·${pool - (slot << arenas.poolBits)}`;
  };
  const carved: unknown[] = [];
  arenas.forEachCarvedPool((pool) => {
    carved.push([
      placeOf(pool),
      pools.sizeClass(pool),
      pools.nextOrdinal(pool),
      pools.freeList(pool),
    ]);
  });
  const held = table.heldSlots().map((slot) => ({
    birth: birthOf(slot),
    address: table.address[slot],
    freePools: freePools(arenas, slot).map(placeOf),
  }));
  return {
    counters: { ...arenas.counters },
    held: held.sort((a, b) => a.birth - b.birth),
    usable: table.usableSlots().map(birthOf),
    used: Array.from(pools.capacity, (_, sizeClass) => pools.usedPools(sizeClass).map(placeOf)),
    carved: carved.map(String).sort(),
  };
}
