import { expect, test } from "vitest";
import type { ArenaEvent } from "../../src/pymalloc/allocator.js";
import { type Geometry, geometryOf } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas, RecordedArenas } from "../../src/pymalloc/sources/arena-source.js";
import { SMALL } from "./small-geometry.js";

const MIB = 1024 * 1024;
/** Above an arena at 1 MiB times 1000, which is aligned to everything. */
const TOP = 1001 * MIB;
const FIRST_BLOCK = 1000 * MIB + 48;

function python(version: "3.8" | "3.9" | "3.11"): Pymalloc {
  return new Pymalloc(geometryOf(version), new AdjacentArenas(TOP));
}

/** Arenas of two pools with five 16-byte blocks each, at 1280, 1024, ... */
const small: Geometry = { ...SMALL, arenaBytes: 256 };

function fill(allocator: Pymalloc, count: number, requestBytes = 16): number[] {
  return Array.from({ length: count }, () => allocator.malloc(requestBytes));
}

test("the first block lies after the first pool's header", () => {
  const allocator = python("3.11");
  expect(allocator.addressOf(allocator.malloc(67))).toBe(FIRST_BLOCK);
  expect(allocator.addressOf(allocator.malloc(80))).toBe(FIRST_BLOCK + 80);
});

test("each size class has a pool of its own", () => {
  const allocator = python("3.11");
  allocator.malloc(16);
  expect(allocator.addressOf(allocator.malloc(17))).toBe(FIRST_BLOCK + 16384);
});

test("the block freed last is handed out first", () => {
  const allocator = python("3.11");
  const [a, b, c] = fill(allocator, 3) as [number, number, number];
  allocator.free(a);
  allocator.free(c);
  expect([allocator.malloc(16), allocator.malloc(16)]).toEqual([c, a]);
  expect(allocator.isLive(b)).toBe(true);
});

test("a free in a full pool puts it first among the used pools", () => {
  const allocator = new Pymalloc(small, new AdjacentArenas(1280));
  const blocks = fill(allocator, 6);
  allocator.free(blocks[2]!);
  expect(allocator.malloc(16)).toBe(blocks[2]);
});

test("a free in a used pool does not move it", () => {
  const allocator = new Pymalloc(small, new AdjacentArenas(1280));
  const blocks = fill(allocator, 10);
  allocator.free(blocks[0]!); // pool 1 first
  allocator.free(blocks[5]!); // pool 2 before it
  allocator.free(blocks[1]!); // pool 1 stays behind
  expect(allocator.malloc(16)).toBe(blocks[5]);
});

test("an emptied pool of the same class continues with the free list it had", () => {
  const allocator = new Pymalloc(small, new AdjacentArenas(1280));
  const [a, b] = fill(allocator, 2) as [number, number];
  const other = allocator.malloc(32); // keeps the arena
  allocator.free(a);
  allocator.free(b);
  expect(allocator.malloc(16)).toBe(b);
  allocator.free(other);
});

test("an emptied pool can serve another class", () => {
  const allocator = new Pymalloc(small, new AdjacentArenas(1280));
  const block = allocator.malloc(16);
  const other = allocator.malloc(16);
  const keeper = allocator.malloc(32);
  allocator.free(block);
  allocator.free(other);
  const again = fill(allocator, 2, 32); // the keeper's pool holds two blocks
  expect(allocator.blockBytes(again[1]!)).toBe(32);
  expect(allocator.addressOf(again[1]!)).toBe(1024 + 48);
  expect(allocator.isLive(keeper)).toBe(true);
});

test.each([0, 513, 100_000])("a request of %i bytes goes to the raw allocator", (requestBytes) => {
  const allocator = python("3.11");
  const block = allocator.malloc(requestBytes);
  expect(allocator.addressOf(block)).toBeUndefined();
  expect(allocator.arenas.total).toBe(0);
  expect(allocator.allocatedBlocks()).toBe(1);
  allocator.free(block);
  expect(allocator.allocatedBlocks()).toBe(0);
});

test("calloc serves the product", () => {
  const allocator = python("3.11");
  expect(allocator.blockBytes(allocator.calloc(5, 16))).toBe(80);
  expect(allocator.addressOf(allocator.calloc(0, 16))).toBeUndefined();
});

test("before 3.9 an arena goes back with its last block", () => {
  const allocator = python("3.8");
  allocator.free(allocator.malloc(16));
  expect(allocator.arenas).toEqual({
    total: 1,
    reclaimed: 1,
    highwater: 1,
    current: 0,
  });
});

test("from 3.9 the last empty arena is kept, and goes when another empties before it", () => {
  const allocator = new Pymalloc({ ...small, keepsLastEmptyArena: true }, new AdjacentArenas(1280));
  const blocks = fill(allocator, 20); // two arenas
  for (const block of blocks.slice(10)) allocator.free(block);
  expect(allocator.arenas.current).toBe(2);
  for (const block of blocks.slice(0, 10)) allocator.free(block);
  expect(allocator.arenas.current).toBe(1);
});

