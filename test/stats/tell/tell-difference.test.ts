import { expect, test } from "vitest";
import type { MallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { tellDifference } from "../../../src/stats/tell/tell-difference.js";
import { pymallocText, sample } from "../stats-sample.js";

const statsOf = (name: string) => pymallocText(sample(name)).stats;
const told = (before: string, after: string) => tellDifference(statsOf(before), statsOf(after));

test("half dropped at random: nothing came back, and where it lies", () => {
  expect(told("3.13-allocated", "3.13-random-half").slice(0, 4)).toEqual([
    "Live bytes fell by 30.5 MiB, from 62.5 MiB to 31.9 MiB.",
    "Arenas held: 64 before and after; 0 obtained and 0 given back in between.",
    "So nothing of it came back: free blocks in used pools +30.5 MiB.",
    "Blocks of 64 bytes: 499,982 fewer live blocks, as many used pools. Not one of its 3,944 pools emptied: 500,046 free between them, of 1,005,720.",
  ]);
});

test("the last half dropped: most of it went back", () => {
  expect(told("3.13-allocated", "3.13-first-half").slice(1, 4)).toEqual([
    "Arenas held: 64 before, 34 after; 0 obtained and 30 given back in between.",
    "So 30.0 MiB went back to the system, 98.2% of what was dropped; the rest is still held: free pools +1.0 MiB.",
    "Blocks of 64 bytes: 500,068 fewer live blocks, 1,961 fewer used pools. Now 77 free between them, of 505,665.",
  ]);
});

test("growth is told, and whether the arenas grew with it", () => {
  expect(told("3.13-startup", "3.13-allocated")).toContain(
    "So the arenas grew by 62.0 MiB, more than the objects did.",
  );
});

test("a text against itself has not changed", () => {
  expect(told("3.11-sparse", "3.11-sparse")).toEqual([
    "Live bytes stayed at 0.9 MiB.",
    "Arenas held: 44 before and after; 0 obtained and 0 given back in between.",
    "So next to nothing changed.",
    "No size class has more or fewer live blocks.",
  ]);
});

test("texts of different builds are compared by their live bytes alone", () => {
  const words = told("3.13-startup", "3.8-startup");
  expect(words[0]).toMatch(/^The two texts are of different builds of Python/);
  expect(words.filter((sentence) => sentence.startsWith("So "))).toEqual([]);
});

test("counters that fall are two processes'", () => {
  const words = told("3.13-allocated", "3.13-startup");
  expect(words[1]).toBe(
    "Arenas held: 64 before, 2 after; the counters fell, so these are two processes.",
  );
  expect(words.filter((sentence) => sentence.startsWith("So "))).toEqual([]);
});

/** 100 MiB live of `arenas` MiB held, and what is free in used pools. */
function heap(liveMib: number, arenas: number, freeMib = 0): MallocStats {
  return {
    ...statsOf("3.13-random-half"),
    classes: [],
    arenas: { total: 200, reclaimed: 200 - arenas, highwater: 200, current: arenas },
    bytesInAllocatedBlocks: liveMib * 2 ** 20,
    bytesInAvailableBlocks: freeMib * 2 ** 20,
  };
}

/** The same process later: its counters have grown by what came and went. */
function later({ arenas: before }: MallocStats, after: MallocStats): MallocStats {
  const grown = after.arenas.current - before.current;
  const total = before.total + Math.max(0, grown);
  const reclaimed = before.reclaimed + Math.max(0, -grown);
  return { ...after, arenas: { ...after.arenas, total, reclaimed } };
}

test.each([
  [heap(100, 100), heap(100, 101), "So the process holds 1.0 MiB more for about the same objects."],
  [heap(100, 110), heap(100, 104), "So 6.0 MiB came back with about the same objects alive."],
  [
    heap(100, 150, 50),
    heap(140, 150, 10),
    "So the new objects went into room that was free before.",
  ],
  [
    heap(100, 110),
    heap(130, 120),
    "So the arenas grew by 10.0 MiB, and the rest went into room that was free before.",
  ],
  [
    heap(100, 100),
    heap(60, 60),
    "So 40.0 MiB went back to the system, 100.0% of what was dropped.",
  ],
  [
    heap(100, 150),
    heap(90, 100),
    "So 50.0 MiB went back to the system, more than was dropped: arenas went that were partly free before.",
  ],
  [heap(100, 100), heap(60, 100), "So nothing of it came back: little of it is free."],
  [
    heap(100, 150, 50),
    { ...heap(60, 150, 40), unusedPoolCount: heap(100, 150).unusedPoolCount + 50 * 64 },
    "So nothing of it came back: free blocks in used pools −10.0 MiB, free pools +50.0 MiB.",
  ],
])("what follows is told (%#)", (before, after, sentence) => {
  expect(tellDifference(before, later(before, after))[2]).toBe(sentence);
});

/** A heap with these classes. */
function classes(
  ...rows: [blockBytes: number, poolCount: number, blocksInUse: number, availableBlocks: number][]
): MallocStats {
  return {
    ...heap(100, 100),
    classes: rows.map(([blockBytes, poolCount, blocksInUse, availableBlocks]) => ({
      sizeClass: blockBytes / 16 - 1,
      blockBytes,
      poolCount,
      blocksInUse,
      availableBlocks,
    })),
  };
}

test("the four classes that changed by most bytes are told, and how many others changed", () => {
  const before = classes(
    [16, 1, 100, 5],
    [32, 1, 10, 2],
    [48, 2, 30, 4],
    [64, 1, 10, 10],
    [80, 1, 1, 9],
  );
  const after = classes([32, 2, 71, 3], [48, 1, 29, 2], [64, 1, 20, 0], [80, 1, 2, 8]);
  expect(tellDifference(before, after).slice(3)).toEqual([
    "Blocks of 32 bytes: 61 more live blocks, 1 more used pool. Now 3 free between them, of 74.",
    "Blocks of 16 bytes: 100 fewer live blocks, 1 fewer used pool. None is left.",
    "Blocks of 64 bytes: 10 more live blocks, as many used pools. Now 0 free between them, of 20.",
    "Blocks of 80 bytes: 1 more live block, as many used pools. Now 8 free between them, of 10.",
    "1 more class changed, by less.",
  ]);
});

test.each<[string, Partial<MallocStats>]>([
  ["arenas", { arenaBytes: 2 ** 21 }],
  ["pools", { poolBytes: 2 ** 13 }],
  ["size classes", { sizeClassCount: 64 }],
])("other %s are another build's", (_, change) => {
  expect(tellDifference(heap(100, 100), { ...heap(100, 100), ...change })[0]).toMatch(
    /^The two texts are of different builds/,
  );
});

test("live bytes that rose are told with the amount", () => {
  expect(tellDifference(heap(100, 100), heap(140, 150))[0]).toBe(
    "Live bytes rose by 40.0 MiB, from 100.0 MiB to 140.0 MiB.",
  );
});

test("arenas given back are not taken back: fewer of them are another process's", () => {
  const arenas = (total: number, reclaimed: number): MallocStats => ({
    ...heap(100, 100),
    arenas: { total, reclaimed, highwater: 100, current: 100 },
  });
  const told = (after: MallocStats) => tellDifference(arenas(110, 10), after)[1];
  expect(told(arenas(115, 15))).toBe(
    "Arenas held: 100 before and after; 5 obtained and 5 given back in between.",
  );
  expect(told(arenas(115, 9))).toContain("these are two processes");
  expect(told(arenas(109, 10))).toContain("these are two processes");
});

test.each([
  // A change of a hundredth is one; half of that is none.
  [heap(100, 110), heap(101, 110), "So the new objects went into room that was free before."],
  [
    heap(100, 110),
    heap(100.5, 111),
    "So the process holds 1.0 MiB more for about the same objects.",
  ],
  [
    heap(100, 100),
    heap(200, 200),
    "So the arenas grew by 100.0 MiB, and the rest went into room that was free before.",
  ],
  [heap(100, 100), heap(200, 202), "So the arenas grew by 102.0 MiB, more than the objects did."],
])("a hundredth decides what follows (%#)", (before, after, sentence) => {
  expect(tellDifference(before, later(before, after))[2]).toBe(sentence);
});

test("classes that changed by less than a hundredth are counted, not told", () => {
  const before = classes([16, 1, 1, 9], [32, 1, 1, 9], [512, 1000, 5000, 0]);
  const large = "Blocks of 512 bytes: 1,000 fewer live blocks, as many used pools.";
  const toldOf = (after: MallocStats) => tellDifference(before, after).slice(3);
  expect(toldOf(classes([16, 1, 1, 9], [32, 1, 1, 9], [512, 1000, 4000, 1000]))).toEqual([
    `${large} Not one of its 1,000 pools emptied: 1,000 free between them, of 5,000.`,
  ]);
  expect(toldOf(classes([16, 1, 2, 8], [32, 1, 2, 8], [512, 1000, 4000, 1000])).slice(1)).toEqual([
    "2 more classes changed, by less.",
  ]);
});
