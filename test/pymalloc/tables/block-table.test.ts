import { expect, test } from "vitest";
import { BlockTable } from "../../../src/pymalloc/tables/block-table.js";

test("regions lie side by side, and one that was left is taken again by its length", () => {
  const table = new BlockTable();
  expect([6, 3, 6].map((length) => table.takeRegion(length))).toEqual([0, 6, 9]);
  table.leaveRegion(0, 6);
  table.leaveRegion(9, 6);
  expect([3, 6, 6, 6].map((length) => table.takeRegion(length))).toEqual([15, 9, 0, 18]);
});

test("the table doubles where it is too short, and keeps what it had", () => {
  const table = new BlockTable();
  table.takeRegion(1 << 16);
  table.links[(1 << 16) - 1] = 7;
  const before = table.tableBytes;
  expect(table.takeRegion(1)).toBe(1 << 16);
  expect([table.links[(1 << 16) - 1], table.links.length]).toEqual([7, 1 << 17]);
  expect([before, table.tableBytes]).toEqual([1 << 17, 1 << 18]);
});
