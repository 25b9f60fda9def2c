import { expect, test } from "vitest";
import type { Geometry } from "../../src/pymalloc/geometry.js";
import { LIVE, NO_CLASS, PoolTable } from "../../src/pymalloc/pool-table.js";

/** Two classes: five blocks of 16 bytes to a pool, or two of 32. Pools are numbered from 4. */
const small: Geometry = {
  alignment: 16,
  smallRequestThreshold: 32,
  poolBytes: 128,
  arenaBytes: 512,
  poolHeaderBytes: 48,
  keepsLastEmptyArena: true,
};
const FIRST = 4;
const table = () => new PoolTable(small, FIRST, 16);

/** Links of a pool's region, from block 1 on. */
const links = (pools: PoolTable, pool: number, count: number) =>
  [...pools.links].slice(pools.linkStart[pool]! + 1, pools.linkStart[pool]! + 1 + count);

test("the lists of used pools start empty", () => {
  const pools = table();
  expect([pools.usedPools(0), pools.usedPools(1)]).toEqual([[], []]);
  expect([...pools.capacity]).toEqual([5, 2]);
  expect([0, 3].map((head) => [pools.next(head), pools.previous(head)])).toEqual([
    [0, 0],
    [3, 3],
  ]);
});

test("a pool that is given a class has its first block live and its second listed", () => {
  const pools = table();
  pools.initialise(5, 0);
  expect([pools.sizeClass(5), pools.liveBlocks(5), pools.nextOrdinal(5)]).toEqual([0, 1, 3]);
  expect([pools.freeList(5), links(pools, 5, 2)]).toEqual([[2], [LIVE, 0]]);
  expect([1, 2, 3].map((ordinal) => pools.isLive(5, ordinal))).toEqual([true, false, false]);
});

test("contents are set with the free list in order, the other carved blocks live", () => {
  const pools = table();
  pools.setContents(5, 0, 5, [3, 1]);
  expect([pools.liveBlocks(5), pools.freeBlock(5), pools.freeList(5)]).toEqual([2, 3, [3, 1]]);
  expect(links(pools, 5, 4)).toEqual([0, LIVE, 1, LIVE]);
  pools.setContents(6, 0, 6, []);
  expect([pools.liveBlocks(6), pools.freeBlock(6), pools.freeList(6)]).toEqual([5, 0, []]);
});

test("a pool is put first in the list of its class, and taken out", () => {
  const pools = table();
  for (const pool of [5, 6, 7]) {
    pools.initialise(pool, 1);
    pools.linkFirst(pool);
  }
  expect([pools.usedPools(1), pools.usedPools(0)]).toEqual([[7, 6, 5], []]);
  pools.unlink(6);
  expect([pools.usedPools(1), pools.previous(5), pools.previous(1)]).toEqual([[7, 5], 7, 5]);
});

test("the next untouched block is listed until there is none, then the pool leaves its list", () => {
  const pools = table();
  pools.setContents(5, 0, 5, []); // four live, one untouched
  pools.linkFirst(5);
  pools.extend(5);
  expect([pools.freeList(5), pools.nextOrdinal(5), pools.usedPools(0)]).toEqual([[5], 6, [5]]);
  pools.setContents(5, 0, 6, []);
  pools.extend(5);
  expect([pools.freeList(5), pools.usedPools(0)]).toEqual([[], []]);
});

test("a pool that is reset was never used", () => {
  const pools = table();
  pools.initialise(5, 0);
  pools.reset(5);
  expect([pools.sizeClass(5), pools.liveBlocks(5), pools.freeBlock(5)]).toEqual([NO_CLASS, 0, 0]);
});

test("a pool keeps its room while it keeps the number of its blocks", () => {
  const pools = table();
  pools.initialise(5, 0);
  const start = pools.linkStart[5];
  pools.initialise(6, 0);
  pools.initialise(5, 0);
  expect(pools.linkStart[5]).toBe(start);
  expect(pools.linkStart[6]! - start!).toBe(6); // five blocks, numbered from 1
});

test("the room that a pool leaves goes to one that needs as much, the last left first", () => {
  const pools = table();
  for (const pool of [5, 6, 7]) pools.initialise(pool, 0);
  const starts = [5, 6].map((pool) => pools.linkStart[pool]);
  pools.initialise(5, 1);
  pools.initialise(6, 1);
  pools.initialise(8, 0);
  pools.initialise(9, 0);
  expect([9, 8].map((pool) => pools.linkStart[pool])).toEqual(starts);
  expect(pools.linkStart[6]! - pools.linkStart[5]!).toBe(3); // two blocks, numbered from 1
});

test("more pools can be added, and the old ones stay as they are", () => {
  const pools = table();
  pools.initialise(15, 0);
  pools.linkFirst(15);
  pools.grow(32);
  expect([pools.poolCount, pools.usedPools(0), pools.freeList(15)]).toEqual([32, [15], [2]]);
  pools.initialise(31, 1);
  pools.initialise(15, 0); // keeps its room
  expect(pools.linkStart[15]).toBe(0);
});

test("the links grow where the pools need more of them", () => {
  const pools = new PoolTable({ ...small, poolBytes: 16_384 }, FIRST, 128);
  const before = pools.tableBytes;
  for (let pool = FIRST; pool < FIRST + 64; pool++) pools.initialise(pool, 0); // 1,022 each
  expect(pools.links).toHaveLength(1 << 16);
  pools.initialise(FIRST + 64, 0);
  expect(pools.links).toHaveLength(1 << 17);
  expect(pools.freeList(FIRST)).toEqual([2]);
  expect(pools.tableBytes - before).toBe((1 << 16) * 2);
});

test("the tables' bytes are sixteen a pool for its record, six for its room, two a link", () => {
  expect(table().tableBytes).toBe(16 * (16 + 6) + 2 * (1 << 16));
});
