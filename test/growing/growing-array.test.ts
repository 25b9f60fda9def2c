import fc from "fast-check";
import { expect, test } from "vitest";
import { GrowingArray } from "../../src/growing/growing-array.js";
import { widen } from "../../src/growing/widen.js";

test("a longer table begins with all of the shorter one, and the rest of it is 0", () => {
  expect([...widen(Uint16Array.of(3, 1), new Uint16Array(4))]).toEqual([3, 1, 0, 0]);
  expect(() => widen(new Uint8Array(3), new Uint8Array(2))).toThrow(RangeError);
});

test("numbers stay what and where they were, however often the array grows", () => {
  const lengths = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(lengths, fc.integer(), (length, first) => {
      const numbers = Array.from({ length }, (_, i) => (first + i) | 0);
      const growing = new GrowingArray(Int32Array);
      for (const number of numbers) growing.push(number);
      expect(growing.length).toBe(length);
      expect(growing.values).toEqual(Int32Array.from(numbers));
      expect(growing.whole()).toEqual(growing.values);
      if (length > 0) expect(growing.at(length - 1)).toBe(numbers.at(-1));
    }),
    { numRuns: 20 },
  );
});

test("the whole is a copy without room to spare, the values are not a copy", () => {
  const growing = new GrowingArray(Uint16Array);
  growing.push(7);
  const { values } = growing;
  const whole = growing.whole();
  growing.add(0, 2);
  expect([growing.at(0), values[0], whole[0]]).toEqual([9, 9, 7]);
  expect(whole.buffer.byteLength).toBe(2);
});
