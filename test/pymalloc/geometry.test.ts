import { expect, test } from "vitest";
import { geometryOf, PYTHON_VERSIONS, parsePythonVersion } from "../../src/pymalloc/geometry.js";

test("there is a row for each version from 3.6 to 3.14", () => {
  expect(PYTHON_VERSIONS).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14].map((minor) => `3.${minor}`));
});

test("arenas are 256 KiB of 4 KiB pools up to 3.9, and 1 MiB of 16 KiB pools from 3.10", () => {
  const shapes = PYTHON_VERSIONS.map((version) => {
    const { arenaBytes, poolBytes } = geometryOf(version);
    return [arenaBytes / 1024, poolBytes / 1024];
  });
  expect(shapes.slice(0, 4)).toEqual(Array(4).fill([256, 4]));
  expect(shapes.slice(4)).toEqual(Array(5).fill([1024, 16]));
});

test("the last empty arena is kept from 3.9 on", () => {
  const keeping = PYTHON_VERSIONS.filter((version) => geometryOf(version).keepsLastEmptyArena);
  expect(keeping[0]).toBe("3.9");
  expect(keeping.length).toBe(6);
});

test("a patch release is read as its version", () => {
  expect(parsePythonVersion("3.11.7")).toBe("3.11");
});

test.each([
  ["3.5", "3.6"],
  ["3.15", "3.14"],
  ["2.7", "3.14"],
  ["three", "3.14"],
  ["3.1", "3.6"],
])("the version %s is refused, and the nearest is named", (text, nearest) => {
  expect(() => parsePythonVersion(text)).toThrow(`got "${text}"; the nearest is ${nearest}`);
});
