import { expect, test } from "vitest";
import { geometryOf } from "../../../src/pymalloc/geometry.js";
import { type MallocStats, mallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../../src/stats/text/debug-malloc-stats.js";
import { pythonOf } from "../../../src/stats/text/dialect.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { statsGeometry } from "../../../src/stats/text/stats-geometry.js";
import { pymallocText, sample } from "../stats-sample.js";

const pythonOfLog = (log: string) => parseMallocStats(log).map(pythonOf)[0];

test.each([
  ["3.6-startup", "3.6"],
  ["3.7-startup", "3.7"],
  ["3.7-debug", "3.7"],
  ["3.8-startup", "3.8"],
  ["3.9-startup", "3.9"],
  ["3.10-startup", "3.10"],
  ["3.10-log", "3.10"],
  ["3.11-startup", "3.11 or 3.12"],
  ["3.12-startup", "3.11 or 3.12"],
  ["3.13-startup", "3.13"],
  ["3.13-malloc", "3.13"],
  ["3.13-mimalloc", "3.13 or later"],
  ["3.14-startup", "3.14"],
  ["3.15-startup", "3.15"],
  ["3.15-debug", "3.15"],
  ["3.15-malloc", "3.15"],
  ["3.15-mimalloc", "3.13 or later"],
  ["3.13-2mib-startup", "3.13, built with arenas of 2 MiB"],
  ["3.9-32", "3.9, 32-bit"],
  ["3.11-32", "3.11 or 3.12, 32-bit"],
  ["3.13-32", "3.13, 32-bit"],
  ["3.14-32", "3.14, 32-bit"],
  ["3.15-32", "3.15, 32-bit"],
])("%s is taken for a text of %s", (name, python) => {
  expect(pythonOfLog(sample(name))).toBe(python);
});

test("without free lists the constants alone decide", () => {
  const withoutLists = (name: string) => sample(name).replaceAll(/^.* free .*\n/gm, "");
  expect(pythonOfLog(withoutLists("3.8-startup"))).toBe("3.6 to 3.9");
  expect(pythonOfLog(withoutLists("3.10-startup"))).toBe("3.10");
  expect(pythonOfLog(withoutLists("3.14-startup"))).toBe("3.11 to 3.15");
});

test.each([
  ["384 bytes", "400 bytes", "3.6-startup", "3.8 or earlier"],
  ["368 bytes", "400 bytes", "3.9-startup", "3.9 or 3.10"],
  ["1-sized PyTupleObjects * 40", "1-sized PyTupleObjects * 48", "3.14-startup", "3.13 or later"],
])("with %s printed as %s the answer widens", (figure, other, name, python) => {
  expect(pythonOfLog(sample(name).replace(figure, other))).toBe(python);
});

test("a text that is cut short is nobody's for sure", () => {
  expect(pythonOfLog("# arenas reclaimed     =    3\n")).toBe("unknown");
});

/** The text of a build with other constants than the modelled ones. */
function built(changes: Partial<Parameters<typeof statsOf>[0]>, map?: MallocStats["arenaMap"]) {
  const { arenaMap: _, ...geometry } = geometryOf("3.9");
  const stats = statsOf({ ...geometry, ...changes });
  return debugMallocStats(map === undefined ? stats : { ...stats, arenaMap: map });
}

function statsOf(geometry: ReturnType<typeof geometryOf>) {
  const allocator = new Pymalloc(geometry, new AdjacentArenas());
  for (let requestBytes = 1; requestBytes <= 512; requestBytes++) allocator.malloc(requestBytes);
  return mallocStats(allocator);
}

const nodes = { midNodes: 1, botNodes: 1, bytesLostToMid: 262_144, bytesLostToBot: 131_072 };
const map = { bytesLostToRoot: 262_144, nodes };
const mib = 1024 * 1024;
const patched = "later than 3.15, or patched";

test.each([
  ["8-byte alignment", built({ alignment: 8 }), "3.7 or earlier, with 8-byte alignment"],
  ["short headers", built({ alignment: 8, poolHeaderBytes: 32 }), "3.9 or earlier, 32-bit"],
  [
    "a map without nodes",
    built({ alignment: 8, poolHeaderBytes: 32 }, { bytesLostToRoot: 131_072 }),
    "3.10 or later, 32-bit",
  ],
  [
    "large arenas but no map",
    built({ arenaBytes: mib }),
    "3.10 or later, built without the arena map",
  ],
  ["arenas of 4 MiB", built({ arenaBytes: 4 * mib, poolBytes: 16_384 }, map), patched],
  [
    "arenas of 2 MiB",
    built({ arenaBytes: 2 * mib, poolBytes: 16_384 }, map),
    "3.11 or later, built with arenas of 2 MiB",
  ],
])("a build with %s is recognised", (_, log, python) => {
  expect(pythonOfLog(log)).toBe(python);
});

test.each([
  ["3.13-startup", { alignment: 16, poolBytes: 16_384, poolsPerArena: 64, poolHeaderBytes: 48 }],
  ["3.8-startup", { alignment: 16, poolBytes: 4_096, poolsPerArena: 64, poolHeaderBytes: 48 }],
])("the constants of %s follow from its figures", (name, constants) => {
  expect(statsGeometry(pymallocText(sample(name)).stats)).toMatchObject(constants);
});

test("the header follows from the rows where the line on headers is wrong", () => {
  const headers = (log: string) => statsGeometry(pymallocText(log).stats).poolHeaderBytes;
  expect(headers(sample("3.13-startup").replace("5,184", "4,320"))).toBe(48); // 40 * 108 pools
  const log = built({ alignment: 8, poolHeaderBytes: 32 });
  const line = /# bytes lost to pool headers .*/;
  expect(headers(log)).toBe(32);
  expect(
    headers(log.replace(line, `# bytes lost to pool headers       =${"7".padStart(21)}`)),
  ).toBe(32);
});

test("a text without pools is taken to have the headers of a 64-bit build", () => {
  const allocator = new Pymalloc(geometryOf("3.9"), new AdjacentArenas());
  expect(statsGeometry(mallocStats(allocator)).poolHeaderBytes).toBe(48);
});
