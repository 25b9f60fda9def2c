import { expect, test } from "vitest";
import { BlockRegions } from "../../../src/pymalloc/tables/block-regions.js";

test("regions lie side by side, and one that was left is taken again by its length", () => {
  const regions = new BlockRegions();
  expect([6, 3, 6].map((length) => regions.take(length))).toEqual([0, 6, 9]);
  regions.release(0, 6);
  regions.release(9, 6);
  expect([3, 6, 6, 6].map((length) => regions.take(length))).toEqual([15, 9, 0, 18]);
});
