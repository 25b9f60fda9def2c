import { expect, test } from "vitest";
import { threeWays } from "../../src/experiments/three-ways.js";

test("the rare survivors of 3.11 in three ways", async () => {
  expect(await threeWays("rare-survivors", ["3.11"], 20240607)).toEqual([
    { CPython: "3.11.7", stage: "startup", formula: "", simulator: 2, measured: 2 },
    { CPython: "3.11.7", stage: "allocated", formula: "78.6", simulator: 79, measured: 79 },
    { CPython: "3.11.7", stage: "deleted", formula: "38.7 ± 4.4", simulator: 43, measured: 43 },
  ]);
});

test("a seed that was not measured is refused", async () => {
  await expect(threeWays("rare-survivors", ["3.11"], 5)).rejects.toThrow(
    "not measured with seed 5",
  );
});
