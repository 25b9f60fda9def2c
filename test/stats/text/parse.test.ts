import { expect, test } from "vitest";
import type { Geometry } from "../../../src/pymalloc/geometry.js";
import { mallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../../src/stats/text/debug-malloc-stats.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { writeStatsText } from "../../../src/stats/text/write.js";
import { pymallocText, SAMPLES, sample, upTo } from "../stats-sample.js";

test.each(SAMPLES.filter((name) => !name.endsWith("-log")))(
  "%s is one text and is written back byte for byte",
  (name) => {
    const [text, ...others] = parseMallocStats(sample(name));
    expect(others).toEqual([]);
    if (text === undefined || text.kind === "incomplete") throw new Error("not read whole");
    expect(writeStatsText(text)).toBe(sample(name));
  },
);

test("a text is read line by line", () => {
  const { stats, printed, freeLists, at } = pymallocText(sample("3.13-startup"));
  expect(stats).toMatchObject({
    smallRequestThreshold: 512,
    sizeClassCount: 32,
    arenas: { total: 2, reclaimed: 0, highwater: 2, current: 2 },
    arenaBytes: 1_048_576,
    poolBytes: 16_384,
    bytesInAllocatedBlocks: 1_516_096,
    bytesInAvailableBlocks: 240_592,
    unusedPoolCount: 18,
    bytesLostToPoolHeaders: 5_184,
    bytesLostToQuantization: 7_600,
    bytesLostToAlignment: 32_768,
    arenaMap: {
      bytesLostToRoot: 262_144,
      nodes: { midNodes: 1, botNodes: 1, bytesLostToMid: 262_144, bytesLostToBot: 131_072 },
    },
  });
  expect(stats.classes).toHaveLength(32);
  expect(stats.classes[2]).toEqual({
    ...{ sizeClass: 2, blockBytes: 48, poolCount: 11, blocksInUse: 3_396, availableBlocks: 344 },
  });
  expect(printed).toEqual({
    ...{ arenaCount: 2, arenaBytes: 2_097_152, unusedPoolBytes: 294_912, total: 2_097_152 },
    arenaMapTotal: 655_360,
  });
  expect(freeLists?.[4]).toEqual({
    ...{ objectCount: 30, name: "free 1-sized PyTupleObject", objectBytes: 32, totalBytes: 960 },
  });
  expect([at.first, at.classes[0], at.lines.total, at.last]).toEqual([1, 5, 50, 84]);
});

test("a log gives all of its texts in order, and what stands between is passed over", () => {
  const texts = parseMallocStats(sample("3.10-log"));
  const arenas = texts.map((text) => (text.kind === "pymalloc" ? text.stats.arenas : text.kind));
  expect(arenas.map((one) => typeof one === "object" && [one.total, one.current])).toEqual([
    ...[0, 1, 2, 3, 4].map((count) => [count, count]), // before each new arena
    [5, 3], // at the end of the process
  ]);
});

test.each([
  ["carriage returns", (log: string) => log.replaceAll("\n", "\r\n")],
  ["spaces at the ends of lines", (log: string) => log.replaceAll("\n", "  \n")],
  ["times before each line", (log: string) => log.replaceAll(/^/gm, "2024-06-07T12:00:01.5Z F ")],
  ["counters before each line", (log: string) => log.replaceAll(/^/gm, "[ 12.5] 7 ")],
  ["indentation", (log: string) => log.replaceAll(/^/gm, "    ")],
  ["marks of a quotation", (log: string) => log.replaceAll(/^/gm, "> ")],
  ["no indentation", (log: string) => log.replaceAll(/^ +/gm, "")],
  ["squeezed spaces", (log: string) => log.replaceAll(/ +/g, " ")],
  ["lines before and after", (log: string) => `Traceback:\n  x = 1\n${log}Total = 3\ndone 1 2 3\n`],
  ["output before the first line", (log: string) => `no line break${log}`],
  ["five numbers in between", (log: string) => log.replaceAll(/( {2}=.*\n)/g, "$11 2 3 4 5\n")],
  ["five numbers after it", (log: string) => `${log}1 2 3 4 5\n`],
  ["a line of mimalloc's after it", (log: string) => `${log}Bytes Reserved: 7\n`],
  ["lines in between", (log: string) => log.replaceAll("\n", "\nnot of the text\n")],
])("a text with %s is read the same", (_, spoil) => {
  const { at: _at, ...expected } = pymallocText(sample("3.11-sparse"));
  expect(pymallocText(spoil(sample("3.11-sparse")))).toMatchObject(expected);
});

test("a line of a megabyte is passed over at once", () => {
  const log = `${" 1".repeat(500_000)}=\n${sample("3.11-sparse")}`;
  expect(pymallocText(log).at.first).toBe(2);
});

test("nothing is found where nothing is", () => {
  expect(parseMallocStats("")).toEqual([]);
  expect(parseMallocStats("Total = 5\n1 2 3 4 5\narena map counts\nBytes Reserved: 7\n")).toEqual(
    [],
  );
});

test.each([
  ["    0     16", "# arenas allocated total"],
  ["# arenas allocated total", "# arenas allocated total"],
  ["bytes/arena", "arenas * bytes/arena"],
  ["unused pools", "unused pools * bytes"],
  ["Total", "Total"],
  ["arena map counts", "arena map counts"],
  ["# arena map mid nodes", "# arena map mid nodes"],
  ["655,360", "Total of the arena map"],
  ["6-sized", "free 6-sized PyTupleObjects (the free lists)"],
  ["20-sized", "free 20-sized PyTupleObjects (the free lists)"],
])("of a text that ends before '%s', the line '%s' is missing", (words, label) => {
  const [text] = parseMallocStats(upTo(sample("3.13-startup"), words));
  if (text?.kind !== "incomplete") throw new Error(`expected a part, got ${text?.kind}`);
  expect([text.allocator, text.cut, text.missing[0]]).toEqual(["pymalloc", "end", label]);
});

test("a text without free lists is whole, as PYTHONMALLOCSTATS prints it", () => {
  const log = upTo(sample("3.13-startup"), "3 free").trimEnd();
  const text = pymallocText(log);
  expect(text.freeLists).toBeUndefined();
  expect(writeStatsText(text)).toBe(`${log}\n`);
});

test.each([
  ["   31    512           1              2", 35],
  ["# arenas reclaimed                 =         ", 38],
  ["# bytes in allocated blocks        =            1,516,0", 42],
  ["# bytes in allocated blocks        =            1,516", 42],
  ["            3 free PyDictObjects * 48 bytes each =                  14", 59],
])("a text that ends within '%s' misses that line", (start, last) => {
  const log = sample("3.13-startup");
  const [text] = parseMallocStats(log.slice(0, log.indexOf(start) + start.length));
  expect(text?.at.last).toBe(last);
});

test("a text that ends with its last digit is whole", () => {
  expect(pymallocText(sample("3.13-startup").trimEnd()).freeLists).toHaveLength(24);
});

test("a text that starts late says so", () => {
  const [text] = parseMallocStats(sample("3.9-startup").split("\n").slice(20).join("\n"));
  expect(text).toMatchObject({ kind: "incomplete", cut: "start", allocator: "pymalloc" });
  expect(text).toMatchObject({ arenas: { total: 6, reclaimed: 0, highwater: 6, current: 6 } });
  expect(text?.kind === "incomplete" && text.missing).toEqual([
    "Small block threshold",
    "rows of the size classes",
  ]);
});

test("a line missing in the middle is named", () => {
  const log = sample("3.9-startup").replace(/# bytes lost to quantization.*\n/, "");
  expect(parseMallocStats(log)).toMatchObject([
    { kind: "incomplete", cut: "middle", missing: ["# bytes lost to quantization"] },
  ]);
});

test("rows that somebody left out are missing", () => {
  const log = sample("3.9-startup").replace(/ {4}2 {5}48.*\n/, "  ...\n");
  expect(parseMallocStats(log)).toMatchObject([
    { kind: "incomplete", cut: "middle", missing: ["rows of the size classes"] },
  ]);
});

test("a text that stops and one that starts again are two", () => {
  const log = upTo(sample("3.9-startup"), "15    256") + sample("3.9-startup");
  expect(parseMallocStats(log).map(({ kind }) => kind)).toEqual(["incomplete", "pymalloc"]);
});

test("mimalloc's text is known by its own lines", () => {
  expect(parseMallocStats(sample("3.13-mimalloc"))).toMatchObject([
    {
      kind: "mimalloc",
      stats: { smallBlockThreshold: 16_384, sizeClassCount: 73, largeObjectMaxBytes: 16_777_216 },
    },
  ]);
  const [cut] = parseMallocStats(upTo(sample("3.13-mimalloc"), "Allocated Bytes"));
  expect(cut).toMatchObject({ kind: "incomplete", allocator: "mimalloc", cut: "end" });
  expect(cut?.kind === "incomplete" && cut.missing[0]).toBe("Allocated Bytes");
});

test("free lists alone are a text, and printed twice they are two", () => {
  const log = sample("3.13-malloc");
  const kinds = (text: string) => parseMallocStats(text).map(({ kind }) => kind);
  expect(kinds(log)).toEqual(["freeLists"]);
  expect(kinds(log + log)).toEqual(["freeLists", "freeLists"]);
  expect(parseMallocStats(upTo(log, "PyFloat"))).toMatchObject([
    { kind: "incomplete", allocator: "unknown", missing: ["lines after it (the free lists)"] },
  ]);
});

test("the number of requests that a build for debugging prints is kept", () => {
  expect(pymallocText(sample("3.7-debug")).mallocCalls).toBeGreaterThan(10_000);
  expect(pymallocText(sample("3.7-startup")).mallocCalls).toBeUndefined();
});

/** A 32-bit build: shorter alignment and headers; from 3.10 with a map that is one table. */
const bits32: Geometry = {
  alignment: 8,
  smallRequestThreshold: 512,
  poolBytes: 4096,
  arenaBytes: 262_144,
  poolHeaderBytes: 32,
  keepsLastEmptyArena: true,
};

test.each([
  ["3.9 and earlier", {}],
  ["3.10 and later", { arenaMap: { bytesLostToRoot: 131_072 } }],
])("a text of a 32-bit build of %s is read and written back", (_, map) => {
  const allocator = new Pymalloc(bits32, new AdjacentArenas());
  for (let requestBytes = 1; requestBytes <= 512; requestBytes++) allocator.malloc(requestBytes);
  const stats = { ...mallocStats(allocator), ...map };
  const text = pymallocText(debugMallocStats(stats));
  expect(text.stats).toEqual(stats);
  expect(text.stats.classes).toHaveLength(64);
  expect(writeStatsText(text)).toBe(debugMallocStats(stats));
});

test("a 32-bit build's map is one line", () => {
  const allocator = new Pymalloc(bits32, new AdjacentArenas());
  const stats = { ...mallocStats(allocator), arenaMap: { bytesLostToRoot: 131_072 } };
  expect(debugMallocStats(stats).split("\n").slice(-4)).toEqual([
    "",
    "arena map counts",
    "# bytes lost to arena map root     =              131,072",
    "",
  ]);
});

test("a text that is cut short has its arenas where all four counters are there", () => {
  const whole = upTo(sample("3.13-startup"), "# bytes in allocated blocks");
  const arenasOf = (log: string) => {
    const [text] = parseMallocStats(log);
    return text?.kind === "incomplete" ? text.arenas : "no incomplete text";
  };
  expect(arenasOf(whole)).toEqual({ total: 2, reclaimed: 0, highwater: 2, current: 2 });
  for (const line of ["allocated total", "reclaimed", "highwater mark", "allocated current"]) {
    const without = whole.split("\n").filter((text) => !text.startsWith(`# arenas ${line}`));
    expect(arenasOf(without.join("\n"))).toBeUndefined();
  }
});
