import { expect, test } from "vitest";
import { floatRepr } from "../../src/cpython/float-repr.js";
import { PythonRandom } from "../../src/cpython/random.js";

/** `random.seed(n); [random.random() for _ in range(2)]`, as CPython 3.11.7 prints it. */
test.each([
  [0, "0.8444218515250481", "0.7579544029403025"],
  [7, "0.32383276483316237", "0.15084917392450192"],
  [20240607, "0.5628733220179614", "0.5503127912097276"],
  [-5, "0.6229016948897019", "0.7417869892607294"],
])("seed %s gives Python's numbers", (seed, first, second) => {
  const random = new PythonRandom(seed);
  expect(floatRepr(random.random())).toBe(first);
  expect(floatRepr(random.random())).toBe(second);
});

/** The 1st and the 1,000th number, across a refill of the state. */
test.each([
  [4294967295n, "0.6353574441341173", "0.3214643568909129"],
  [4294967296n, "0.11299430095636409", "0.04156870367167198"],
  [100000000000000000000000000007n, "0.5461820311686492", "0.6693252046013403"],
])("seed %s, of several digits, gives Python's numbers", (seed, first, thousandth) => {
  const random = new PythonRandom(seed);
  const numbers = Array.from({ length: 1000 }, () => floatRepr(random.random()));
  expect([numbers[0], numbers[999]]).toEqual([first, thousandth]);
});

test("a number and a bigint of the same value are the same seed", () => {
  expect(new PythonRandom(12345n).random()).toBe(new PythonRandom(12345).random());
});

test.each([1.5, Number.NaN, 2 ** 60])("the seed %s is refused", (seed) => {
  expect(() => new PythonRandom(seed)).toThrow(`got ${seed}`);
});
