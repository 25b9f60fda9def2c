import { expect, test } from "vitest";
import type { MallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { adviseOnStats } from "../../../src/stats/tell/advise.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import type { StatsText } from "../../../src/stats/text/stats-text.js";
import { pymallocText, SAMPLES, sample, upTo } from "../stats-sample.js";

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
  // 505,588 blocks of 64 bytes are 96.6% of the live bytes, so no other class is named.
  expect(first?.finding).toBe(
    "31.9 MiB of 34.0 MiB (93.9%) is in live blocks. By class: 96.6% in 505,588 blocks of 64 bytes. " +
      "No allocator can give back what is in use.",
  );
});

test("rare survivors: free pools, and how few arenas the live blocks need", () => {
  const [first] = adviseOnStats(only(sample("3.11-sparse")));
  expect(first?.kind).toBe("freePools");
  expect(first?.finding).toBe(
    "41.4 MiB (94.0%) is in 2,648 free pools. Any small object can take them. The live blocks would " +
      "fit in 2 arenas; 42 more are held, since an arena goes back only when its last live block is freed.",
  );
});

/** A heap whose free blocks are these, by class; 10 MiB of its 64 are free. */
function freeIn(...free: [blockBytes: number, availableBlocks: number][]): StatsText {
  const text = heap(30, 10, 0);
  if (text.kind !== "pymalloc") throw new Error("no text of pymalloc");
  const classes = free.map(([blockBytes, availableBlocks]) => ({
    sizeClass: blockBytes / 16 - 1,
    blockBytes,
    poolCount: 1,
    blocksInUse: 1,
    availableBlocks,
  }));
  return { ...text, stats: { ...text.stats, classes } };
}

test("classes are named, the heaviest first, up to three or to nine tenths of the bytes", () => {
  const findingOf = (text: StatsText) =>
    adviseOnStats(text).find(({ kind }) => kind === "freeBlocks")?.finding;
  // Of 10 MiB: a quarter, an eighth, a half and an eighth.
  const many = freeIn([16, 163_840], [32, 40_960], [64, 81_920], [128, 10_240]);
  expect(findingOf(many)).toContain(
    "By class: 50.0% in 81,920 blocks of 64 bytes, 25.0% in 163,840 blocks of 16 bytes, " +
      "12.5% in 40,960 blocks of 32 bytes. A free block of 64 bytes",
  );
  // Nine tenths exactly are enough; a class with nothing free is never named.
  expect(findingOf(freeIn([16, 0], [512, 18_432], [32, 32_768]))).toContain(
    "By class: 90.0% in 18,432 blocks of 512 bytes. A free block",
  );
  expect(findingOf(freeIn([16, 0], [512, 1]))).toContain("By class: 0.0% in 1 block of 512 bytes.");
  expect(findingOf(freeIn())).toContain("fragmentation. Only requests of the same class.");
});

test("free pools: how many arenas could be spared, if any", () => {
  const findingWith = (current: number) => {
    const text = pymallocText(sample("3.11-sparse"));
    const arenas = { ...text.stats.arenas, current };
    const bytes = { bytesInAllocatedBlocks: 0, bytesInAvailableBlocks: 0 };
    return adviseOnStats({
      ...text,
      stats: { ...text.stats, ...bytes, arenas, arenaBytes: 16 * MIB },
    }).find(({ kind }) => kind === "freePools");
  };
  expect(findingWith(1)?.finding).toContain("take them. The arenas are needed all the same.");
  expect(findingWith(2)?.finding).toContain("fit in 1 arena; 1 more is held, since");
  expect(findingWith(3)?.finding).toContain("fit in 1 arena; 2 more are held, since");
  expect(findingWith(3)?.title).toBe("Free pools, in arenas that still have a live block");
});

