import { expect, test } from "vitest";
import {
  buildsOf,
  geometryOf,
  PYTHON_BUILDS,
  PYTHON_VERSIONS,
  parsePythonVersion,
  versionOfBuild,
} from "../../src/pymalloc/geometry.js";

test("there is a row for each version from 3.6 to 3.15", () => {
  expect(PYTHON_VERSIONS).toEqual(
    [6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((minor) => `3.${minor}`),
  );
});

test("arenas are 256 KiB of 4 KiB pools up to 3.9, and 1 MiB of 16 KiB pools from 3.10", () => {
  const shapes = PYTHON_VERSIONS.map((version) => {
    const { arenaBytes, poolBytes } = geometryOf(version);
    return [arenaBytes / 1024, poolBytes / 1024];
  });
  expect(shapes.slice(0, 4)).toEqual(Array(4).fill([256, 4]));
  expect(shapes.slice(4)).toEqual(Array(6).fill([1024, 16]));
});

test("the last empty arena is kept from 3.9 on", () => {
  const keeping = PYTHON_VERSIONS.filter((version) => geometryOf(version).keepsLastEmptyArena);
  expect(keeping[0]).toBe("3.9");
  expect(keeping.length).toBe(7);
});

test("a patch release is read as its version", () => {
  expect(parsePythonVersion("3.11.7")).toBe("3.11");
});

test.each([
  ["3.5", "3.6"],
  ["3.16", "3.15"],
  ["2.7", "3.6"],
  ["three", "3.15"],
  ["3.1", "3.6"],
])("the version %s is refused, and the nearest is named", (text, nearest) => {
  expect(() => parsePythonVersion(text)).toThrow(`got "${text}"; the nearest is ${nearest}`);
});

// Alignment, threshold, pool, arena, header; keeps the last empty arena; arena map.
const small = [16, 512, 4 * 1024, 256 * 1024, 48];
const large = [16, 512, 16 * 1024, 1024 * 1024, 48];
test.each([
  ["3.6", [...small, false], undefined],
  ["3.7", [...small, false], undefined],
  ["3.8", [...small, false], undefined],
  ["3.9", [...small, true], undefined],
  ["3.10", [...large, true], [38, 28, 8192, 8192, 2048]],
  ["3.11", [...large, true], [49, 34, 262_144, 262_144, 131_072]],
  ["3.12", [...large, true], [49, 34, 262_144, 262_144, 131_072]],
  ["3.13", [...large, true], [49, 34, 262_144, 262_144, 131_072]],
  ["3.14", [...large, true], [49, 34, 262_144, 262_144, 131_072]],
  ["3.15", [...large, true], [49, 34, 262_144, 262_144, 131_072]],
] as const)("every constant of %s is as in its source", (version, constants, map) => {
  const { arenaMap, ...geometry } = geometryOf(version);
  expect([
    geometry.alignment,
    geometry.smallRequestThreshold,
    geometry.poolBytes,
    geometry.arenaBytes,
    geometry.poolHeaderBytes,
    geometry.keepsLastEmptyArena,
  ]).toEqual(constants);
  expect(
    arenaMap && [
      arenaMap.topShift,
      arenaMap.midShift,
      arenaMap.rootBytes,
      arenaMap.midBytes,
      arenaMap.botBytes,
    ],
  ).toEqual(map);
});

const small32 = [8, 512, 4 * 1024, 256 * 1024, 32];
const huge = [16, 512, 16 * 1024, 2048 * 1024, 48];
test.each([
  ["3.9-32", [...small32, true], undefined],
  ["3.10-32", [...small32, true], [131_072, 0, 0]],
  ["3.15-32", [...small32, true], [131_072, 0, 0]],
  ["3.13-2m", [...huge, true], [262_144, 262_144, 65_536]],
  ["3.15-2m", [...huge, true], [262_144, 262_144, 65_536]],
] as const)("every constant of the build %s is as measured", (build, constants, map) => {
  const { arenaMap, ...geometry } = geometryOf(build);
  expect(Object.values(geometry)).toEqual(constants);
  expect(arenaMap && [arenaMap.rootBytes, arenaMap.midBytes, arenaMap.botBytes]).toEqual(map);
});

test("a version has its default build first, and then the others", () => {
  expect(buildsOf("3.15")).toEqual(["3.15", "3.15-2m", "3.15-32"]);
  expect(buildsOf("3.8")).toEqual(["3.8"]);
  for (const build of PYTHON_BUILDS) expect(buildsOf(versionOfBuild(build))).toContain(build);
});

test.each(["3.11.", "3.11.x", "v3.11", "3.11 ", "3.111", "13.11", "3.11.7.1"])(
  "'%s' is not a version",
  (text) => {
    expect(() => parsePythonVersion(text)).toThrow(RangeError);
  },
);

test("every version is read with and without a patch release", () => {
  for (const version of PYTHON_VERSIONS) {
    expect([parsePythonVersion(version), parsePythonVersion(`${version}.12`)]).toEqual([
      version,
      version,
    ]);
  }
});

test("a version that is refused is named with all that there are", () => {
  expect(() => parsePythonVersion("3.16")).toThrow(
    'Python version must be one of 3.6, 3.7, 3.8, 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15, got "3.16"; the nearest is 3.15',
  );
});