test("a new pool comes from the fullest arena", () => {
  const allocator = new Pymalloc({ ...small, arenaBytes: 512 }, new AdjacentArenas(2048));
  const blocks = fill(allocator, 40); // arenas at 1536 and 1024, four pools each
  for (const block of blocks.slice(0, 10)) allocator.free(block); // two pools of the first
  for (const block of blocks.slice(20, 25)) allocator.free(block); // one of the second
  const address = allocator.addressOf(allocator.malloc(32)) ?? 0;
  expect(Math.floor(address / 512) * 512).toBe(1024);
});

test("the pool emptied last is taken first", () => {
  const allocator = new Pymalloc({ ...small, arenaBytes: 512 }, new AdjacentArenas(2048));
  const blocks = fill(allocator, 20);
  for (const block of blocks.slice(0, 10)) allocator.free(block);
  expect(allocator.addressOf(allocator.malloc(32))).toBe(1536 + 128 + 48);
});

test("an arena off the pool grid loses a pool", () => {
  const allocator = new Pymalloc(geometryOf("3.11"), new RecordedArenas([1000 * MIB + 4096]));
  expect(allocator.addressOf(allocator.malloc(16))).toBe(1000 * MIB + 16384 + 48);
  const pools = Array.from({ length: 62 }, () => fill(allocator, 31, 512)).length;
  expect(pools).toBe(62);
  expect(() => fill(allocator, 1, 496)).toThrow("asks for one more");
});

test("arenas tell when they come and go, by operation", () => {
  const allocator = python("3.8");
  const events: ArenaEvent[] = [];
  allocator.onArena = (event) => events.push(event);
  const block = allocator.malloc(16);
  allocator.malloc(0);
  allocator.free(block);
  const address = TOP - 256 * 1024;
  expect(events).toEqual([
    { kind: "obtained", step: 1, birth: 0, address },
    { kind: "returned", step: 3, birth: 0, address },
  ]);
});

function freedBefore(allocator: Pymalloc, block: number): number {
  allocator.free(block);
  return block;
}

test.each([
  ["freed twice", freedBefore],
  ["never handed out", (_: Pymalloc, block: number) => block + 5],
  ["of no pool", () => 123_456_789],
  ["that is a fraction", (_: Pymalloc, block: number) => block + 0.5],
  ["raw, never handed out", () => -7],
])("a block %s cannot be freed", (_, bad) => {
  const allocator = python("3.11");
  fill(allocator, 3);
  const block = bad(allocator, allocator.malloc(16));
  expect(() => allocator.free(block)).toThrow(`cannot free block ${block}`);
  expect(() => allocator.realloc(block, 32)).toThrow(`cannot realloc block ${block}`);
});

test("freeing NULL does nothing", () => {
  const allocator = python("3.11");
  allocator.free(0);
  expect(allocator.step).toBe(0);
});

test.each([-1, 0.5, Number.NaN])(
  "a request of %s bytes is refused and counts as no operation",
  (bad) => {
    const allocator = python("3.11");
    expect(() => allocator.malloc(bad)).toThrow(RangeError);
    expect(() => allocator.calloc(bad, 1)).toThrow(RangeError);
    expect(() => allocator.realloc(0, bad)).toThrow(RangeError);
    expect(allocator.step).toBe(0);
  },
);

test("an arena that overlaps a held one is refused", () => {
  const allocator = new Pymalloc(geometryOf("3.11"), new RecordedArenas([MIB, MIB + 4096]));
  fill(allocator, 64 * 31, 512);
  expect(() => allocator.malloc(512)).toThrow("the arena at 0x101000 overlaps");
});

test("the bytes of a block's class are told while it is live in a pool", () => {
  const allocator = python("3.11");
  const block = allocator.malloc(67);
  const raw = allocator.malloc(513);
  expect(allocator.blockBytes(block)).toBe(80);
  allocator.free(block);
  for (const other of [block, raw, 0]) {
    expect(() => allocator.blockBytes(other)).toThrow(
      `block ${other} is not live in a pool, so it has no size class`,
    );
  }
});

test("a geometry that the tables cannot hold is refused", () => {
  const made = (change: Partial<Geometry>) => () =>
    new Pymalloc({ ...small, ...change }, new AdjacentArenas(TOP));
  expect(made({ arenaBytes: 3 * 128 })).toThrow("a power of two of pools, got 3");
  // 80 bytes after the header hold two blocks of 32 bytes, and one of 48.
  expect(made({ smallRequestThreshold: 48 })).toThrow(
    "a pool must hold 2 to 1022 blocks of every class, got 1 to 5",
  );
  const blocksOf16 = (fits: number) => {
    const poolBytes = 48 + 16 * fits;
    return made({ poolBytes, arenaBytes: 2 * poolBytes });
  };
  expect(blocksOf16(1022)).not.toThrow();
  expect(blocksOf16(1023)).toThrow("every class, got 511 to 1023");
});
