import fc from "fast-check";
import { expect, test } from "vitest";
import { ARENA_ORDERS, type ArenaOrder, geometryOf } from "../../../src/pymalloc/geometry.js";
import { checkInvariants } from "../../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";

/** Blocks of this request: 7 a pool, 448 an arena of 3.8. */
const REQUEST_BYTES = 512;
const PER_POOL = 7;
const PER_ARENA = 64 * PER_POOL;

const allocatorWith = (arenaOrder: ArenaOrder, version: "3.8" | "3.9" = "3.8") =>
  new Pymalloc({ ...geometryOf(version), arenaOrder }, new AdjacentArenas());

/** Three full arenas, of which the first has 1 free pool, the second 3, the third 2. */
function threeUsable(arenaOrder: ArenaOrder) {
  const allocator = allocatorWith(arenaOrder);
  const blocks = Array.from({ length: 3 * PER_ARENA }, () => allocator.malloc(REQUEST_BYTES));
  [1, 3, 2].forEach((pools, arena) => {
    const first = arena * PER_ARENA;
    for (const block of blocks.slice(first, first + pools * PER_POOL)) allocator.free(block);
  });
  const arenaOf = (block: number) => allocator.heap.placeOf(block).birth;
  return { allocator, arenas: [0, 1, 2].map((i) => arenaOf(blocks[i * PER_ARENA]!)), arenaOf };
}

// Each arena lies below the one before it in memory.
test.each([
  ["fullest-first", [0, 2, 2, 1, 1, 1]],
  ["emptiest-first", [1, 2, 1, 0, 2, 1]],
  ["by-address", [2, 2, 1, 1, 1, 0]],
] as const)("%s: the next six pools are taken from arenas %j", (order, expected) => {
  const { allocator, arenas, arenaOf } = threeUsable(order);
  const taken = expected.map(() => {
    const [block = 0] = Array.from({ length: PER_POOL }, () => allocator.malloc(REQUEST_BYTES));
    return arenas.indexOf(arenaOf(block));
  });
  expect(taken).toEqual(expected);
});

test.each(ARENA_ORDERS)("%s: 3.9 keeps one empty arena, 3.8 none", (order) => {
  for (const [version, kept] of [
    ["3.8", 0],
    ["3.9", 1],
  ] as const) {
    const allocator = allocatorWith(order, version);
    const blocks = Array.from({ length: 4 * PER_ARENA }, () => allocator.malloc(REQUEST_BYTES));
    for (const block of blocks) allocator.free(block);
    expect(allocator.arenas.current).toBe(kept);
  }
});

test.each([
  // Free pools of the other arena, of four, and whether the one that empties goes back.
  [2, false],
  [3, true],
])(
  "by-address: beside an arena with %i free pools, one that empties goes back: %s",
  (free, back) => {
    const geometry = {
      ...geometryOf("3.9"),
      arenaBytes: 4 * 4096,
      arenaOrder: "by-address",
    } as const;
    const allocator = new Pymalloc(geometry, new AdjacentArenas());
    const blocks = Array.from({ length: 8 * PER_POOL }, () => allocator.malloc(REQUEST_BYTES));
    for (const block of blocks.slice(0, free * PER_POOL)) allocator.free(block);
    for (const block of blocks.slice(4 * PER_POOL)) allocator.free(block);
    expect(allocator.arenas.current).toBe(back ? 1 : 2);
  },
);

test("the heap's rules hold in every order, after any operations", () => {
  const operations = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 300 });
  fc.assert(
    fc.property(fc.constantFrom(...ARENA_ORDERS), operations, (order, picks) => {
      const allocator = allocatorWith(order, "3.9");
      const live = Array.from({ length: 1500 }, () => allocator.malloc(REQUEST_BYTES));
      for (const pick of picks) {
        // A run of neighbours goes, so that pools and arenas empty.
        for (const block of live.splice(pick % live.length, 20)) allocator.free(block);
        if (pick % 3 === 0) live.push(allocator.malloc(REQUEST_BYTES));
        if (live.length < 50) break;
      }
      checkInvariants(allocator);
    }),
    { numRuns: 40 },
  );
});
