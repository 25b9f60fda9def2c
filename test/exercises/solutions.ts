/**
 * A right answer to each exercise, and wrong ones that a learner may well give. They
 * are kept here, away from the notebooks.
 */
import type { Pymalloc } from "../../src/pymalloc/pymalloc.js";

interface Solved {
  readonly solution: unknown;
  /** Each has a hint of its own. */
  readonly wrong: readonly unknown[];
}

interface Held {
  readonly path: string;
  readonly bytes: number;
  readonly arenasBack: number;
}

type Allocator = Pick<Pymalloc, "malloc" | "free">;

/** Numbers from one up to, not including, another. */
function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}

const letter = (i: number) => String.fromCharCode(97 + i);
const spread = (kept: number, temporary: number) =>
  range(0, kept).flatMap(() => [...Array(temporary / kept).fill("temporary"), "keep"]);

/** Answers by the id of the exercise. */
export const SOLUTIONS: Readonly<Record<string, Solved>> = {
  "two-of-three": {
    solution: [1, 2, 3, 4, 5, 11, 12],
    wrong: [
      [2, 3, 4, 7, 8, 11, 12],
      [1, 2, 3, 6, 7, 8, 11],
      [1, 2, 3, 4, 5, 11],
      [1, 2, 3, 4, 5, 11, 13],
      [1, 1, 2, 3, 4, 11, 12],
      "1, 2, 3",
    ],
  },
  "price-a-structure": {
    // 80-byte and 64-byte blocks, 204 and 255 a pool, 64 pools an arena.
    solution: {
      requestBytes: [67, 60, 60],
      count: 100_000,
      arenas: Math.ceil((Math.ceil(100_000 / 204) + Math.ceil(200_000 / 255)) / 64),
    },
    wrong: [
      { requestBytes: [67, 60, 60], count: 100_000, arenas: 18 },
      { requestBytes: [500], count: 200_000, arenas: 98 },
      { requestBytes: [67, 60, 60], count: 100_000, arenas: 80 },
      { requestBytes: [600, 600], count: 100_000, arenas: 115 },
      { requestBytes: [64], count: 100_000, arenas: 8 },
      { requestBytes: [64], count: 100, arenas: 1 },
      { requestBytes: [64], arenas: 1 },
      { requestBytes: [64], count: 9_000_000, arenas: 1 },
    ],
  },
  "first-arena-back": { solution: 0.0001, wrong: [0.1, 0.01, 0.001, 0.5, "0.1"] },
  "fits-the-holes": {
    solution: { smallest: 65, largest: 80 },
    wrong: [
      { smallest: 67, largest: 80 },
      { smallest: 65, largest: 79 },
      { smallest: 64, largest: 80 },
      { smallest: 65, largest: 600 },
      { smallest: 80, largest: 65 },
      67,
    ],
  },
  "hold-it-all": {
    solution: (count: number) => range(0, count).filter((i) => i % 1000 !== 0),
    wrong: [
      (count: number) => range(100, count),
      (count: number) => range(0, count).filter((i) => i % 100 !== 0),
      (count: number) => range(0, count).filter((i) => i % 500 !== 0 || i > 40_000),
      (count: number) => [0, 0, ...range(2, count)],
      (count: number) => range(1, count + 1),
      "every thousandth",
    ],
  },
  "quarter-stays": {
    solution: 1 - 0.75 ** (1 / 13_056),
    wrong: [0.25, 0.25 / 13_056, 1 - 0.25 ** (1 / 13_056), 1 - 0.75 ** (1 / 3_200), 0.001, 1e-6, 2],
  },
  "three-arenas-back": {
    // 50 strings a pool and 64 pools an arena: 3,200. The seventh arena has the rest.
    solution: [...range(0, 6_400), ...range(19_200, 20_000)],
    wrong: [
      range(0, 7_200),
      range(0, 9_600),
      range(0, 14_400, 2),
      range(0, 6_400),
      [...range(0, 7_000), 0],
      [20_000],
      [],
    ],
  },
  "which-versions": {
    solution: ["3.11", "3.10"],
    wrong: [["3.9"], ["3.10", "3.11", "3.12"], ["3.11"], ["2.7"], ["3.11", "3.11"], [], 3.11],
  },
  "rule-of-3-9": {
    solution: (python: Allocator) => python.free(python.malloc(64)),
    wrong: [
      (python: Allocator) => python.malloc(64),
      () => undefined,
      (python: Allocator) => python.free(python.malloc(600)),
      (python: Allocator) => {
        python.malloc(64);
        python.free(python.malloc(64));
      },
      (python: Allocator) => {
        const block = python.malloc(64);
        python.free(block);
        python.free(block);
      },
      "keeps one",
    ],
  },
  "count-the-nodes": { solution: 14, wrong: [29, 13, 6, 20, 10, "14"] },
  "no-new-node": {
    solution: ["dan", "dar", "danc"],
    wrong: [
      ["dancing", "dark", "den"],
      ["dan", "dar"],
      ["dan", "dar", "dance"],
      ["dan", "dan", "dar"],
      ["dan", "dar", ""],
      "dan",
    ],
  },
  "nothing-to-compress": {
    solution: ["d", "da", "dar", "dart", "dan"],
    wrong: [
      ["dart", "dance", "dancer", "danger", "dan"],
      ["a", "b", "c", "d", "e"],
      ["d", "da", "dar", "dart"],
      ["d", "da", "dar", "dart", "dart"],
      ["d", "da", "dar", "dart", ""],
    ],
  },
  "compression-that-pays": {
    solution: ["a".repeat(12_000)],
    wrong: [
      range(0, 500).map((i) => `word${i}`),
      range(0, 23).map((i) => String.fromCharCode(97 + i).repeat(500)),
      range(0, 4_160).map((i) => letter(i / 65) + letter(i % 65)),
      range(0, 200).map(letter),
      ["a".repeat(12_001)],
      ["aa", "aa"],
      [],
    ],
  },
  "ways-ranked": {
    solution: ["in-place", "direct-sorted", "direct"],
    wrong: [
      ["direct", "direct-sorted", "in-place"],
      ["direct-sorted", "in-place", "direct"],
      ["in-place", "direct"],
      ["in-place", "direct", "text"],
    ],
  },
  "keepers-together": {
    solution: (kept: number, temporary: number) => [
      ...Array(kept).fill("keep"),
      ...Array(temporary).fill("temporary"),
    ],
    wrong: [
      spread,
      (kept: number, temporary: number) => [
        ...spread(kept / 2, temporary / 2),
        ...Array(kept / 2).fill("keep"),
        ...Array(temporary / 2).fill("temporary"),
      ],
      (kept: number) => Array(kept).fill("keep"),
      (kept: number, temporary: number) => Array(kept + temporary).fill("drop"),
      ["keep"],
    ],
  },
  "choose-an-arena-size": { solution: 128, wrong: [1024, 64, 100, 8, 2 ** 20, "128 KiB"] },
  "order-that-matters": {
    solution: (python: Allocator) => lateObjects(python, true),
    wrong: [
      (python: Allocator) => lateObjects(python, false),
      (python: Allocator) => python.malloc(64),
      (python: Allocator) => python.malloc(600),
      (python: Allocator) => {
        const blocks = fillArenas(python, 3);
        for (const block of blocks.flat()) python.free(block);
      },
      (python: Allocator) => {
        python.free(7);
      },
    ],
  },
  "most-per-byte": {
    solution: (holders: readonly Held[]) =>
      [...holders].sort((a, b) => b.arenasBack / b.bytes - a.arenasBack / a.bytes)[0]?.path,
    wrong: [
      (holders: readonly Held[]) => holders[0]?.path,
      (holders: readonly Held[]) => [...holders].sort((a, b) => a.bytes - b.bytes)[0]?.path,
      () => "shop.nothing",
      () => 7,
      "shop.log",
    ],
  },
  "predict-then-drop": {
    solution: ["visits", "catalogue", "index"],
    wrong: [
      ["catalogue", "index", "visits"],
      ["catalogue", "visits", "index"],
      ["visits", "catalogue"],
      ["visits", "catalogue", "names"],
    ],
  },
};

/** Blocks of 512 bytes, in arenas of Python 3.11: 31 a pool, 64 pools. */
function fillArenas(python: Allocator, arenas: number): number[][] {
  const fill = () => Array.from({ length: 31 * 64 }, () => python.malloc(512));
  return Array.from({ length: arenas }, fill);
}

/** Objects that live on, made when four arenas are nearly empty and four rather full. */
function lateObjects(python: Allocator, dropsTheRest: boolean): void {
  const [nearlyEmpty, ratherFull] = [fillArenas(python, 4), fillArenas(python, 4)];
  for (const blocks of nearlyEmpty) for (const block of blocks.splice(31)) python.free(block);
  for (const blocks of ratherFull) for (const block of blocks.splice(31 * 48)) python.free(block);
  for (let i = 0; i < 31 * 8; i++) python.malloc(512);
  if (dropsTheRest) for (const block of nearlyEmpty.flat()) python.free(block);
}
