import { expect, test } from "vitest";
import { checkMallocStats } from "../../../src/stats/check/check-sums.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { pymallocText, SAMPLES, sample } from "../stats-sample.js";

/** The checks of a text that do not hold, as "line: rule: printed / computed". */
function broken(log: string): string[] {
  return checkMallocStats(pymallocText(log))
    .filter(({ holds }) => !holds)
    .map(({ line, rule, printed, computed }) => `${line}: ${rule}: ${printed} / ${computed}`);
}

test.each(SAMPLES)("every figure of %s adds up", (name) => {
  const texts = parseMallocStats(sample(name));
  const checks = texts.flatMap((text) => (text.kind === "pymalloc" ? checkMallocStats(text) : []));
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(checks.length > 50 || /mimalloc|malloc/.test(name)).toBe(true);
});

test("checks come in the order of their lines", () => {
  const lines = checkMallocStats(pymallocText(sample("3.13-startup"))).map(({ line }) => line);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
  expect([lines[0], lines.at(-1)]).toEqual([5, 84]);
});

// Each row spoils one figure of the 3.13 text; the first check that it breaks is on its line.
test.each([
  [
    "    2     48          11",
    "    2     64          11",
    "7: class 2: size = (class + 1) * alignment: 64 / 48",
  ],
  [
    "3396           344",
    "3397           344",
    "7: class 2: blocks in use + avail blocks = pools * blocks per pool: 3741 / 3740",
  ],
  [
    "   31    512           1              20            11",
    "   31    512           1               0            31",
    "36: class 31: a listed pool has a live block: 0 / 1",
  ],
  [
    "reclaimed                 =                    0",
    "reclaimed                 =                    1",
    "39: reclaimed = total - current: 1 / 0",
  ],
  [
    "highwater mark            =                    2",
    "highwater mark            =                    3",
    "40: current <= highwater <= total: 3 / 2",
  ],
  [
    "highwater mark            =                    2",
    "highwater mark            =                    1",
    "40: current <= highwater <= total: 1 / 2",
  ],
  ["2 arenas * 1048576", "3 arenas * 1048576", "42: arenas = arenas allocated current: 3 / 2"],
  [
    "bytes/arena     =            2,097,152",
    "bytes/arena     =            2,097,153",
    "42: bytes = arenas * bytes/arena: 2097153 / 2097152",
  ],
  ["1,516,096", "1,516,112", "44: the sum of blocks in use * size: 1516112 / 1516096"],
  ["240,592", "240,591", "45: the sum of avail blocks * size: 240591 / 240592"],
  ["294,912", "294,911", "46: bytes = unused pools * bytes: 294911 / 294912"],
  ["5,184", "5,185", "47: pools in use * the 48 bytes of a header: 5185 / 5184"],
  [
    "7,600",
    "7,616",
    "48: the sum of pools * the tail of a pool that is too short for a block: 7616 / 7600",
  ],
  [
    "               32,768",
    "               16,384",
    "49: the pools of the arenas that are neither in use nor unused: 16384 / 32768",
  ],
  [
    "Total                              =            2,097,152",
    "Total                              =            2,097,000",
    "50: Total = the sum of the six lines above: 2097000 / 2097152",
  ],
  [
    "map mid      =              262,144",
    "map mid      =              262,145",
    "57: mid nodes * the root's bytes: 262145 / 262144",
  ],
  ["655,360", "655,361", "59: Total = the sum of the arena map's three lines: 655361 / 655360"],
  [
    "                  144\n",
    "                  145\n",
    "61: free PyDictObjects: bytes = objects * bytes each: 145 / 144",
  ],
])("%j printed as %j is found on its line", (figure, wrong, finding) => {
  const log = sample("3.13-startup");
  expect(log).toContain(figure);
  const [first] = broken(log.replace(figure, wrong));
  expect(first).toBe(finding);
});

test("arenas that do not make up the total break both sums of the total", () => {
  const log = sample("3.13-startup").replace("32,768", "32,769");
  expect(broken(log).map((finding) => finding.slice(0, 16))).toEqual([
    "49: the pools of",
    "50: Total = the ",
  ]);
});

test("bottom nodes of the map share their bytes evenly", () => {
  const log = sample("3.13-startup").replace(
    "bot nodes              =                    1",
    "bot nodes              =                    3",
  );
  expect(broken(log)).toEqual(["58: a multiple of the bot nodes: 131072 / 131073"]);
});

test("with no arena every sum is 0", () => {
  const [first] = parseMallocStats(sample("3.10-log"));
  if (first?.kind !== "pymalloc") throw new Error("not read");
  expect(checkMallocStats(first).every(({ holds }) => holds)).toBe(true);
});
