import { expect, test } from "vitest";
import { BlockNumber } from "../../src/pymalloc/block.js";
import { Pools } from "../../src/pymalloc/pools.js";
import { NO_CLASS } from "../../src/pymalloc/tables/pool-table.js";
import { SMALL_KEEPING } from "./small-geometry.js";

const FIRST = 4;
const table = () => new Pools(SMALL_KEEPING, FIRST, 16);

/** Which of a pool's blocks live, as ordinals. */
const live = (pools: Pools, pool: number) =>
  [1, 2, 3, 4, 5].filter((ordinal) => pools.table.isLive(pool, ordinal));

test("the lists of used pools start empty", () => {
  const pools = table();
  expect([pools.table.usedPools(0), pools.table.usedPools(1)]).toEqual([[], []]);
  expect([...pools.capacity]).toEqual([5, 2]);
  expect([0, 3].map((head) => [pools.table.next(head), pools.table.previous(head)])).toEqual([
    [0, 0],
    [3, 3],
  ]);
});

test("a pool that is given a class lists its first block, and none is live", () => {
  const pools = table();
  pools.initialise(5, 0);
  expect([pools.table.sizeClass(5), pools.table.liveBlocks(5), pools.table.nextOrdinal(5)]).toEqual(
    [0, 0, 2],
  );
  expect([pools.table.freeList(5), live(pools, 5)]).toEqual([[1], []]);
});

test("blocks are taken in address order, and the pool leaves its list with the last", () => {
  const pools = table();
  pools.initialise(5, 0);
  pools.linkFirst(5);
  const taken = [1, 2, 3, 4].map(() => pools.allocate(5));
  expect(taken).toEqual([1, 2, 3, 4].map((ordinal) => (5 << BlockNumber.SHIFT) | ordinal));
  expect([pools.table.freeList(5), pools.table.usedPools(0), live(pools, 5)]).toEqual([
    [5],
    [5],
    [1, 2, 3, 4],
  ]);
  pools.allocate(5);
  expect([pools.table.freeList(5), pools.table.usedPools(0), pools.table.liveBlocks(5)]).toEqual([
    [],
    [],
    5,
  ]);
});

test("a freed block is the next one taken, and a full pool is used again", () => {
  const pools = table();
  pools.setContents(5, 0, 6, []);
  const blocks = [2, 4].map((ordinal) => (5 << BlockNumber.SHIFT) | ordinal);
  expect(blocks.map((block) => pools.release(block))).toEqual([4, 3]);
  expect([pools.table.freeList(5), pools.table.usedPools(0), live(pools, 5)]).toEqual([
    [4, 2],
    [5],
    [1, 3, 5],
  ]);
  expect([pools.allocate(5), pools.allocate(5)]).toEqual(blocks.reverse());
  expect(pools.table.usedPools(0)).toEqual([]);
});

test("a block that is not live is not released, and nothing changes", () => {
  const pools = table();
  pools.setContents(5, 0, 4, [2]); // 1 and 3 live, 4 and 5 never touched
  pools.setContents(6, 0, 6, []); // full, with its marks after those of the other pool
  for (const ordinal of [0, 2, 4, 5, 6, 7, 8, 1023]) {
    expect(pools.release((5 << BlockNumber.SHIFT) | ordinal)).toBe(-1);
  }
  for (const block of [3, (7 << BlockNumber.SHIFT) | 1, 2 ** 31 - 1]) {
    expect(pools.release(block)).toBe(-1);
  }
  expect([live(pools, 5), live(pools, 6), pools.table.freeList(5)]).toEqual([
    [1, 3],
    [1, 2, 3, 4, 5],
    [2],
  ]);
});

test("contents are set with the free list in order, the other carved blocks live", () => {
  const pools = table();
  pools.setContents(5, 0, 5, [3, 1]);
  expect([pools.table.liveBlocks(5), pools.table.freeBlock(5), pools.table.freeList(5)]).toEqual([
    2,
    3,
    [3, 1],
  ]);
  expect(live(pools, 5)).toEqual([2, 4]);
  pools.setContents(6, 0, 6, []);
  expect([pools.table.liveBlocks(6), pools.table.freeBlock(6), pools.table.freeList(6)]).toEqual([
    5,
    0,
    [],
  ]);
  pools.setContents(5, 0, 3, [1]); // the marks of what it had are gone
  expect(live(pools, 5)).toEqual([2]);
});

test("the live blocks of full pools are counted by the pool, those of used ones by the block", () => {
  const pools = table();
  pools.setContents(5, 0, 6, []); // full, five of 16 bytes
  expect(pools.liveBytes()).toBe(5 * 16);
  pools.setContents(6, 1, 3, [2]); // used, one of 32 bytes
  pools.linkFirst(6);
  expect(pools.liveBytes()).toBe(7 * 16);
  pools.setContents(5, 1, 3, []); // full, two of 32 bytes and none of 16
  expect(pools.liveBytes()).toBe(6 * 16);
  pools.setContents(5, 1, 3, [1, 2]); // empty
  expect(pools.liveBytes()).toBe(2 * 16);
});

