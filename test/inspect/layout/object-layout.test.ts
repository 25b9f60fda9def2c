import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { OBJECT_LAYOUTS, objectLayoutOf } from "../../../src/inspect/layout/object-layout.js";
import { programPath, readablePythons } from "../python-process.js";

const pythons = readablePythons();

test("each version from 3.6 to 3.15 has a row, and no other is guessed at", () => {
  expect(OBJECT_LAYOUTS.map(({ minor }) => minor)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(() => objectLayoutOf(16)).toThrow(/3\.16.*3\.6 to 3\.15/);
});

interface Found {
  readonly function: Record<string, readonly number[]>;
  readonly code: Record<string, readonly number[]>;
  readonly type: Record<string, readonly number[]>;
  readonly tupleItem: readonly number[];
}

describe.skipIf(pythons.length === 0)("offsets (need a Python)", () => {
  test.each(pythons)("are where CPython $version has them", ({ path, version }) => {
    const { stdout, stderr } = spawnSync(path, [programPath("offsets.py")], { encoding: "utf8" });
    expect(stderr).toBe("");
    const found: Found = JSON.parse(stdout);
    const layout = objectLayoutOf(Number(version.split(".")[1]));
    for (const [name, offset] of Object.entries(layout.function)) {
      expect(found.function[name], name).toContain(offset);
    }
    for (const name of ["globalNames", "fileName", "name"] as const) {
      expect(found.code[name], name).toContain(layout.code[name]);
    }
    expect(found.type["name"]).toContain(layout.typeNamesAt[0]);
    expect(found.type["qualifiedName"]).toContain(layout.typeNamesAt[0] + 16);
    expect(found.tupleItem).toContain(layout.tupleItemsAt);
  });
});
