/** Sizes are those that real Pythons report: tools/object-sizes.py, run on each of them. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { likelyTypes } from "../../src/cpython/likely-types.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { oraclePythons } from "../inspect/oracle/running-python.js";

const script = fileURLToPath(new URL("../../tools/object-sizes.py", import.meta.url));

/** What the script prints of one Python. */
interface ObjectSizes {
  readonly fixed: Readonly<Record<string, number>>;
  readonly str: number;
  readonly bytes: number;
  readonly tuple: number;
  readonly strKeys: readonly number[];
}

const measured: Record<PythonVersion, ObjectSizes> = JSON.parse(
  readFileSync(new URL("../data/object-sizes.json", import.meta.url), "utf8"),
).pythons;

const classOf = (bytes: number) => Math.ceil(bytes / 16) * 16;

describe.each(PYTHON_VERSIONS)("%s", (python) => {
  const { fixed, str, bytes, tuple, strKeys } = measured[python];
  const types = (requestBytes: number) => likelyTypes(classOf(requestBytes), python).join("; ");

  test.each([
    ["float", "floats"],
    ["int", "ints below 2³⁰"],
    ["list object", "list objects"],
    ["set of up to 4", "sets of up to 4"],
    ["function", "functions"],
    ["cell of a closure", "cells of closures"],
    ["instance with 3 slots", "__slots__"],
  ])("has the size of a %s in its class", (kind, name) => {
    expect(types(fixed[kind]!)).toContain(name);
  });

  test("has strings, bytes and tuples of any length in theirs", () => {
    for (const length of [2, 7, 15, 16, 33, 100, 300]) {
      expect(lengthsIn(types(str + length), "strings of")).toContain(length);
      expect(lengthsIn(types(bytes + length), "; bytes of")).toContain(length);
    }
    for (const length of [1, 2, 5, 20]) {
      expect(lengthsIn(types(tuple + 8 * length), "tuples of")).toContain(length);
    }
  });

  // A dict object of 3.6 and 3.7 is measured together with its first table.
  test.skipIf(python === "3.6" || python === "3.7")("has dicts and their tables in theirs", () => {
    expect(types(fixed["dict object"]!)).toContain("dict objects");
    expect(types(strKeys[0]!)).toContain("tables of dicts with 1 to 5 keys");
    expect(types(strKeys[1]!)).toContain("tables of dicts with 6 to 10 keys");
  });
});

/** All lengths of a range in words: "strings of 15 to 17 ASCII…". */
function lengthsIn(types: string, before: string): number[] {
  const [, least, most] = new RegExp(`${before} (\\d+)(?: to (\\d+))?`).exec(types) ?? [];
  if (least === undefined) return [];
  const count = Number(most ?? least) - Number(least) + 1;
  return Array.from({ length: count }, (_, place) => Number(least) + place);
}

test.each(oraclePythons(process.env))("Python $version here measures the same", (python) => {
  const { stdout } = spawnSync(python.path, [script], { encoding: "utf8" });
  const version = PYTHON_VERSIONS.find((one) => python.version.startsWith(`${one}.`));
  expect(JSON.parse(stdout)).toEqual(version === undefined ? {} : measured[version]);
});

test("a size that no class has is refused", () => {
  expect(() => likelyTypes(30, "3.11")).toThrow("a multiple of 16 bytes, more than 0, got 30");
  expect(() => likelyTypes(0, "3.11")).toThrow("got 0");
  expect(likelyTypes(24, "3.6", 8)).toContain("floats");
});
