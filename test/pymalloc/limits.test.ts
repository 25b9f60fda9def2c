import { expect, test } from "vitest";
import type { Geometry } from "../../src/pymalloc/geometry.js";
import { STATE } from "../../src/pymalloc/heap-state.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

/** Arenas of so many pools that the names of blocks run out soon. */
const wide: Geometry = {
  alignment: 16,
  smallRequestThreshold: 16,
  poolBytes: 128,
  arenaBytes: 128 * 2 ** 19,
  poolHeaderBytes: 48,
  keepsLastEmptyArena: false,
};

test("an arena whose blocks could not be named is refused, and those before it are whole", () => {
  const allocator = new Pymalloc(wide, new AdjacentArenas(2 ** 40));
  const { arenas } = allocator.heap[STATE];
  for (let base = 1; base <= 3; base++) arenas.adopt(base * 2 ** 30);
  expect(() => arenas.adopt(4 * 2 ** 30)).toThrow("holds 3 arenas (201326592 bytes)");
  expect(arenas.table.heldSlots().length).toBe(3);
});