test("16 MiB are not a small heap, and half of the process is most of it", () => {
  const sixteen = (() => {
    const text = pymallocText(sample("3.13-random-half"));
    return { ...text, stats: { ...text.stats, arenas: { ...text.stats.arenas, current: 16 } } };
  })();
  const kinds = kindsOf(sixteen);
  expect(kinds.slice(-1)).toEqual(["elsewhere"]);
  expect(kinds).toContain("liveObjects");
  expect(adviseOnStats(sixteen).at(-1)?.title).toBe("Compare with the whole process");
  expect(adviseOnStats(sixteen, { residentBytes: 32 * MIB }).at(-1)).toMatchObject({
    kind: "elsewhere",
    title: "pymalloc holds most of the process",
  });
  expect(adviseOnStats(sixteen, { residentBytes: 32 * MIB + 1 })).toContainEqual(
    expect.objectContaining({ kind: "elsewhere", title: "Something else holds it" }),
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
  // 32 MiB of 64 are half of it, which is enough.
  expect(kindsOf(heap(32, 6, 0))).toEqual(["sums", "liveObjects", "elsewhere"]);
  // 6 MiB of 64 is below a tenth.
  expect(kindsOf(heap(58, 6, 0))).toEqual(["sums", "liveObjects", "elsewhere"]);
});

test("a heap as after a start comes second, whatever it is filled with, and has its advice too", () => {
  const [first, ...others] = adviseOnStats(only(sample("3.13-startup")));
  expect(first?.title).toBe("pymalloc holds little");
  expect(others.map(({ kind }) => kind)).toContain("liveObjects");
});

test("advice is for the Python of the text", () => {
  const stepsOn = (name: string) => {
    const text = pymallocText(sample(name));
    const stats = { ...text.stats, unusedPoolCount: 10_000 };
    return adviseOnStats({ ...text, stats })
      .flatMap(({ steps }) => steps)
      .join(" ");
  };
  expect(stepsOn("3.8-startup")).toContain("multiprocessing.Pool(maxtasksperchild=1)");
  expect(stepsOn("3.8-startup")).not.toContain("max_tasks_per_child=1");
  expect(stepsOn("3.13-startup")).toContain("ProcessPoolExecutor(max_tasks_per_child=1)");
});

test("resident memory tells whether something else holds it", () => {
  const text = only(sample("3.13-random-half")); // 64 MiB
  expect(kindsOf(text, 129 * MIB)[0]).toBe("elsewhere");
  expect(kindsOf(text, 128 * MIB)[0]).toBe("freeBlocks");
  expect(adviseOnStats(text, { residentBytes: 80 * MIB }).at(-1)).toEqual({
    kind: "elsewhere",
    title: "pymalloc holds most of the process",
    finding:
      "Its arenas are 64.0 MiB, the process has 80.0 MiB resident: 80.0%. " +
      "The rest is modules, libraries and larger objects.",
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
  const numbered = { ...pymallocText(sample("3.13-startup")), mallocCalls: 5 };
  expect(kindsOf(numbered)[0]).toBe("debugAllocator");
});

test("other allocators and parts of texts get their own advice", () => {
  expect(kindsOf(only(sample("3.13-mimalloc")))).toEqual(["otherAllocator"]);
  expect(adviseOnStats(only(sample("3.13-malloc")))).toMatchObject([
    { kind: "otherAllocator", title: "pymalloc is switched off" },
  ]);
  expect(kindsOf(only(upTo(sample("3.13-startup"), "# arenas highwater")))).toEqual(["cutShort"]);
});

/** Logs of every kind of text: whole, changed, of other allocators, cut short. */
const logs: [string, string][] = [
  ...SAMPLES.map((name): [string, string] => [name, sample(name)]),
  ["a text that does not add up", sample("3.13-startup").replace("7,600", "7,616")],
  ["a text that is cut short", upTo(sample("3.13-startup"), "# arenas highwater")],
];

test.each(logs)(
  "every text of %s gets advice, in whole sentences, code between pairs of backticks",
  (_, log) => {
    for (const text of parseMallocStats(log)) {
      const advice = adviseOnStats(text);
      expect(advice).not.toEqual([]);
      expect(advice.filter(({ steps }) => steps.length === 0)).toEqual([]);
      expect(advice.filter(({ title }) => title === "")).toEqual([]);
      for (const words of advice.flatMap(({ finding, steps }) => [finding, ...steps])) {
        expect(words).toMatch(/^[A-Z0-9pm].+\.$/);
        expect(words).not.toMatch(/undefined|NaN/);
        expect((words.match(/`/g) ?? []).length % 2, words).toBe(0);
      }
    }
  },
);
