import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { arenaMap } from "../../../src/charts/arena-map/arena-map.js";
import { layoutMaps } from "../../../src/charts/arena-map/layout.js";
import {
  isPinned,
  liveShare,
  poolCharacters,
} from "../../../src/charts/arena-map/pool-characters.js";
import { figureOf } from "../../../src/charts/figure.js";
import { runExperiment } from "../../../src/experiments/run-experiment.js";
import { drawnSvg, pathsOf, subpaths, textsOf } from "../drawing.js";
import { held, snapshotOf } from "../sample-recording.js";

const full = held([[64, 80, 204, 204]]);
const half = held([[63, 80, 102, 204]], 1);
const pinned = held([
  [40, 80, 0, 204],
  [1, 80, 1, 204],
  [23, 0, 0, 0],
]);
const returned = { state: "returned" } as const;

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
  expect(subpaths(svg, "pm-lost")).toBe(1);
  expect(subpaths(svg, "pm-hatch")).toBeGreaterThan(3);
  expect(subpaths(svg, "pm-untouched")).toBe(23);
  expect(subpaths(svg, "pm-pins")).toBe(1);
});

test("the hatch is there at any size that has room for it", () => {
  const hatchesAmong = (arenaCount: number) => {
    const arenas = Array.from({ length: arenaCount }, () => half);
    const svg = drawnSvg(figureOf(arenaMap(snapshotOf(arenas)), { width: 640 }));
    expect(subpaths(svg, "pm-lost")).toBe(arenaCount);
    return subpaths(svg, "pm-hatch") / arenaCount;
  };
  expect([hatchesAmong(24), hatchesAmong(79), hatchesAmong(320)]).toEqual([5, 3, 0]);
});

test("pools of one look are one path, however many there are", () => {
  const many = Array.from({ length: 320 }, () => half);
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf(many)), { width: 720 }));
  expect(svg.match(/<path/g)?.length).toBeLessThan(20);
});

/** Left, top, width and height of every bar of a class: strokes as wide as they are high. */
function barsOf(svg: string, className: string): number[][] {
  return pathsOf(svg, className).flatMap((path) => {
    const height = Number(path["stroke-width"]);
    const bars = [...(path["d"] ?? "").matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g)];
    return bars.map(([, x, y, length]) => [
      Number(x),
      Number(y) - height / 2,
      Number(length),
      height,
    ]);
  });
}

test.each([10, 100, 200])("with %i arenas every edge lies on a whole pixel", (arenaCount) => {
  const arenas = [full, half, pinned, ...Array.from({ length: arenaCount }, () => half)];
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf(arenas)), { width: 720 }));
  const edges = [...barsOf(svg, "pm-pools"), ...barsOf(svg, "pm-ink")].flat();
  expect(edges.length).toBeGreaterThan(arenaCount);
  expect(edges.filter((edge) => !Number.isInteger(edge))).toEqual([]);
});

test("few arenas are drawn as ink on sand, whose area is the live share", () => {
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf([half])), { width: 640 }));
  const sides = barsOf(svg, "pm-ink").map(([, , width, height]) => [width, height]);
  expect(sides).toEqual(Array.from({ length: 63 }, () => [6, 6]));
  expect(pathsOf(svg, "pm-pools")).toMatchObject([
    { stroke: "var(--pm-held)", "stroke-width": "9", "stroke-dasharray": "9 1" },
  ]);
});

test("many arenas are drawn as tones: a full pool alone is as dark as can be", () => {
  const nearlyFull = held([
    [32, 80, 203, 204],
    [32, 80, 1, 204],
  ]);
  const tones = (arena: typeof full) => {
    const arenas = Array.from({ length: 79 }, () => arena);
    const svg = drawnSvg(figureOf(arenaMap(snapshotOf(arenas)), { width: 640 }));
    return pathsOf(svg, "pm-pools").map(({ stroke }) => stroke);
  };
  expect(tones(full)).toEqual(["var(--pm-live)"]);
  expect(tones(half)).toEqual(["var(--pm-occ-50)"]);
  expect(tones(nearlyFull)).toEqual([
    "color-mix(in oklab,var(--pm-live) 80%,var(--pm-occ-75))",
    "color-mix(in oklab,var(--pm-occ-25) 20%,var(--pm-held))",
  ]);
});

test("in an arena that a few blocks keep, these are pins on plain sand", () => {
  const arenas = Array.from({ length: 79 }, () => pinned);
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf(arenas)), { width: 720 }));
  expect(subpaths(svg, "pm-pins")).toBe(79);
  expect(pathsOf(svg, "pm-pools").map(({ stroke }) => stroke)).toEqual(["var(--pm-held)"]);
});

test("few live blocks among full pools are not pins", () => {
  const startUp = held([
    [63, 80, 204, 204],
    [1, 80, 1, 204],
  ]);
  const svg = drawnSvg(figureOf(arenaMap(snapshotOf([startUp])), { width: 720 }));
  expect(subpaths(svg, "pm-pins")).toBe(0);
});

