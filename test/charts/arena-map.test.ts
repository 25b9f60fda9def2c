import { expect, test } from "vitest";
import { arenaMap } from "../../src/charts/arena-map.js";
import { figureOf } from "../../src/charts/figure.js";
import { isPinned, liveShare, poolCharacters } from "../../src/charts/pool-characters.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { drawnSvg, held, pathsOf, snapshotOf } from "./drawing.js";

const full = held([[64, 80, 204, 204]]);
const half = held([[63, 80, 102, 204]], 1);
const pinned = held([
  [40, 80, 0, 204],
  [1, 80, 1, 204],
  [23, 0, 0, 0],
]);
const returned = { state: "returned" } as const;

/** Subpaths in the paths of a class. */
function subpaths(svg: string, className: string): number {
  const paths = pathsOf(svg, className).map(({ d }) => d);
  return paths.join("").match(/M/g)?.length ?? 0;
}

test.each([
  [full, "Z".repeat(64)],
  [half, `${"z".repeat(63)}#`],
  [pinned, `${"0".repeat(40)}1${".".repeat(23)}`],
  [held([[1, 512, 4, 5]]), "4"],
  [held([[1, 512, 5, 5]]), "Z"],
])("an arena is written a character a pool", (arena, expected) => {
  expect(poolCharacters(arena)).toBe(expected);
});

test("a character tells how full its pool is", () => {
  expect([liveShare("Z"), liveShare("z"), liveShare("0"), liveShare(".")]).toEqual([1, 0.5, 0, 0]);
  expect(liveShare("1")).toBeGreaterThan(0);
});

test("an arena is pinned while no pool has more than four live blocks, and one has some", () => {
  expect([isPinned("0010"), isPinned("0000"), isPinned("001a"), isPinned("..4#")]).toEqual([
    ...[true, false, false, true],
  ]);
});

test("held arenas have a wall, returned ones a dashed outline in their place", () => {
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf([full, returned, half])), { width: 720 }));
  expect(subpaths(svg, "pm-held-arenas")).toBe(2);
  expect(subpaths(svg, "pm-returned-arenas")).toBe(1);
  expect(pathsOf(svg, "pm-returned-arenas")[0]).toHaveProperty("stroke-dasharray");
  expect(pathsOf(svg, "pm-held-arenas")[0]).not.toHaveProperty("stroke-dasharray");
});

test("a pool lost to alignment is hatched, a never used one is a dot, a pin a disc", () => {
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf([half, pinned])), { width: 720 }));
  expect(pathsOf(svg, "pm-lost")[0]?.["fill"]).toMatch(/^url\(#/);
  expect(subpaths(svg, "pm-untouched")).toBe(23);
  expect(subpaths(svg, "pm-pins")).toBe(1);
});

test("pools of one look are one path, however many there are", () => {
  const many = Array.from({ length: 320 }, () => half);
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf(many)), { width: 720 }));
  expect(svg.match(/<path/g)?.length).toBeLessThan(20);
});

test("edges lie on whole pixels", () => {
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf([full, half, pinned])), { width: 720 }));
  const pools = pathsOf(svg, "pm-pools").map(({ d }) => d);
  expect(pools.length).toBeGreaterThan(0);
  expect(pools.filter((d) => d?.includes("."))).toEqual([]);
});

test("the sentence and the table say what is held", () => {
  const { alt, table } = figureOf(arenaMap(snapshotOf([full, returned])), { width: 720 });
  expect(alt).toContain("1 of 2 arenas held, 1 given back; 1,020 KiB live in 1 MiB");
  expect(table.rows).toEqual([
    ["A0", "held", 64 * 204, 64 * 204 * 80, "99.6"],
    ["A1", "given back", 0, 0, "0"],
  ]);
});

test("tiny arenas are drawn block by block, with the numbers of the live ones", async () => {
  const { recording } = await runExperiment("toy");
  const chart = arenaMap(recording, { stage: "deleted" });
  expect(chart.sheets[0]?.arenas.map((arena) => arena?.blocks)).toEqual([
    "x---x",
    "x--xx",
    undefined,
  ]);
  const svg = drawnSvg(figureOf(chart, { width: 720 }));
  expect(subpaths(svg, "pm-live-blocks")).toBe(5);
  expect(subpaths(svg, "pm-free-blocks")).toBe(5);
  for (const number of [1, 5, 6, 9, 10]) expect(svg).toContain(`>${number}<`);
});

test("several stages of a run are drawn one below the other", async () => {
  const { recording } = await runExperiment("toy");
  const one = figureOf(arenaMap(recording, { stage: "allocated" }), { width: 720 });
  const two = figureOf(arenaMap(recording, { stage: ["allocated", "deleted"] }), { width: 720 });
  expect(two.plot.height).toBeGreaterThan(one.plot.height * 1.5);
  expect(two.table.columns[0]).toBe("run");
});

test("a stage that was not recorded is refused with the names there are", () => {
  expect(() => arenaMap(snapshotOf([full]), { stage: "begin" })).toThrow(
    'no snapshot of the stage "begin"; there are end',
  );
});
