import { expect, test } from "vitest";
import { arenaMap } from "../../src/charts/arena-map/arena-map.js";
import { layoutMaps } from "../../src/charts/arena-map/layout.js";
import { crowding } from "../../src/charts/crowding.js";
import { holderMap } from "../../src/charts/holder-map/holder-map.js";
import { layoutHolderMap } from "../../src/charts/holder-map/layout.js";
import { layoutArenas } from "../../src/site/components/player/map-layout.js";
import { held, snapshotOf } from "./sample-recording.js";

const ARENA = held([[64, 80, 99, 204]]);
const MAPPED = { poolCount: 64, isShifted: false, carvedPools: 64, pools: [] };

function cellOfArenaMap(arenas: number, width: number): number {
  const recording = snapshotOf(Array.from({ length: arenas }, () => ARENA));
  return layoutMaps(arenaMap(recording), width).cell;
}

function cellOfHolderMap(arenas: number, width: number): number {
  const mapped = Array.from({ length: arenas }, (_, i) => ({ ...MAPPED, address: i * 0x10_0000 }));
  return layoutHolderMap(holderMap(mapped, []), width).cell;
}

/** The first and the last number of arenas of each crowding, and one more. */
const EDGES = [1, 24, 25, 160, 161, 200];

/** Those of the edges at which something differs from what it is at the edge before. */
function changesOf(of: (arenas: number) => unknown): number[] {
  return EDGES.filter((arenas, i) => i > 0 && of(arenas) !== of(EDGES[i - 1] ?? 0));
}

test("arenas are few, some or many", () => {
  expect(changesOf(crowding)).toEqual([25, 161]);
});

test.each([
  ["an arena map", cellOfArenaMap],
  ["a holder map", cellOfHolderMap],
])("%s draws smaller at the numbers that part few, some and many", (_, cellOf) => {
  for (const width of [390, 720]) {
    expect(changesOf((arenas) => cellOf(arenas, width))).toEqual([25, 161]);
  }
});

test("the player's map draws smaller at the same numbers", () => {
  expect(changesOf((arenas) => layoutArenas(arenas, 64, 800).cell)).toEqual([25, 161]);
});