test("the legend names what the map shows, and nothing else", () => {
  const words = (arenas: Parameters<typeof snapshotOf>[0]) => {
    const texts = textsOf(drawnSvg(figureOf(arenaMap(snapshotOf(arenas)), { width: 720 })));
    return texts.filter((text) => !/arenas held/.test(text));
  };
  expect(words([full])).toEqual(["live", "half of it live", "held, free"]);
  expect(words([half, pinned, returned])).toEqual([
    "given back",
    "live",
    "half of it live",
    "held, free",
    "never used",
    "keeps its arena",
    "lost to alignment",
    "given back",
  ]);
});

test("a tip says what an arena holds, in blocks, pools and bytes", () => {
  const { plot } = figureOf(arenaMap(snapshotOf([half, pinned, returned])), {
    width: 720,
    interactive: true,
  });
  const tip = plot.marks?.flat().find((mark) => mark instanceof Plot.Mark && "anchor" in mark);
  const tips = tip !== undefined && tip instanceof Plot.Mark && "data" in tip ? tip.data : [];
  expect(tips).toMatchObject([
    { title: "A1: held\n6,426 live blocks in 63 pools\n502 KiB live, 49%" },
    { title: "A2: held\n1 live block in 1 pool\n80 bytes live, under 0.1%" },
    { title: "A3: given back" },
  ]);
});

test("the sentence and the table say what is held", () => {
  const { alt, table } = figureOf(arenaMap(snapshotOf([full, returned])), { width: 720 });
  expect(alt).toContain("1 of 2 arenas held, 1 given back; 1,020 KiB live in 1 MiB");
  expect(table.rows).toEqual([
    ["A1", "held", 64, 64 * 204, 64 * 204 * 80, "99.6"],
    ["A2", "given back", 0, 0, 0, "0"],
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

test("stages of a run are side by side where there is room, else one below the other", async () => {
  const { recording } = await runExperiment("toy");
  const stage = ["allocated", "deleted"];
  const [wide = 0, narrow = 0] = [720, 340].map(
    (width) => figureOf(arenaMap(recording, { stage }), { width }).plot.height,
  );
  expect(wide).toBeLessThan(narrow * 0.7);
  const { table } = figureOf(arenaMap(recording, { stage: ["allocated", "deleted"] }), {
    width: 720,
  });
  expect(table.columns[0]).toBe("run");
  expect(table.rows.map((row) => row[0])).toEqual([
    ...Array.from({ length: 3 }, () => "allocated"),
    ...Array.from({ length: 3 }, () => "deleted"),
  ]);
});

test("sheets stand side by side only where each is still wider than it is high", () => {
  const leftEdges = (arenaCount: number, width: number) => {
    const recording = snapshotOf(Array.from({ length: arenaCount }, () => half));
    const runs = ["one", "two"].map((name) => ({ name, recording }));
    return layoutMaps(arenaMap(runs), width).sheets.map(({ x }) => x > 0);
  };
  expect(leftEdges(40, 680)).toEqual([false, true]);
  expect(leftEdges(79, 680)).toEqual([false, false]);
  expect(leftEdges(79, 1136)).toEqual([false, true]);
  expect(leftEdges(40, 390)).toEqual([false, false]);
});

test("a chart of a run says how the run is made again, and from which moment", async () => {
  const { recording } = await runExperiment("random-half", { count: 2000, seed: 5 });
  const [sheet] = arenaMap(recording, { stage: "allocated" }).sheets;
  expect(sheet?.run?.recipe).toEqual({
    experiment: "random-half",
    options: { python: "3.11", seed: 5, count: 2000 },
  });
  expect(sheet?.run?.step).toBe(recording.stages[1]?.step);
  expect(arenaMap(snapshotOf([full])).sheets[0]?.run).toBeUndefined();
});

test("only blocks that are drawn can be touched", async () => {
  const { recording } = await runExperiment("toy");
  const touch = { noun: "node", free: 7, back: 2 };
  expect(arenaMap(recording, { stage: "allocated", touch }).touch).toEqual(touch);
  const refusal = /only the blocks of one map of tiny arenas can be touched/;
  expect(() => arenaMap(snapshotOf([full]), { touch })).toThrow(refusal);
  expect(() => arenaMap(recording, { stage: ["allocated", "deleted"], touch })).toThrow(refusal);
});

test("a stage that was not recorded is refused with the names there are", () => {
  expect(() => arenaMap(snapshotOf([full]), { stage: "begin" })).toThrow(
    'no snapshot of the stage "begin"; there are end',
  );
});

test("a title of one's own stands over the map, and wide frames have larger cells", () => {
  const recording = snapshotOf([full, half]);
  expect(arenaMap(recording, { title: "Two stay" }).title).toBe("Two stay");
  const many = snapshotOf(Array.from({ length: 30 }, () => half));
  const heights = [690, 710].map((width) => figureOf(arenaMap(many), { width }).plot.height);
  expect(heights[1]).toBeGreaterThan(heights[0] ?? 0);
});
