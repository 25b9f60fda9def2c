import { expect, test } from "vitest";
import { adviseOnStats } from "../../src/pymalloc/advise-stats.js";
import type { MallocStats } from "../../src/pymalloc/malloc-stats.js";
import { parseMallocStats } from "../../src/pymalloc/parse-malloc-stats.js";
import type { StatsText } from "../../src/pymalloc/stats-text.js";
import { pymallocText, SAMPLES, sample, upTo } from "./stats-sample.js";

const MIB = 2 ** 20;

function only(log: string): StatsText {
  const [text] = parseMallocStats(log);
  if (text === undefined) throw new Error("no text");
  return text;
}

/** A heap of 64 arenas in which the bytes lie as told, in MiB; its sums are not looked at. */
function heap(liveMib: number, freeMib: number, unusedMib: number): StatsText {
  const text = pymallocText(sample("3.13-random-half"));
  const stats: MallocStats = {
    ...text.stats,
    bytesInAllocatedBlocks: liveMib * MIB,
    bytesInAvailableBlocks: freeMib * MIB,
    unusedPoolCount: unusedMib * 64,
  };
  return { ...text, stats };
}

const kindsOf = (text: StatsText, residentBytes?: number) =>
  adviseOnStats(text, residentBytes === undefined ? {} : { residentBytes }).map(({ kind }) => kind);

test("half at random: the free blocks are named, with the class that has them", () => {
  const [first, ...others] = adviseOnStats(only(sample("3.13-random-half")));
  expect(first).toMatchObject({ kind: "freeBlocks", title: "Free blocks, between live ones" });
  // 500,046 blocks of 64 bytes are 32,002,944 of 32,249,472 free bytes.
  expect(first?.finding).toBe(
    "30.8 MiB (48.1%) is in free blocks, in pools that each still have a live one: fragmentation. " +
      "By class: 99.2% in 500,046 blocks of 64 bytes. A free block of 64 bytes serves requests of 49 to " +
      "64 bytes and no others.",
  );
  expect(others.map(({ kind }) => kind)).toEqual(["elsewhere"]);
});

test("the first half kept: live objects hold what is left", () => {
  const [first] = adviseOnStats(only(sample("3.13-first-half")));
  expect(first?.kind).toBe("liveObjects");
  expect(first?.finding).toContain("31.9 MiB of 34.0 MiB (93.9%) is in live blocks.");
});

test("rare survivors: free pools, and how few arenas the live blocks need", () => {
  const [first] = adviseOnStats(only(sample("3.11-sparse")));
  expect(first?.kind).toBe("freePools");
  expect(first?.finding).toBe(
    "41.4 MiB (94.0%) is in 2,648 free pools. Any small object can take them. The live blocks would " +
      "fit in 2 arenas; 42 more are held, since an arena goes back only when its last live block is freed.",
  );
});

test("what has more bytes comes first, and what has few does not come", () => {
  expect(kindsOf(heap(40, 16, 8))).toEqual([
    "sums",
    "liveObjects",
    "freeBlocks",
    "freePools",
    "elsewhere",
  ]);
  expect(kindsOf(heap(20, 10, 30))).toEqual(["sums", "freePools", "freeBlocks", "elsewhere"]);
  // 6 MiB of 64 is below a tenth.
  expect(kindsOf(heap(58, 6, 0))).toEqual(["sums", "liveObjects", "elsewhere"]);
});

test("a small heap is no matter, however it is filled", () => {
  const advice = adviseOnStats(only(sample("3.13-startup")));
  expect(advice.map(({ title }) => title)).toEqual(["pymalloc holds little"]);
});

test("resident memory tells whether something else holds it", () => {
  const text = only(sample("3.13-random-half")); // 64 MiB
  expect(kindsOf(text, 129 * MIB)[0]).toBe("elsewhere");
  expect(kindsOf(text, 128 * MIB)[0]).toBe("freeBlocks");
  expect(adviseOnStats(text, { residentBytes: 80 * MIB }).at(-1)).toMatchObject({
    title: "pymalloc holds most of the process",
    steps: [],
  });
  expect(adviseOnStats(text, { residentBytes: 640 * MIB })[0]?.finding).toContain(
    "640.0 MiB resident, and pymalloc's arenas are 64.0 MiB of it: 10.0%.",
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  "resident memory of %d bytes is refused",
  (residentBytes) => {
    expect(() => adviseOnStats(only(sample("3.13-startup")), { residentBytes })).toThrow(
      `resident memory must be some bytes, more than 0, got ${residentBytes}`,
    );
  },
);

test("a text in doubt is to be taken again before anything else", () => {
  expect(kindsOf(only(sample("3.13-startup").replace("7,600", "7,616")))[0]).toBe("sums");
  expect(kindsOf(only(sample("3.11-debug")))[0]).toBe("debugAllocator");
  expect(kindsOf(only(sample("3.7-debug")))[0]).toBe("debugAllocator");
});

test("other allocators and parts of texts get their own advice", () => {
  expect(kindsOf(only(sample("3.13-mimalloc")))).toEqual(["otherAllocator"]);
  expect(adviseOnStats(only(sample("3.13-malloc")))[0]?.title).toBe("pymalloc is switched off");
  expect(kindsOf(only(upTo(sample("3.13-startup"), "# arenas highwater")))).toEqual(["cutShort"]);
});

test.each(SAMPLES)("every text of %s gets advice, with code between pairs of backticks", (name) => {
  for (const text of parseMallocStats(sample(name))) {
    const advice = adviseOnStats(text);
    expect(advice).not.toEqual([]);
    for (const words of advice.flatMap(({ finding, steps }) => [finding, ...steps])) {
      expect((words.match(/`/g) ?? []).length % 2, words).toBe(0);
    }
  }
});
