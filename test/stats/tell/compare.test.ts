import { expect, test } from "vitest";
import type { MallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { compareStats } from "../../../src/stats/tell/compare.js";
import { pymallocText, sample } from "../stats-sample.js";

const base = pymallocText(sample("3.13-startup")).stats;

test("each figure is the one of its label, before and after", () => {
  const stats = (n: number): MallocStats => ({
    ...base,
    arenas: { total: n + 1, reclaimed: n + 2, highwater: n + 3, current: n + 4 },
    arenaBytes: 1000,
    poolBytes: 100,
    bytesInAllocatedBlocks: n + 5,
    bytesInAvailableBlocks: n + 6,
    unusedPoolCount: n + 7,
    bytesLostToPoolHeaders: n + 8,
    bytesLostToQuantization: n + 9,
    bytesLostToAlignment: n + 10,
  });
  const { figures, classes } = compareStats(stats(0), stats(20));
  expect(figures.map(({ label, before, after }) => [label, before, after])).toEqual([
    ["arenas allocated total", 1, 21],
    ["arenas reclaimed", 2, 22],
    ["arenas highwater mark", 3, 23],
    ["arenas allocated current", 4, 24],
    ["bytes in held arenas", 4_000, 24_000],
    ["bytes in allocated blocks", 5, 25],
    ["bytes in available blocks", 6, 26],
    ["bytes in unused pools", 700, 2_700],
    ["bytes lost to pool headers", 8, 28],
    ["bytes lost to quantization", 9, 29],
    ["bytes lost to arena alignment", 10, 30],
  ]);
  expect(classes).toEqual([]);
});

test("classes come by their bytes, those whose pools or live blocks changed", () => {
  const [row] = base.classes;
  const of = (blockBytes: number, poolCount: number, blocksInUse: number) => ({
    ...row!,
    blockBytes,
    poolCount,
    blocksInUse,
    availableBlocks: 7,
  });
  const before = { ...base, classes: [of(32, 1, 5), of(48, 2, 9), of(64, 3, 1)] };
  const after = { ...base, classes: [of(16, 1, 1), of(32, 2, 5), of(48, 2, 9), of(64, 3, 2)] };
  expect(compareStats(before, after).classes).toEqual([
    { blockBytes: 16, pools: [0, 1], blocksInUse: [0, 1], availableBlocks: [0, 7] },
    { blockBytes: 32, pools: [1, 2], blocksInUse: [5, 5], availableBlocks: [7, 7] },
    { blockBytes: 64, pools: [3, 3], blocksInUse: [1, 2], availableBlocks: [7, 7] },
  ]);
});
