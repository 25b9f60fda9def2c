/** Each invariant, broken on purpose in the tables, is found and named. */
import { expect, test } from "vitest";
import { BlockNumber } from "../../src/pymalloc/block.js";
import { type HeapState, STATE } from "../../src/pymalloc/heap-state.js";
import { BrokenInvariant, checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { ArenaWord } from "../../src/pymalloc/tables/arena-table.js";
import { PoolWord } from "../../src/pymalloc/tables/pool-table.js";
import { SMALL_KEEPING } from "./small-geometry.js";

/** The first arena and its pools; the numbers below are heads of lists. */
const SLOT = 1;
const [FULL, USED, EMPTIED] = [4, 5, 6];
/** The second arena and its one carved pool, of the other class. */
const SECOND = 2;
const OTHER = 8;

/**
 * Two arenas. The first is carved to its end: a full pool, one with its first two blocks
 * free (the second of them first in the list), an emptied one, and another full one. The
 * second has one pool with one of two blocks live, and three that were never used.
 */
function heap(): Pymalloc {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  const blocks = Array.from({ length: 20 }, () => allocator.malloc(16));
  allocator.malloc(32);
  for (const block of [...blocks.slice(5, 7), ...blocks.slice(10, 15)]) allocator.free(block);
  return allocator;
}

/** The message that a check of the heap ends with, after something was spoilt. */
function findingAfter(spoil: (state: HeapState) => void): string | undefined {
  const allocator = heap();
  spoil(allocator.heap[STATE]);
  try {
    checkInvariants(allocator);
    return undefined;
  } catch (error) {
    if (!(error instanceof BrokenInvariant)) throw error;
    return `${error.name}: ${error.message}`;
  }
}

const linkOf = ({ pools }: HeapState, pool: number, ordinal: number) =>
  pools.table.region(pool) + ordinal;

test("the heap of these tests is sound", () => {
  expect(findingAfter(() => {})).toBeUndefined();
});

test.each<[string, (state: HeapState) => void, string]>([
  [
    "a pool counts one live block more",
    ({ pools }) => {
      pools.table.setCounts(FULL, 6, 0);
    },
    `pool ${FULL}: live + free + untouched is 6 of 5`,
  ],
  [
    "a block is neither live nor on the free list",
    (state) => {
      state.pools.table.links[linkOf(state, FULL, 3)] = 0;
    },
    `pool ${FULL}: 4 blocks are marked live, 5 counted`,
  ],
  [
    "the last block of a pool is neither",
    (state) => {
      state.pools.table.links[linkOf(state, FULL, 5)] = 0;
    },
    `pool ${FULL}: 4 blocks are marked live, 5 counted`,
  ],
  [
    "the first block of a pool is neither",
    (state) => {
      state.pools.table.links[linkOf(state, FULL, 1)] = 0;
    },
    `pool ${FULL}: 4 blocks are marked live, 5 counted`,
  ],
  [
    "a free list runs in a circle",
    (state) => {
      state.pools.table.links[linkOf(state, USED, 1)] = 2;
    },
    `pool ${USED}: its free list runs in a circle`,
  ],
  [
    "a full pool is counted a second time",
    ({ pools }) => {
      pools.busyPools[0]! += 1;
    },
    "240 bytes are in live blocks, 320 counted",
  ],
  [
    "a free list leads to no block",
    (state) => {
      state.pools.table.links[linkOf(state, USED, 1)] = BlockNumber.ORDINAL_MASK;
    },
    `pool ${USED}: its free list leads to block ${BlockNumber.ORDINAL_MASK} of 5`,
  ],
  [
    "a live block is on a free list",
    (state) => {
      state.pools.table.links[linkOf(state, USED, 2)] = 3;
    },
    `pool ${USED}: block 3 is live and on its free list`,
  ],
  [
    "a free list continues after the carved blocks",
    (state) => {
      const { pools } = state;
      const pool = state.arenas.takePool();
      pools.initialise(pool, 0);
      pools.linkFirst(pool);
      pools.allocate(pool); // one block live, one listed
      pools.table.links[linkOf(state, pool, 2)] = 3;
    },
    `pool ${EMPTIED}: its free list leads to block 3 of 2`,
  ],
  [
    "a pool with a block left lists none",
    ({ pools }) => {
      pools.setContents(USED, 0, 5, []); // four live, the fifth never touched
    },
    `pool ${USED}: only a full pool lists no block`,
  ],
  [
    "a used pool is on no list",
    ({ pools }) => pools.unlink(USED),
    `pool ${USED}: used, but on list undefined`,
  ],
  [
    "a used pool is on the list of another class",
    ({ pools }) => {
      pools.unlink(OTHER);
      pools.table.write(OTHER, PoolWord.NEXT, 0);
      pools.table.write(OTHER, PoolWord.PREVIOUS, USED);
      pools.table.write(USED, PoolWord.NEXT, OTHER);
      pools.table.write(0, PoolWord.PREVIOUS, OTHER);
    },
    `pool ${OTHER}: used, but on list 0`,
  ],
  [
    "a full pool is on a list",
    ({ pools }) => pools.linkFirst(FULL),
    `pool ${FULL}: not used, but on list 0`,
  ],
  [
    "a pool does not know which one is before it",
    ({ pools }) => {
      pools.table.write(USED, PoolWord.PREVIOUS, OTHER);
    },
    `pool ${USED}: its list of used pools is torn`,
  ],
  [
    "a list of used pools leads into another",
    ({ pools }) => {
      pools.table.write(1, PoolWord.NEXT, USED);
    },
    `pool ${USED}: its list of used pools is torn`,
  ],
  [
    "a list of used pools runs in a circle past its head",
    ({ pools }) => {
      pools.table.write(USED, PoolWord.NEXT, USED);
    },
    `pool ${USED}: its list of used pools is torn`,
  ],
  [
    "the head of a list does not know its last pool",
    ({ pools }) => {
      pools.table.write(0, PoolWord.PREVIOUS, 0);
    },
    "the used pools of class 0 have no end",
  ],
  [
    "an emptied pool is on no list",
    ({ arenas }) => arenas.table.write(SLOT, ArenaWord.FIRST_FREE_POOL, 0),
    `arena ${SLOT}: freePools , emptied pools ${EMPTIED}`,
  ],
  [
    "a pool with live blocks is among the emptied ones",
    ({ arenas, pools }) => {
      pools.table.setNext(FULL, EMPTIED);
      arenas.table.write(SLOT, ArenaWord.FIRST_FREE_POOL, FULL);
    },
    `arena ${SLOT}: freePools ${FULL},${EMPTIED}, emptied pools ${EMPTIED}`,
  ],
  [
    "the emptied pools run in a circle",
    ({ pools }) => pools.table.setNext(EMPTIED, EMPTIED),
    `arena ${SLOT}: freePools runs in a circle`,
  ],
  [
    "an arena counts one free pool more",
    ({ arenas }) => arenas.table.write(SECOND, ArenaWord.FREE_POOL_COUNT, 4),
    `arena ${SECOND}: 3 free pools, counted 4`,
  ],
  [
    "an arena has room for one pool less",
    ({ arenas }) => arenas.table.write(SECOND, ArenaWord.POOL_COUNT, 3),
    `arena ${SECOND}: 2 free pools, counted 3`,
  ],
  [
    "an arena was carved further than it says",
    ({ arenas, pools }) => {
      arenas.table.write(SECOND, ArenaWord.NEXT_UNCARVED_POOL, OTHER + 2);
      pools.reset(OTHER + 1);
    },
    // Nothing of such a pool is right; its blocks are looked at first.
    `pool ${OTHER + 1}: live + free + untouched is 1 of 0`,
  ],
  [
    "an arena more is counted than is held",
    ({ arenas }) => {
      arenas.counters.current = 3;
    },
    "2 arenas held, 3 counted",
  ],
  [
    "more arenas are held than ever were at once",
    ({ arenas }) => {
      arenas.counters.highwater = 1;
    },
    "current <= highwater <= total does not hold",
  ],
  [
    "more arenas were held at once than were ever obtained",
    ({ arenas }) => {
      arenas.counters.total = 1;
    },
    "current <= highwater <= total does not hold",
  ],
  [
    "a usable arena is on no list",
    ({ arenas }) => arenas.table.unlink(SECOND),
    `usableArenas ${SLOT}, arenas with a free pool ${SLOT},${SECOND}`,
  ],
  [
    "the usable arenas do not know which one is before them",
    ({ arenas }) => arenas.table.write(SECOND, ArenaWord.PREVIOUS, 0),
    `arena ${SECOND}: usableArenas is torn`,
  ],
  [
    "the usable arenas run in a circle",
    ({ arenas }) => arenas.table.write(SECOND, ArenaWord.NEXT, SLOT),
    `arena ${SLOT}: usableArenas is torn`,
  ],
  [
    "the usable arenas are not sorted",
    ({ arenas: { table } }) => {
      table.unlink(SLOT);
      table.linkAfter(SLOT, SECOND);
    },
    `arena ${SLOT}: usableArenas is not sorted fullest-first`,
  ],
  [
    "the last arena with three free pools is not known",
    ({ arenas }) => {
      arenas.table.lastArenaWithFreePools[3] = 0;
    },
    `lastArenaWithFreePools[3] is not arena ${SECOND}`,
  ],
  [
    "an arena is last of those with two free pools, and has one",
    ({ arenas }) => {
      arenas.table.lastArenaWithFreePools[2] = SLOT;
    },
    "lastArenaWithFreePools[2] is not arena 0",
  ],
  [
    "two arenas share their last and first bytes",
    ({ arenas }) => {
      arenas.table.address[SLOT] = 3584 - 16;
    },
    "the arenas at 0xc00 and 0xdf0 overlap",
  ],
])("it is found that %s", (_, spoil, finding) => {
  expect(findingAfter(spoil)).toBe(`BrokenInvariant: ${finding}`);
});

test("a full arena among the held ones is on no list of usable ones", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  for (let i = 0; i < 21; i++) allocator.malloc(16);
  expect(allocator.heap[STATE].arenas.table.usableSlots()).toEqual([SECOND]);
  checkInvariants(allocator);
});

test("an emptied arena that is kept is sound", () => {
  const allocator = new Pymalloc(SMALL_KEEPING, new AdjacentArenas(4096));
  allocator.free(allocator.malloc(16));
  checkInvariants(allocator);
  expect(allocator.arenas.current).toBe(1);
});
