import { expect, test } from "vitest";
import { figureOf } from "../../../src/charts/figure.js";
import { arenaBlocksMap, holderMap } from "../../../src/charts/holder-map/holder-map.js";
import type { MappedArena, MappedPool } from "../../../src/charts/holder-map/tiles.js";
import { drawnSvg, textsOf } from "../drawing.js";

const pool = (place: number, byHolder: [number, number][], carvedBlocks = 10): MappedPool => ({
  pool: place,
  blockBytes: 64,
  carvedBlocks,
  liveBlocks: byHolder.reduce((sum, [, blocks]) => sum + blocks, 0),
  byHolder: new Map(byHolder),
});

const arena = (address: number, pools: MappedPool[]): MappedArena => ({
  address,
  poolCount: 4,
  isShifted: address % 0x4000 !== 0,
  carvedPools: 3,
  pools,
});

const ARENAS = [
  arena(0x10_0000, [pool(0, [[-1, 8]]), pool(1, [[0, 1]]), pool(2, [[-1, 9]])]),
  arena(0x20_1000, [
    pool(0, [
      [-1, 5],
      [1, 5],
    ]),
    pool(2, [[0, 1]]),
  ]),
];
const PATHS = ["app.keep", "app.cache"];

test("a cell has the letter of who holds most in it, a capital where much is live", () => {
  const { tiles } = holderMap(ARENAS, PATHS);
  expect(tiles.map(({ cells }) => cells)).toEqual(["ZaZ.", "B-a.#"]);
});

test("an arena says how much is alive in it, and who holds that", () => {
  const [first, second] = holderMap(ARENAS, PATHS).tiles;
  expect(first?.says).toEqual([
    "18 blocks live",
    "the program itself, or no name: 17 blocks",
    "app.keep: 1 block",
  ]);
  expect(second?.says[1]).toBe("app.cache: 5 blocks");
});

test("arenas that come back are outlines, and those that go now fade", () => {
  const chart = holderMap(ARENAS, PATHS, { back: [0x10_0000, 0x20_1000], going: [0x20_1000] });
  expect(chart.tiles.map(({ state }) => state)).toEqual(["back", "going"]);
  const svg = drawnSvg(figureOf(chart, { width: 720 }));
  expect(svg).toMatch(/class="[^"]*pm-going"/);
  expect(svg).not.toContain(`class="pm-ink"`);
  expect(textsOf(svg)).toContain("comes back");
});

test("an arena block by block: every live block says what it is and who holds it", () => {
  const blocks = [
    { index: 0, what: "str", holder: 0 },
    { index: 3, what: "keys of dict", holder: -1 },
  ];
  const chart = arenaBlocksMap([pool(2, [[0, 2]], 5)], () => blocks, PATHS, "Arena 1");
  expect(chart.tiles).toEqual([
    {
      name: "pool 2",
      state: "held",
      cells: "A--Z-",
      says: ["pool 2: nothing alive"],
      cellSays: [
        [0, "str, 64 bytes\napp.keep"],
        [3, "keys of dict, 64 bytes\nthe program itself, or no name"],
      ],
    },
  ]);
});

test.each([320, 340, 720, 1200])("at %i pixels nothing is drawn outside of the figure", (width) => {
  const many = Array.from({ length: 60 }, (_, i) =>
    arena(0x10_0000 * (i + 1), ARENAS[0]?.pools.slice() ?? []),
  );
  const { plot } = figureOf(holderMap(many, ["a".repeat(90), "b"]), { width });
  const svg = drawnSvg(figureOf(holderMap(many, ["a".repeat(90), "b"]), { width }));
  const places = [...svg.matchAll(/M(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)/g)];
  expect(places.length).toBeGreaterThan(60);
  expect(Math.max(...places.map(([, x]) => Number(x)))).toBeLessThanOrEqual(width);
  expect(Math.max(...places.map(([, , y]) => Number(y)))).toBeLessThanOrEqual(plot.height);
});

test("a map without an arena is refused", () => {
  expect(() => holderMap([], [])).toThrow("got none");
});
