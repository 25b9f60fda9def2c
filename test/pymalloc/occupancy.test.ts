import { expect, test } from "vitest";
import { arenaOccupancy, blockCharacters } from "../../src/pymalloc/occupancy.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, RecordedArenas } from "../../src/pymalloc/sources/arena-source.js";
import { SMALL, SMALL_KEEPING } from "./small-geometry.js";

test("an allocator without arenas has nothing to read", () => {
  expect(arenaOccupancy(new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096)))).toEqual([]);
});

test("every pool of an arena is read, in address order and in each of its states", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  const blocks = Array.from({ length: 12 }, () => allocator.malloc(16)); // pools of 5, 5 and 2
  for (const block of blocks.slice(5, 10)) allocator.free(block);
  expect(arenaOccupancy(allocator)).toEqual([
    {
      birth: 0,
      address: 3584,
      poolsLostToAlignment: 0,
      pools: [
        { state: "full", blockBytes: 16, liveBlocks: 5, capacity: 5 },
        { state: "empty", blockBytes: 16, liveBlocks: 0, capacity: 5 },
        { state: "used", blockBytes: 16, liveBlocks: 2, capacity: 5 },
        { state: "untouched" },
      ],
    },
  ]);
});

test("a misaligned arena shows the pools it has, and the one it lost", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096 + 64));
  allocator.malloc(32);
  const [arena] = arenaOccupancy(allocator);
  expect(arena?.poolsLostToAlignment).toBe(1);
  expect(arena?.pools.map(({ state }) => state)).toEqual(["used", "untouched", "untouched"]);
});

test("arenas are read in order of birth, also where a later one took an earlier slot", () => {
  const source = new RecordedArenas([4096, 8192, 12_288]);
  const allocator = new Pymalloc(SMALL, source);
  const blocks = Array.from({ length: 40 }, () => allocator.malloc(16)); // births 0 and 1
  for (const block of blocks.slice(0, 20)) allocator.free(block); // birth 0 goes
  for (let i = 0; i < 20; i++) allocator.malloc(16);
  expect(arenaOccupancy(allocator).map(({ birth, address }) => [birth, address])).toEqual([
    [1, 8192],
    [2, 12_288],
  ]);
});

test("the blocks of an arena are live, free or never used", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  const blocks = Array.from({ length: 7 }, () => allocator.malloc(16)); // pools of 5 and 2
  allocator.malloc(32);
  allocator.free(blocks[1]!);
  const [arena] = arenaOccupancy(allocator);
  // The block after the last live one is listed already, so it counts as free.
  expect(blockCharacters(allocator, arena!)).toBe("x-xxx" + "xx-.." + "x-");
});

test("the characters are those of the arena that is asked for", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  for (let i = 0; i < 21; i++) allocator.malloc(16);
  const characters = arenaOccupancy(allocator).map((arena) => blockCharacters(allocator, arena));
  expect(characters).toEqual(["x".repeat(20), "x-..."]);
});
