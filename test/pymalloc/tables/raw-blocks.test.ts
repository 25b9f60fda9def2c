import { expect, test } from "vitest";
import { RawBlocks } from "../../../src/pymalloc/tables/raw-blocks.js";

test("blocks are numbered downwards from -1, and a released number is used again", () => {
  const raw = new RawBlocks();
  expect([raw.obtain(), raw.obtain(), raw.obtain()]).toEqual([-1, -2, -3]);
  raw.release(-2);
  expect([-1, -2, -3, -4].map((block) => raw.isLive(block))).toEqual([true, false, true, false]);
  expect([raw.count, raw.obtain(), raw.obtain(), raw.count]).toEqual([2, -2, -4, 4]);
});

test("of many blocks each is known to be live", () => {
  const raw = new RawBlocks();
  const blocks = Array.from({ length: 300 }, () => raw.obtain());
  expect(new Set(blocks).size).toBe(300);
  expect(blocks.every((block) => raw.isLive(block))).toBe(true);
  expect(raw.isLive(-301)).toBe(false);
  for (const block of blocks) raw.release(block);
  expect(blocks.some((block) => raw.isLive(block))).toBe(false);
  expect(raw.count).toBe(0);
});

test("blocks that nobody names can be counted in", () => {
  const raw = new RawBlocks();
  raw.adopt(600);
  expect([raw.obtain(), raw.count, raw.isLive(-2)]).toEqual([-1, 601, false]);
});
