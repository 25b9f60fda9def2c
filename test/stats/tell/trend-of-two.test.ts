import { expect, test } from "vitest";
import { howSure } from "../../../src/stats/tell/how-sure.js";
import { tellTrendOfTwo } from "../../../src/stats/tell/trend-of-two.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { statsOfText } from "../../../src/stats/text/with-gaps.js";
import { sample } from "../stats-sample.js";

const [start] = parseMallocStats(sample("3.11-startup"));
if (start?.kind !== "pymalloc") throw new Error("the sample is not pymalloc's");
const base = statsOfText(start);

/** A text with so many arenas held, at the peak and ever, and so many MiB live. */
function stats(current: number, highwater: number, liveMib: number, total = 100 + highwater) {
  const arenas = { ...base.arenas, current, highwater, total };
  return { ...base, arenas, bytesInAllocatedBlocks: liveMib * 2 ** 20 };
}

test.each([
  ["more live and more held grows", stats(10, 10, 8), stats(20, 20, 18), "grows"],
  ["more live in room that was there grows too", stats(20, 20, 8), stats(20, 20, 18), "grows"],
  ["less held came down", stats(20, 20, 18), stats(10, 20, 8), "cameDown"],
  ["no new height is a plateau", stats(20, 20, 18), stats(20, 20, 18), "plateau"],
  ["a new height alone is not clear", stats(20, 20, 18), stats(20, 24, 18), "unclear"],
])("%s", (_, before, after, kind) => {
  expect(tellTrendOfTwo(before, after)?.kind).toBe(kind);
});

test("texts of two processes have no direction", () => {
  expect(tellTrendOfTwo(stats(20, 20, 18, 300), stats(5, 5, 4, 10))).toBeUndefined();
});

test("how sure an answer is follows from the sums of the text", () => {
  expect(howSure(start)).toMatch(/^Sure of the amounts: all \d+ sums of the text hold\./);
  const broken = { ...start, stats: { ...base, bytesInAllocatedBlocks: 1 } };
  expect(howSure(broken)).toMatch(/^Not sure: [1-9]\d* of the \d+ sums/);
  const [part] = parseMallocStats("# arenas reclaimed = 7\n# arenas highwater mark = 9\n");
  if (part === undefined) throw new Error("no part");
  expect(howSure(part, { residentBytes: 5e6 })).toContain("as it was given");
});
