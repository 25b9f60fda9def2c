import { expect, test } from "vitest";
import { oneInEachArena } from "../../src/experiments/one-in-each-arena.js";

test("one object in two thousand holds every arena", () => {
  const { count, keptCount, arenasBefore, arenasAfter } = oneInEachArena("3.11");
  expect(arenasAfter).toBe(arenasBefore);
  expect(keptCount / count).toBeLessThan(0.00052);
});

// Measured with `objects = objects[::1953]`, or `[::448]` on 3.9, an object for each arena. The
// script has another text, so libc maps its list at another size and a few arenas lie elsewhere.
test.each([
  ["3.9", 2238],
  ["3.11", 513],
  ["3.13", 511],
] as const)("on %s it is as measured: %d arenas before and after", (python, arenas) => {
  const { arenasBefore, arenasAfter } = oneInEachArena(python);
  expect(Math.abs(arenasBefore - arenas)).toBeLessThanOrEqual(3);
  expect(arenasAfter).toBe(arenasBefore);
});

test("objects above the threshold take no arena", () => {
  const { keptCount, arenasBefore, arenasAfter } = oneInEachArena("3.11", {
    count: 1000,
    requestBytes: 513,
  });
  expect({ keptCount, arenasBefore, arenasAfter }).toEqual({
    keptCount: 0,
    arenasBefore: 2,
    arenasAfter: 2,
  });
});

test("a count that no run takes is refused", () => {
  expect(() => oneInEachArena("3.11", { count: 0 })).toThrow("1 or more, got 0");
});
