import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockTable } from "../../src/pymalloc/block-table.js";

const marked = (table: BlockTable, upTo: number) =>
  Array.from({ length: upTo }, (_, link) => link).filter((link) => table.isMarked(link));

test("a block is marked live and not live again, and its neighbours are left alone", () => {
  const table = new BlockTable();
  for (const link of [0, 30, 31, 32, 63]) table.mark(link, true);
  table.mark(31, false);
  table.mark(31, false);
  table.mark(63, true);
  expect(marked(table, 100)).toEqual([0, 30, 32, 63]);
});

test("a row of blocks is marked as they would be one by one", () => {
  fc.assert(
    fc.property(fc.nat({ max: 150 }), fc.integer({ min: 1, max: 150 }), (first, count) => {
      const row = new BlockTable();
      const single = new BlockTable();
      for (const table of [row, single]) table.mark(5, true);
      row.markLive(first, first + count - 1);
      for (let link = first; link < first + count; link++) single.mark(link, true);
      expect(marked(row, 310)).toEqual(marked(single, 310));
    }),
  );
});

test("a row of blocks is unmarked, and its neighbours stay as they were", () => {
  fc.assert(
    fc.property(fc.nat({ max: 150 }), fc.integer({ min: 1, max: 150 }), (first, count) => {
      const table = new BlockTable();
      table.markLive(0, 309);
      table.unmark(first, first + count - 1);
      const others = Array.from({ length: 310 }, (_, link) => link).filter(
        (link) => link < first || link >= first + count,
      );
      expect(marked(table, 310)).toEqual(others);
    }),
  );
});

test("the last blocks of a full table can be marked in a row", () => {
  const table = new BlockTable();
  const last = table.links.length - 1;
  table.markLive(last - 40, last);
  expect([last - 41, last - 40, last].map((link) => table.isMarked(link))).toEqual([
    ...[false, true, true],
  ]);
});

test("regions lie side by side, and one that was left is taken again by its length", () => {
  const table = new BlockTable();
  expect([6, 3, 6].map((length) => table.takeRegion(length))).toEqual([0, 6, 9]);
  table.leaveRegion(0, 6);
  table.leaveRegion(9, 6);
  expect([3, 6, 6, 6].map((length) => table.takeRegion(length))).toEqual([15, 9, 0, 18]);
});

test("the tables double where they are too short, and keep what they had", () => {
  const table = new BlockTable();
  table.takeRegion(1 << 16);
  table.links[(1 << 16) - 1] = 7;
  table.mark((1 << 16) - 1, true);
  const before = table.tableBytes;
  expect(table.takeRegion(1)).toBe(1 << 16);
  expect([table.links[(1 << 16) - 1], table.isMarked((1 << 16) - 1)]).toEqual([7, true]);
  expect([table.links.length, table.live.length]).toEqual([1 << 17, 1 << 12]);
  expect([before, table.tableBytes]).toEqual([(1 << 17) + (1 << 13), (1 << 18) + (1 << 14)]);
});
