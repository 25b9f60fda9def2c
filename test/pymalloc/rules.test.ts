/**
 * The thirteen rules that are easiest to get wrong, a test each, small enough to follow by
 * hand. Replays of recorded processes catch all of them too, but do not say which one it was.
 */
import { expect, test } from "vitest";
import type { Block } from "../../src/pymalloc/block.js";
import { geometryOf, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { SMALL_KEEPING } from "./small-geometry.js";

const MIB = 2 ** 20;

/** A real build; its first arena starts at 99 MiB, a multiple of a pool's bytes. */
const python = (version: PythonVersion) =>
  new Pymalloc(geometryOf(version), new AdjacentArenas(100 * MIB));

/**
 * Arenas of four pools with room for 80 bytes each: five blocks of 16 bytes, or two of 32.
 * The first is at 4096, each next one 512 bytes below.
 */
const smallArenas = () => new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096 + 512));

function fill(allocator: Pymalloc, count: number, requestBytes = 16): Block[] {
  return Array.from({ length: count }, () => allocator.malloc(requestBytes));
}

/** Frees the blocks of one pool, given which pool it is when pools of five are counted. */
function emptyPool(allocator: Pymalloc, blocks: readonly Block[], pool: number): void {
  for (const block of blocks.slice(5 * pool, 5 * pool + 5)) allocator.free(block);
}

/** Start of the arena that a block is in. */
function arenaOf(allocator: Pymalloc, block: Block): number {
  return Math.floor((allocator.addressOf(block) ?? 0) / 512) * 512;
}

test("the first block of a pool lies 48 bytes after its start", () => {
  const allocator = python("3.11");
  expect(allocator.addressOf(allocator.malloc(80))).toBe(99 * MIB + 48);
});

test("a request of 0 bytes does not go to pymalloc", () => {
  const allocator = python("3.11");
  expect(allocator.addressOf(allocator.malloc(0))).toBeUndefined();
  expect(allocator.arenas.total).toBe(0);
});

test("of the emptied pools of an arena the one emptied last is taken first", () => {
  const allocator = smallArenas();
  const blocks = fill(allocator, 15); // pools 0, 1 and 2
  emptyPool(allocator, blocks, 0);
  emptyPool(allocator, blocks, 1);
  expect(allocator.addressOf(allocator.malloc(32))).toBe(4096 + 128 + 48);
});

test("a full pool that gets a free block becomes the first of its class", () => {
  const allocator = smallArenas();
  const blocks = fill(allocator, 10); // pools 0 and 1, both full
  allocator.free(blocks[0]!);
  allocator.free(blocks[5]!);
  expect(allocator.malloc(16)).toBe(blocks[5]);
});

test("an emptied pool that serves the same class again continues with its free list", () => {
  const allocator = smallArenas();
  const [first, second] = fill(allocator, 2);
  allocator.malloc(32); // in a pool of its own; the arena stays
  allocator.free(first!);
  allocator.free(second!);
  expect(allocator.malloc(16)).toBe(second);
});

test("an arena that gets its first free pool goes before the others with one", () => {
  const allocator = smallArenas();
  const blocks = fill(allocator, 40); // two arenas, both full: 4096 and 3584
  emptyPool(allocator, blocks, 0);
  emptyPool(allocator, blocks, 4);
  expect(arenaOf(allocator, allocator.malloc(32))).toBe(3584);
});

test("an arena that overtakes others goes just after them, before those with more free pools", () => {
  const allocator = smallArenas();
  const blocks = fill(allocator, 60); // three arenas, all full: 4096, 3584 and 3072
  for (const pool of [8, 9, 10]) emptyPool(allocator, blocks, pool); // 3072 has three free
  emptyPool(allocator, blocks, 4); // 3584 has one
  for (const pool of [0, 1]) emptyPool(allocator, blocks, pool); // 4096 has one, then two
  const owners = fill(allocator, 12, 32).map((block) => arenaOf(allocator, block));
  expect(owners).toEqual([3584, 4096, 4096, 3072, 3072, 3072].flatMap((arena) => [arena, arena]));
});

test("an arena that does not start on a pool boundary loses a whole pool", () => {
  const top = 100 * MIB + 4096;
  const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas(top));
  fill(allocator, 63 * 31, 512); // 31 to a pool, 63 pools
  expect(allocator.arenas.total).toBe(1);
  allocator.malloc(512);
  expect(allocator.arenas.total).toBe(2);
});

test("from 3.9 on the last arena is kept when it is wholly free", () => {
  const allocator = python("3.9");
  allocator.free(allocator.malloc(16));
  expect(allocator.arenas.current).toBe(1);
});

test("up to 3.8 every wholly free arena goes back", () => {
  for (const version of ["3.6", "3.7", "3.8"] as const) {
    const allocator = python(version);
    allocator.free(allocator.malloc(16));
    expect(allocator.arenas.current).toBe(0);
  }
});

test("a block of 80 bytes that shrinks to 50 moves: more than a quarter would be given up", () => {
  const allocator = python("3.11");
  const [block = 0] = fill(allocator, 2, 80); // the second one keeps the pool
  expect(allocator.realloc(block, 50)).not.toBe(block);
});

test("a block of 80 bytes that shrinks to 60 moves: a quarter exactly is too much", () => {
  const allocator = python("3.11");
  const [block = 0] = fill(allocator, 2, 80);
  expect(allocator.realloc(block, 61)).toBe(block);
  expect(allocator.realloc(block, 60)).not.toBe(block);
});

test("realloc takes the new block before it frees the old one", () => {
  const allocator = python("3.11");
  const block = allocator.malloc(80);
  const old = allocator.addressOf(block) ?? 0;
  // Freed first, the pool would be empty, and the next class would take it over.
  expect(allocator.addressOf(allocator.realloc(block, 96))).toBe(old + 16_384);
});
