import { expect, test } from "vitest";
import { geometryOf } from "../../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, RecordedArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { SMALL } from "../small-geometry.js";

/**
 * Two arenas of four pools with five blocks each, at 3584 and 3072. The first has a full pool,
 * one with two blocks free, an emptied one and a full one; the second has one pool in use.
 */
function twoArenas() {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  const blocks = Array.from({ length: 21 }, () => allocator.malloc(16));
  for (const block of [...blocks.slice(5, 7), ...blocks.slice(10, 15)]) allocator.free(block);
  return { allocator, heap: allocator.heap, blocks };
}

test("arenas are read in order of birth, pools in address order", () => {
  const { heap } = twoArenas();
  const arenas = heap.arenas().map((arena) => ({
    birth: arena.birth,
    address: arena.address,
    free: arena.freePoolCount,
    pools: arena.pools().map(({ state, liveBlocks, capacity }) => [state, liveBlocks, capacity]),
  }));
  const full = ["full", 5, 5];
  expect(arenas).toEqual([
    { birth: 0, address: 3584, free: 1, pools: [full, ["used", 3, 5], ["empty", 0, 5], full] },
    { birth: 1, address: 3072, free: 3, pools: [["used", 1, 5]] },
  ]);
  expect(heap.pools().map(({ address }) => address)).toEqual([3584, 3712, 3840, 3968, 3072]);
});

test("lists are read in the order in which malloc goes through them", () => {
  const { heap } = twoArenas();
  expect(heap.usableArenas().map(({ birth }) => birth)).toEqual([0, 1]);
  expect(heap.usedPools(0).map(({ address }) => address)).toEqual([3712, 3072]);
  expect([heap.hasUsedPool(0), heap.hasUsedPool(1)]).toEqual([true, false]);
  expect(
    heap
      .arena(0)
      ?.freePools()
      .map(({ index }) => index),
  ).toEqual([2]);
  expect(heap.arena(0)?.pool(1)?.freeList()).toEqual([2, 1]);
});

test("the next pool is the emptied one of the first usable arena, else its first untouched one", () => {
  const { allocator, heap } = twoArenas();
  expect(heap.nextPool()).toMatchObject({ index: 2 });
  expect(heap.nextPool()?.emptied?.address).toBe(3840);
  allocator.malloc(32);
  expect(heap.nextPool()?.arena.birth).toBe(1);
  expect(heap.nextPool()).not.toHaveProperty("emptied");
  expect(new Pymalloc(SMALL, new AdjacentArenas(4096)).heap.nextPool()).toBeUndefined();
});

test("a block's place and the block at a place are each other's answers", () => {
  const { allocator, heap, blocks } = twoArenas();
  const live = blocks.filter((block) => allocator.isLive(block));
  expect(live.map((block) => heap.blockAt(heap.placeOf(block)))).toEqual(live);
  expect(heap.placeOf(blocks[6]!)).toEqual({ birth: 0, pool: 1, ordinal: 2 });
  expect(heap.poolOf(blocks[6]!).block(2)).toBe(blocks[6]);
  expect(heap.pools().flatMap((pool) => pool.liveBlockList())).toEqual(live);
  expect(heap.blockAt({ birth: 7, pool: 0, ordinal: 1 })).toBe(0);
});

test("what is not there is undefined: an arena of another birth or address, a pool never used", () => {
  const { heap } = twoArenas();
  expect([heap.arena(2), heap.arenaAt(3071), heap.arenaAt(4096)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(heap.arenaAt(3583)?.birth).toBe(1);
  const [, second] = heap.arenas();
  expect([second?.carvedPoolCount, second?.pool(1), second?.pool(-1)]).toEqual([
    1,
    undefined,
    undefined,
  ]);
});

test("a misaligned arena has its first pool on the grid, and one pool less", () => {
  const allocator = new Pymalloc(SMALL, new RecordedArenas([4096 + 16]));
  allocator.malloc(16);
  const [arena] = allocator.heap.arenas();
  expect([arena?.address, arena?.firstPoolAddress]).toEqual([4112, 4224]);
  expect([arena?.poolCount, arena?.poolsLostToAlignment]).toEqual([3, 1]);
});

test("the arena map is there from 3.10 on", () => {
  const mapOf = (python: "3.9" | "3.11") => {
    const allocator = new Pymalloc(geometryOf(python), new AdjacentArenas());
    allocator.malloc(16);
    return allocator.heap.arenaMap;
  };
  expect(mapOf("3.9")).toBeUndefined();
  expect(mapOf("3.11")).toMatchObject({ midNodeCount: 1, botNodeCount: 1 });
});

test("the figures, the raw blocks and the tables' bytes are counted", () => {
  const { allocator, heap } = twoArenas();
  allocator.malloc(1000);
  expect(heap.rawBlocks).toBe(1);
  expect(heap.figures()).toEqual({ total: 2, reclaimed: 0, highwater: 2, current: 2 });
  expect(allocator.arenas).toEqual(heap.figures());
  expect(heap.tableBytes).toBeGreaterThan(0);
});
