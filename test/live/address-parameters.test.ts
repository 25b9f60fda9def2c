import { expect, test } from "vitest";
import { declaredValues, withAddressParameters } from "../../src/live/address-parameters.js";

const cell = `// Change a value.
import type { PythonVersion } from "pymalloc-lab";

const python: PythonVersion = "3.11";
const seed = 20_240_607;
let isWarm = true;
const half = seed / 2;`;

const set = (query: string) => withAddressParameters(cell, new URLSearchParams(query));

test("what a cell declares can be listed, but for what it computes", () => {
  expect(declaredValues(cell)).toEqual([
    { name: "python", value: "3.11" },
    { name: "seed", value: 20_240_607 },
    { name: "isWarm", value: true },
  ]);
  expect(declaredValues("const keep = 5e-5;\nconst less = -1;")).toEqual([
    { name: "keep", value: 0.00005 },
    { name: "less", value: -1 },
  ]);
});

test("an address without parameters leaves the cell as it is", () => {
  expect(set("")).toBe(cell);
});

test("each value is put in place of the declared one, of the same kind", () => {
  const changed = set("?seed=5&python=3.8&isWarm=false");
  expect(changed).toContain('const python: PythonVersion = "3.8";');
  expect(changed).toContain("const seed = 5;");
  expect(changed).toContain("let isWarm = false;");
  expect(changed).toContain("const half = seed / 2;");
});

test("a text from an address stays a text", () => {
  expect(set('?python=");alert(1)//')).toContain('PythonVersion = "\\");alert(1)//";');
});

test.each([
  ["?sed=5", "it sets sed, but this notebook has python, seed, isWarm"],
  ["?half=5", "it sets half, but"],
  ["?seed=many", 'seed must be a number, such as 20_240_607, got "many"'],
  ["?seed=", 'seed must be a number, such as 20_240_607, got ""'],
  ["?isWarm=1", 'isWarm must be true or false, such as true, got "1"'],
])("%s is refused, and nothing is set", (query, message) => {
  expect(() => set(`${query}&python=3.8`)).toThrow(message);
});
