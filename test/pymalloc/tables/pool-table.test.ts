import { expect, test } from "vitest";
import { BlockTable } from "../../../src/pymalloc/tables/block-table.js";
import { BLOCK_BITS } from "../../../src/pymalloc/tables/pool-records.js";
import { NO_CLASS, PoolTable } from "../../../src/pymalloc/tables/pool-table.js";
import { SMALL_KEEPING } from "../small-geometry.js";

const FIRST = 4;
const table = () => new PoolTable(SMALL_KEEPING, FIRST, 16);

/** Which of a pool's blocks live, as ordinals. */
const live = (pools: PoolTable, pool: number) =>
  [1, 2, 3, 4, 5].filter((ordinal) => pools.isLive(pool, ordinal));

test("the lists of used pools start empty", () => {
  const pools = table();
  expect([pools.usedPools(0), pools.usedPools(1)]).toEqual([[], []]);
  expect([...pools.capacity]).toEqual([5, 2]);
  expect([0, 3].map((head) => [pools.next(head), pools.previous(head)])).toEqual([
    [0, 0],
    [3, 3],
  ]);
});

test("a pool that is given a class lists its first block, and none is live", () => {
  const pools = table();
  pools.initialise(5, 0);
  expect([pools.sizeClass(5), pools.liveBlocks(5), pools.nextOrdinal(5)]).toEqual([0, 0, 2]);
  expect([pools.freeList(5), live(pools, 5)]).toEqual([[1], []]);
});

test("blocks are taken in address order, and the pool leaves its list with the last", () => {
  const pools = table();
  pools.initialise(5, 0);
  pools.linkFirst(5);
  const taken = [1, 2, 3, 4].map(() => pools.allocate(5));
  expect(taken).toEqual([1, 2, 3, 4].map((ordinal) => (5 << BLOCK_BITS) | ordinal));
  expect([pools.freeList(5), pools.usedPools(0), live(pools, 5)]).toEqual([[5], [5], [1, 2, 3, 4]]);
  pools.allocate(5);
  expect([pools.freeList(5), pools.usedPools(0), pools.liveBlocks(5)]).toEqual([[], [], 5]);
});

test("a freed block is the next one taken, and a full pool is used again", () => {
  const pools = table();
  pools.setContents(5, 0, 6, []);
  const blocks = [2, 4].map((ordinal) => (5 << BLOCK_BITS) | ordinal);
  expect(blocks.map((block) => pools.release(block))).toEqual([4, 3]);
  expect([pools.freeList(5), pools.usedPools(0), live(pools, 5)]).toEqual([[4, 2], [5], [1, 3, 5]]);
  expect([pools.allocate(5), pools.allocate(5)]).toEqual(blocks.reverse());
  expect(pools.usedPools(0)).toEqual([]);
});

test("a block that is not live is not released, and nothing changes", () => {
  const pools = table();
  pools.setContents(5, 0, 4, [2]); // 1 and 3 live, 4 and 5 never touched
  pools.setContents(6, 0, 6, []); // full, with its marks behind those of the other pool
  for (const ordinal of [0, 2, 4, 5, 6, 7, 8, 1023]) {
    expect(pools.release((5 << BLOCK_BITS) | ordinal)).toBe(-1);
  }
  for (const block of [3, (7 << BLOCK_BITS) | 1, 2 ** 31 - 1]) {
    expect(pools.release(block)).toBe(-1);
  }
  expect([live(pools, 5), live(pools, 6), pools.freeList(5)]).toEqual([
    [1, 3],
    [1, 2, 3, 4, 5],
    [2],
  ]);
});

test("contents are set with the free list in order, the other carved blocks live", () => {
  const pools = table();
  pools.setContents(5, 0, 5, [3, 1]);
  expect([pools.liveBlocks(5), pools.freeBlock(5), pools.freeList(5)]).toEqual([2, 3, [3, 1]]);
  expect(live(pools, 5)).toEqual([2, 4]);
  pools.setContents(6, 0, 6, []);
  expect([pools.liveBlocks(6), pools.freeBlock(6), pools.freeList(6)]).toEqual([5, 0, []]);
  pools.setContents(5, 0, 3, [1]); // the marks of what it had are gone
  expect(live(pools, 5)).toEqual([2]);
});

