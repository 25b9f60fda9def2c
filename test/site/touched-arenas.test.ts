import { expect, it } from "vitest";
import {
  backCount,
  freeingWords,
  touchedArenas,
} from "../../src/site/components/touch/touched-arenas.js";

const TOY = ["xxxxx", "xxxxx", "xx-.."];

it("an arena is held by one live block, and given back whole with its last", () => {
  const after = (freed: number[]) => touchedArenas(TOY, freed).map(({ isBack }) => isBack);
  expect(after([1, 2, 3, 4, 6, 7, 8, 9, 11])).toEqual([false, false, false]);
  expect(after([11, 12])).toEqual([false, false, true]);
});

it("blocks and arenas are counted from 1, through all of them", () => {
  const [, second, third] = touchedArenas(TOY, [7]);
  expect(second?.number).toBe(2);
  expect(second?.blocks.map(({ number }) => number)).toEqual([6, 7, 8, 9, 10]);
  expect(second?.blocks[1]?.state).toBe("freed");
  expect(third?.blocks.map(({ state }) => state)).toEqual([
    "live",
    "live",
    "free",
    "untouched",
    "untouched",
  ]);
});

it("an arena that was gone before is not an arena that came back", () => {
  const arenas = ["x---x", null];
  expect(backCount(arenas, touchedArenas(arenas, []))).toBe(0);
  expect(backCount(arenas, touchedArenas(arenas, [1, 5]))).toBe(1);
});

it("each free is told with what it means for its arena", () => {
  expect(freeingWords(TOY, [3], "node")).toBe(
    "Node 3 is freed. Arena 1 still has 4 nodes, so all of it stays.",
  );
  expect(freeingWords(TOY, [12, 11], "node")).toBe(
    "Node 11 was the last of arena 3: the arena is given back, whole.",
  );
});
