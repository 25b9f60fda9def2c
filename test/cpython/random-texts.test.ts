import { expect, test } from "vitest";
import { floatRepr } from "../../src/cpython/float-repr.js";
import { PythonRandom } from "../../src/cpython/random.js";
import { randomTextLengths } from "../../src/cpython/random-texts.js";

function lengths(seed: number, count: number): number[] {
  const random = new PythonRandom(seed);
  return Array.from({ length: count }, () => floatRepr(random.random()).length);
}

test("the lengths are those of the texts, also when more are asked for, or of other seeds", () => {
  for (const [seed, count] of [
    [1, 100],
    [1, 3000],
    [1, 50],
    [2, 100],
    [3, 100],
    [4, 100],
    [5, 100],
    [1, 200],
  ] as const) {
    expect([...randomTextLengths(seed, count)].slice(0, count)).toEqual(lengths(seed, count));
  }
});
