import { expect, test } from "vitest";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, RecordedArenas } from "../../src/pymalloc/sources/arena-source.js";
import { SMALL } from "./small-geometry.js";

test.each([0, -512, 1000, 512.5, 2 ** 53, Number.NaN])(
  "an arena at address %s is refused, and nothing is held",
  (address) => {
    const allocator = new Pymalloc(SMALL, new RecordedArenas([address]));
    expect(() => allocator.malloc(16)).toThrow(
      `an arena's address must be a multiple of 16 above 0, got ${address}`,
    );
    expect(allocator.arenas).toEqual({ total: 0, reclaimed: 0, highwater: 0, current: 0 });
  },
);

test("arenas can be as many as they like", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(2 ** 20));
  const blocks = Array.from({ length: 20 * 100 }, () => allocator.malloc(16));
  expect(allocator.arenas.current).toBe(100);
  checkInvariants(allocator);
  const addresses = blocks.map((block) => allocator.addressOf(block));
  expect(new Set(addresses).size).toBe(2000);
  expect(addresses.at(-1)).toBe(2 ** 20 - 100 * 512 + 3 * 128 + 48 + 4 * 16);
  for (const block of blocks) allocator.free(block);
  expect(allocator.arenas).toEqual({
    total: 100,
    reclaimed: 100,
    highwater: 100,
    current: 0,
  });
});

test("a block of an arena that went back is not live, also when another arena took its place", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  const block = allocator.malloc(16);
  allocator.free(block);
  expect(allocator.isLive(block)).toBe(false);
  allocator.malloc(32);
  expect(allocator.isLive(block + 1)).toBe(false);
  expect(() => allocator.free(block + 1)).toThrow(`cannot free block ${block + 1}`);
  checkInvariants(allocator);
});

test("every used pool of the held arenas is visited, those never used are not", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(4096));
  for (let i = 0; i < 21; i++) allocator.malloc(16);
  expect(allocator.heap.pools().map(({ address }) => address)).toEqual([
    3584, 3712, 3840, 3968, 3072,
  ]);
});

/** Arenas of two pools: the first at 1280, the second off the pool grid, with one pool at 2176. */
const twoPools = { ...SMALL, arenaBytes: 256 };

test("an arena of one pool goes back, and those that are usable stay so", () => {
  const allocator = new Pymalloc(twoPools, new RecordedArenas([1280, 2064]));
  const blocks = Array.from({ length: 15 }, () => allocator.malloc(16));
  for (const block of blocks.slice(5)) allocator.free(block);
  expect(allocator.arenas).toEqual({
    total: 2,
    reclaimed: 1,
    highwater: 2,
    current: 1,
  });
  expect(allocator.addressOf(allocator.malloc(32))).toBe(1280 + 128 + 48);
  checkInvariants(allocator);
});

test("an arena that empties at the end of the list is kept, though another has as many free pools", () => {
  const geometry = { ...twoPools, keepsLastEmptyArena: true };
  const allocator = new Pymalloc(geometry, new RecordedArenas([1280, 2048]));
  const blocks = Array.from({ length: 20 }, () => allocator.malloc(16));
  // The pools of the second arena, then of the first, which goes before it in the list.
  for (const block of blocks.slice(15)) allocator.free(block);
  for (const block of blocks.slice(5, 10)) allocator.free(block);
  for (const block of blocks.slice(10, 15)) allocator.free(block);
  expect(allocator.arenas.current).toBe(2);
  checkInvariants(allocator);
});

test("an arena can have fewer pools than there are classes", () => {
  const geometry = { ...SMALL, smallRequestThreshold: 512, poolBytes: 4096, arenaBytes: 8192 };
  const allocator = new Pymalloc(geometry, new AdjacentArenas(2 ** 20));
  for (let requestBytes = 16; requestBytes <= 512; requestBytes += 16) {
    allocator.malloc(requestBytes);
    checkInvariants(allocator);
  }
  expect(allocator.arenas.current).toBe(16);
});
