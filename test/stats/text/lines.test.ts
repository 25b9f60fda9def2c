import { expect, test } from "vitest";
import { isCutOff, readStatsLine, type StatsLine } from "../../../src/stats/text/lines.js";

/** A figure at the end of its line, as wide as a text has it. */
const line = (label: string, figure: string, width: number) => label + figure.padStart(width);

const classRow = (row: string) => readStatsLine(row, true);
const otherLine = (text: string) => readStatsLine(text, false);

test("five numbers are a row of a size class, wherever the line begins", () => {
  const row = {
    sizeClass: 2,
    blockBytes: 48,
    poolCount: 11,
    blocksInUse: 3396,
    availableBlocks: 4,
  };
  for (const text of ["    2     48          11            3396             4", "2 48 11 3396 4"]) {
    expect(classRow(text)).toEqual({ kind: "class", row });
    expect(otherLine(text)).toBeUndefined();
  }
  expect(classRow("x2 48 11 3396 4")).toBeUndefined();
  expect(classRow("2 48 11 3396 4 x")).toBeUndefined();
  expect(classRow("2 48 11 3396 4  <- x")).toEqual({ kind: "class", row });
});

test.each(["...", "  ...", "..", ". . .", "....", "…", "  …", "12:00 …"])(
  "dots in place of rows are known: '%s'",
  (dots) => {
    expect(classRow(dots)).toEqual({ kind: "elision" });
  },
);

test.each([".", "and so on...", "... done", "… 5", "1..2", "1…"])(
  "other dots are passed over: '%s'",
  (text) => {
    expect(classRow(text)).toBeUndefined();
  },
);

test("mimalloc's lines are read with any spaces before their figure", () => {
  for (const spaces of ["", " ", "    "]) {
    expect(otherLine(`Bytes Reserved:${spaces}4008536`)).toEqual({
      ...{ kind: "mimalloc", name: "bytesReserved", value: 4_008_536 },
    });
  }
});

test.each([
  "Bytes Reserved: 7 of 9",
  "# arenas reclaimed = 7 of 9",
  "# arenas reclaimed = 7/9",
  "# arenas reclaimed = 7.5",
  "Total = 64 MiB",
  "2 arenas * 262144 bytes/arena = 524,288 000",
])("what follows a figure and would change it makes the line none: %s", (text) => {
  expect(otherLine(text)).toBeUndefined();
});

test.each([
  ["Small block threshold = 512, in 32 size classes. And so on", [512, 32]],
  ["# arenas reclaimed = 7   <- so few", [7]],
  ["2 arenas * 262144 bytes/arena = 524,288 in all", [2, 262_144, 524_288]],
  ["arenas reclaimed = 7. That is few", [7]],
])("a note after a figure is passed over: %s", (text, figures) => {
  expect(otherLine(text)).toMatchObject({ kind: "figure", figures });
});

test("the heading of the arena map's lines has no figure", () => {
  const figure = { kind: "figure", name: "mapCounts", figures: [] };
  expect(otherLine("arena map counts")).toEqual(figure);
});

test("a line of a thousand characters is read, a longer one is not", () => {
  expect(otherLine("Total = 5".padStart(1000))).toMatchObject({ name: "total", figures: [5] });
  expect(otherLine("Total = 5".padStart(1001))).toBeUndefined();
});

test.each([
  // A row's last number ends at 14 characters after the one before it, a figure at 21 after "=".
  ["a whole row", classRow, line("   31    512           1              20", "11", 14), false],
  [
    "a row that ends early",
    classRow,
    line("   31    512           1              20", "11", 13),
    true,
  ],
  ["a whole figure", otherLine, line("# arenas reclaimed                 =", "17", 21), false],
  [
    "a figure that ends early",
    otherLine,
    line("# arenas reclaimed                 =", "1", 20),
    true,
  ],
  [
    "a whole product",
    otherLine,
    line("2 arenas * 1048576 bytes/arena     =", "2,097,152", 21),
    false,
  ],
  [
    "a product that ends early",
    otherLine,
    line("2 arenas * 1048576 bytes/arena     =", "2,097", 17),
    true,
  ],
  ["a figure of squeezed spaces", otherLine, "# arenas reclaimed = 17", false],
  ["a figure that fills its column", otherLine, line("Total =", "123,456,789,012,345", 21), false],
  ["such a figure, cut", otherLine, line("Total =", "123,456,789,012", 17), true],
] as const)("%s at the end of a log: is it cut off?", (_, read, text, isCut) => {
  const found: StatsLine | undefined = read(text);
  if (found === undefined) throw new Error("no line of a stats text");
  expect(isCutOff(text, found)).toBe(isCut);
});
