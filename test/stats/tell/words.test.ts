import { expect, test } from "vitest";
import { arenasInWords, count, mebibytes, percent } from "../../../src/stats/tell/words.js";

test("figures are written as sentences say them", () => {
  expect(count(1_234_567)).toBe("1,234,567");
  expect([0, 1, 2, 1000].map(arenasInWords)).toEqual([
    "0 arenas",
    "1 arena",
    "2 arenas",
    "1,000 arenas",
  ]);
  expect(mebibytes(1_234.5 * 2 ** 20)).toBe("1,234.5 MiB");
  expect(mebibytes(2 ** 20)).toBe("1.0 MiB");
  expect(percent(1, 8)).toBe("12.5%");
  expect(percent(0, 0)).toBe("0.0%");
});