test("a pool is busy from its first block to its last", () => {
  const pools = table();
  pools.initialise(5, 1);
  pools.occupy(5);
  const blocks = [pools.allocate(5), pools.allocate(5)];
  expect([pools.table.usedPools(1), pools.liveBytes()]).toEqual([[], 4 * 16]);
  for (const block of blocks) pools.release(block);
  pools.vacate(5);
  expect([pools.table.usedPools(1), pools.liveBytes()]).toEqual([[], 0]);
});

test("the first pool of a list leaves it, and the next one takes its place", () => {
  const pools = table();
  for (const pool of [5, 6]) {
    pools.initialise(pool, 1);
    pools.linkFirst(pool);
  }
  pools.unlinkFirst(6);
  expect([pools.table.usedPools(1), pools.table.previous(5), pools.table.previous(1)]).toEqual([
    [5],
    1,
    5,
  ]);
});

test("the free list that is set may be a part of a longer row", () => {
  const pools = table();
  pools.setContents(5, 0, 6, [9, 9, 4, 2, 9], 2, 4);
  pools.linkFirst(5);
  pools.setContents(6, 0, 6, [9, 9], 1, 1);
  expect([pools.table.freeList(5), live(pools, 5)]).toEqual([
    [4, 2],
    [1, 3, 5],
  ]);
  expect([pools.table.freeList(6), pools.liveBytes()]).toEqual([[], (3 + 5) * 16]);
});

test("a pool is put first in the list of its class, and taken out", () => {
  const pools = table();
  for (const pool of [5, 6, 7]) {
    pools.initialise(pool, 1);
    pools.linkFirst(pool);
  }
  expect([pools.table.usedPools(1), pools.table.usedPools(0)]).toEqual([[7, 6, 5], []]);
  pools.unlink(6);
  expect([pools.table.usedPools(1), pools.table.previous(5), pools.table.previous(1)]).toEqual([
    [7, 5],
    7,
    5,
  ]);
});

test("the next untouched block is listed until there is none, then the pool leaves its list", () => {
  const pools = table();
  pools.setContents(5, 0, 5, []); // four live, one untouched
  pools.linkFirst(5);
  pools.extend(5);
  expect([pools.table.freeList(5), pools.table.nextOrdinal(5), pools.table.usedPools(0)]).toEqual([
    [5],
    6,
    [5],
  ]);
  pools.setContents(5, 0, 6, []);
  pools.extend(5);
  expect([pools.table.freeList(5), pools.table.usedPools(0)]).toEqual([[], []]);
});

test("a pool that is reset was never used", () => {
  const pools = table();
  pools.initialise(5, 0);
  pools.reset(5);
  expect([pools.table.sizeClass(5), pools.table.liveBlocks(5), pools.table.freeBlock(5)]).toEqual([
    NO_CLASS,
    0,
    0,
  ]);
});

test("a pool keeps its region while it keeps the number of its blocks", () => {
  const pools = table();
  pools.initialise(5, 0);
  const region = pools.table.region(5);
  pools.initialise(6, 0);
  pools.initialise(5, 0);
  expect(pools.table.region(5)).toBe(region);
  expect(pools.table.region(6) - region).toBe(6); // five blocks, numbered from 1
});

test("the region that a pool leaves goes to one that needs as much, the last left first", () => {
  const pools = table();
  for (const pool of [5, 6, 7]) pools.initialise(pool, 0);
  const regions = [5, 6].map((pool) => pools.table.region(pool));
  pools.initialise(5, 1);
  pools.reset(6);
  pools.initialise(8, 0);
  pools.initialise(9, 0);
  expect([9, 8].map((pool) => pools.table.region(pool))).toEqual(regions);
  pools.reset(6); // has none to leave a second time
  pools.initialise(6, 0);
  expect(regions).not.toContain(pools.table.region(6));
  pools.initialise(10, 1);
  expect(pools.table.region(10) - pools.table.region(6)).toBe(6);
});

test("more pools can be added, and the old ones stay as they are", () => {
  const pools = table();
  pools.initialise(15, 0);
  pools.linkFirst(15);
  pools.table.grow(32);
  expect([pools.table.poolCount, pools.table.usedPools(0), pools.table.freeList(15)]).toEqual([
    32,
    [15],
    [1],
  ]);
  pools.initialise(31, 1);
  pools.initialise(15, 0); // keeps its region
  expect(pools.table.region(15)).toBe(0);
});

test("the tables' bytes are thirty-two a pool, and two a link", () => {
  const { table: tables } = table();
  expect(tables.tableBytes).toBe(16 * 32 + 2 * tables.links.length);
});

test("the links double where they are too short, and keep what they had", () => {
  const { table: tables } = table();
  const most = tables.links.length;
  tables.reserveLinks(5, most - 1); // and one that stays unused
  tables.links[most - 1] = 7;
  tables.reserveLinks(6, 1);
  expect([tables.region(6), tables.links.length, tables.links[most - 1]]).toEqual([
    most,
    2 * most,
    7,
  ]);
});
