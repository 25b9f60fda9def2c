import { expect, test } from "vitest";
import type { ArenaMapGeometry } from "../../../src/pymalloc/geometry.js";
import { ArenaMap } from "../../../src/pymalloc/tables/arena-map.js";

/** Bottom nodes of 256 bytes, middle nodes of 4,096. */
const small: ArenaMapGeometry = {
  topShift: 12,
  midShift: 8,
  rootBytes: 64,
  midBytes: 32,
  botBytes: 16,
};

/** Middle and bottom nodes after arenas of 64 bytes at some addresses. */
function nodesAfter(...addresses: number[]): [mid: number, bot: number] {
  const map = new ArenaMap(small);
  for (const address of addresses) map.mark(address, 64);
  return [map.midNodeCount, map.botNodeCount];
}

test("without arenas there are no nodes but the root", () => {
  expect(nodesAfter()).toEqual([0, 0]);
});

test.each<[string, number[], [number, number]]>([
  ["one arena needs a node of each kind", [0], [1, 1]],
  ["arenas of one region share them", [0, 64, 192], [1, 1]],
  ["the next region has a bottom node of its own", [0, 256], [1, 2]],
  ["a region further up has a middle node too", [0, 4096], [2, 2]],
  ["an aligned arena at a region's end stays inside", [192], [1, 1]],
  ["a misaligned one reaches into the next region", [200], [1, 2]],
  ["and into the next middle node where that ends there", [4096 - 32], [2, 2]],
  ["an arena that comes again adds nothing", [200, 200], [1, 2]],
])("%s", (_, addresses, nodes) => {
  expect(nodesAfter(...addresses)).toEqual(nodes);
});
