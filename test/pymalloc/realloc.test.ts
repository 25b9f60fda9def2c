import { expect, test } from "vitest";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

const allocator = () => new Pymalloc(geometryOf("3.11"), new AdjacentArenas());

test("NULL is allocated", () => {
  const a = allocator();
  expect(a.blockBytes(a.realloc(0, 67))).toBe(80);
});

test.each([
  [80, 80, true],
  [80, 65, true],
  [80, 61, true], // 4 * 61 > 3 * 80
  [80, 60, false], // a quarter of the block, exactly
  [80, 81, false],
  [80, 0, false],
  [512, 513, false],
])("a block of %i bytes resized to %i stays in place: %s", (blockBytes, requestBytes, stays) => {
  const a = allocator();
  const block = a.malloc(blockBytes);
  expect(a.realloc(block, requestBytes) === block).toBe(stays);
});

test("the new block is taken before the old one is freed", () => {
  const a = allocator();
  const block = a.malloc(80);
  const address = a.addressOf(block) ?? 0;
  const moved = a.realloc(block, 96);
  // Freed first, the block would have left its pool empty, for class 96 to take over.
  expect(a.addressOf(moved)).toBe(address + geometryOf("3.11").poolBytes);
  expect(a.isLive(block)).toBe(false);
});

test("a raw block stays raw however small it gets", () => {
  const a = allocator();
  const block = a.malloc(1000);
  expect(a.realloc(block, 16)).toBe(block);
  expect(a.addressOf(block)).toBeUndefined();
});

test("a realloc is one operation whether it moves or not", () => {
  const a = allocator();
  const block = a.malloc(80);
  a.realloc(block, 70);
  expect(a.step).toBe(2);
  a.realloc(block, 200);
  expect(a.step).toBe(3);
});
