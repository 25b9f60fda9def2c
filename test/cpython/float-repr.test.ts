import fc from "fast-check";
import { expect, test } from "vitest";
import { floatRepr, floatReprLength } from "../../src/cpython/float-repr.js";

/** `repr(x)` as CPython 3.11.7 prints it. */
test.each([
  [0.0, "0.0"],
  [-0, "-0.0"],
  [1.0, "1.0"],
  [0.1, "0.1"],
  [0.0001, "0.0001"],
  [9.999e-5, "9.999e-05"],
  [1.234e-5, "1.234e-05"],
  [1e-7, "1e-07"],
  [123456789.0, "123456789.0"],
  [1000000000000000.0, "1000000000000000.0"],
  [1e16, "1e+16"],
  [1.5e16, "1.5e+16"],
  [1e21, "1e+21"],
  [1e22, "1e+22"],
  [1.7976931348623157e308, "1.7976931348623157e+308"],
  [5e-324, "5e-324"],
  [2.5, "2.5"],
  [100.0, "100.0"],
  [12345.678, "12345.678"],
  [0.3333333333333333, "0.3333333333333333"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
  [Number.NaN, "nan"],
])("%s is printed as Python prints it", (value, expected) => {
  expect(floatRepr(value)).toBe(expected);
});

test("a printed float reads back as the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Object.is(Number(floatRepr(value)), value)).toBe(true);
    }),
  );
});

test("the length is the text's, below 1e-4 too", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
      expect(floatReprLength(value)).toBe(floatRepr(value).length);
    }),
  );
  expect(floatReprLength(0.00001234)).toBe("1.234e-05".length);
});
