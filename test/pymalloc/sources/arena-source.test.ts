import { expect, test } from "vitest";
import { AdjacentArenas, RecordedArenas } from "../../../src/pymalloc/sources/arena-source.js";

const MIB = 2 ** 20;

test("each arena lies right below the one before", () => {
  const source = new AdjacentArenas(100 * MIB);
  expect([1, 2, 3].map(() => source.obtain(MIB) / MIB)).toEqual([99, 98, 97]);
});

test("without a top the arenas lie below 0x7ff000000000", () => {
  expect(new AdjacentArenas().obtain(MIB)).toBe(0x7ff0_0000_0000 - MIB);
});

test("of the memory that was given back the highest is handed out first", () => {
  const source = new AdjacentArenas(100 * MIB);
  for (let i = 0; i < 5; i++) source.obtain(MIB); // 99 to 95
  for (const place of [97, 99, 96, 98]) source.release(place * MIB);
  expect([1, 2, 3, 4, 5].map(() => source.obtain(MIB) / MIB)).toEqual([99, 98, 97, 96, 94]);
});

test("a recording hands out its addresses in order, and refuses one more", () => {
  const source = new RecordedArenas([7 * MIB, 3 * MIB]);
  expect([source.obtain(), source.obtain()]).toEqual([7 * MIB, 3 * MIB]);
  source.release();
  expect(() => source.obtain()).toThrow(
    "the recording has 2 arenas, and the run asks for one more",
  );
});