test("the live blocks of full pools are counted by the pool, those of used ones by the block", () => {
  const pools = table();
  pools.setContents(5, 0, 6, []); // full, five of 16 bytes
  expect(pools.liveSteps()).toBe(5);
  pools.setContents(6, 1, 3, [2]); // used, one of 32 bytes
  pools.linkFirst(6);
  expect(pools.liveSteps()).toBe(7);
  pools.setContents(5, 1, 3, []); // full, two of 32 bytes and none of 16
  expect(pools.liveSteps()).toBe(6);
  pools.setContents(5, 1, 3, [1, 2]); // empty
  expect(pools.liveSteps()).toBe(2);
});

test("a pool is busy from its first block to its last", () => {
  const pools = table();
  pools.initialise(5, 1);
  pools.occupy(5);
  const blocks = [pools.allocate(5), pools.allocate(5)];
  expect([pools.usedPools(1), pools.liveSteps()]).toEqual([[], 4]);
  for (const block of blocks) pools.release(block);
  pools.vacate(5);
  expect([pools.usedPools(1), pools.liveSteps()]).toEqual([[], 0]);
});

test("the first pool of a list leaves it, and the next one takes its place", () => {
  const pools = table();
  for (const pool of [5, 6]) {
    pools.initialise(pool, 1);
    pools.linkFirst(pool);
  }
  pools.unlinkFirst(6);
  expect([pools.usedPools(1), pools.previous(5), pools.previous(1)]).toEqual([[5], 1, 5]);
});

test("the free list that is set may be a part of a longer row", () => {
  const pools = table();
  pools.setContents(5, 0, 6, [9, 9, 4, 2, 9], 2, 4);
  pools.linkFirst(5);
  pools.setContents(6, 0, 6, [9, 9], 1, 1);
  expect([pools.freeList(5), live(pools, 5)]).toEqual([
    [4, 2],
    [1, 3, 5],
  ]);
  expect([pools.freeList(6), pools.liveSteps()]).toEqual([[], 3 + 5]);
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

test("a pool keeps its region while it keeps the number of its blocks", () => {
  const pools = table();
  pools.initialise(5, 0);
  const region = pools.region(5);
  pools.initialise(6, 0);
  pools.initialise(5, 0);
  expect(pools.region(5)).toBe(region);
  expect(pools.region(6) - region).toBe(6); // five blocks, numbered from 1
});

test("the region that a pool leaves goes to one that needs as much, the last left first", () => {
  const pools = table();
  for (const pool of [5, 6, 7]) pools.initialise(pool, 0);
  const regions = [5, 6].map((pool) => pools.region(pool));
  pools.initialise(5, 1);
  pools.reset(6);
  pools.initialise(8, 0);
  pools.initialise(9, 0);
  expect([9, 8].map((pool) => pools.region(pool))).toEqual(regions);
  pools.reset(6); // has none to leave a second time
  pools.initialise(6, 0);
  expect(regions).not.toContain(pools.region(6));
  pools.initialise(10, 1);
  expect(pools.region(10) - pools.region(6)).toBe(6);
});

test("more pools can be added, and the old ones stay as they are", () => {
  const pools = table();
  pools.initialise(15, 0);
  pools.linkFirst(15);
  pools.grow(32);
  expect([pools.poolCount, pools.usedPools(0), pools.freeList(15)]).toEqual([32, [15], [1]]);
  pools.initialise(31, 1);
  pools.initialise(15, 0); // keeps its region
  expect(pools.region(15)).toBe(0);
});

test("the tables' bytes are thirty-two a pool, and those of the blocks", () => {
  expect(table().tableBytes).toBe(16 * 32 + new BlockTable().tableBytes);
});
