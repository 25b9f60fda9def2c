import { expect, test } from "vitest";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { blockBytesOf, blocksPerPool, sizeClassIndex } from "../../src/pymalloc/size-class.js";

const python311 = geometryOf("3.11");
const python38 = geometryOf("3.8");

test.each([
  [1, 0],
  [16, 0],
  [17, 1],
  [67, 4],
  [512, 31],
  [0, undefined],
  [513, undefined],
])("a request of %i bytes is served by class %s", (requestBytes, expected) => {
  expect(sizeClassIndex(requestBytes, python311)).toBe(expected);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "a request of %s bytes is refused",
  (bad) => {
    expect(() => sizeClassIndex(bad, python311)).toThrow(`got ${bad}`);
  },
);

test("a pool holds as many blocks as fit after its header", () => {
  const of16KiB = [16, 32, 48, 64, 80, 96, 112, 128, 512].map((bytes) =>
    blocksPerPool(bytes / 16 - 1, python311),
  );
  expect(of16KiB).toEqual([1021, 510, 340, 255, 204, 170, 145, 127, 31]);
  const of4KiB = [16, 32, 48, 64, 80, 512].map((bytes) => blocksPerPool(bytes / 16 - 1, python38));
  expect(of4KiB).toEqual([253, 126, 84, 63, 50, 7]);
});

test("a class's blocks are a multiple of the alignment", () => {
  expect([0, 4, 31].map((sizeClass) => blockBytesOf(sizeClass, python311))).toEqual([16, 80, 512]);
});
