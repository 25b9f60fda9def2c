import { expect, test } from "vitest";
import { arenaMap } from "../../src/charts/arena-map/arena-map.js";
import { arenasOverTime } from "../../src/charts/arenas-over-time/arenas-over-time.js";
import type { Chart } from "../../src/charts/chart.js";
import { figureOf } from "../../src/charts/figure.js";
import { trieDrawing } from "../../src/charts/trie-drawing/trie-drawing.js";
import { trieOutline } from "../../src/trie/outline.js";
import { Trie } from "../../src/trie/trie.js";
import { drawnSvg } from "./drawing.js";
import { held, sampleRecording, snapshotOf } from "./sample-recording.js";

const mixed = held(
  [
    [20, 80, 204, 204],
    [20, 80, 99, 204],
    [23, 0, 0, 0],
  ],
  1,
);
const pinned = held([[63, 80, 1, 204]], 1);

const charts: [string, Chart][] = [
  ["arenas over time", arenasOverTime(sampleRecording())],
  ["a map of few arenas", arenaMap(snapshotOf([mixed, pinned, { state: "returned" }]))],
  ["a map of many arenas", arenaMap(snapshotOf(Array.from({ length: 79 }, () => mixed)))],
  ["a trie", trieDrawing([{ name: "two words", ...trieOutline(new Trie(["at", "as"])) }])],
];
const widths = [320, 390, 680, 1136];

test.each(charts)("%s is the same drawing after a journey as JSON", (_, chart) => {
  const travelled: Chart = JSON.parse(JSON.stringify(chart));
  for (const width of widths) {
    const frame = { width, interactive: true };
    expect(drawnSvg(figureOf(travelled, frame))).toBe(drawnSvg(figureOf(chart, frame)));
  }
});

test.each(charts)("%s is drawn in the theme's variables alone", (_, chart) => {
  const svg = drawnSvg(figureOf(chart, { width: 680 }));
  const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour ?? "");
  expect(colours.length).toBeGreaterThan(0);
  const allowed =
    /^(none|currentColor|var\(--[\w-]+(, (none|transparent|currentColor))?\)|color-mix\(.*\))$/;
  expect(colours.filter((colour) => !allowed.test(colour))).toEqual([]);
});

test.each(charts)("%s fits every frame, and knows its size before it is drawn", (_, chart) => {
  for (const width of widths) {
    const figure = figureOf(chart, { width });
    expect(figure.plot.width).toBeLessThanOrEqual(width);
    expect(drawnSvg(figure)).toContain(`viewBox="0 0 ${figure.plot.width} ${figure.plot.height}"`);
  }
});

test.each(charts)(
  "%s has a title, a caption, a sentence with figures, and a whole table",
  (_, chart) => {
    const { title, caption, alt, table } = figureOf(chart, { width: 680 });
    expect(title).not.toBe("");
    expect(caption).not.toBe("");
    expect(alt).toMatch(/\d.*\.$/);
    expect(table.rows.length).toBeGreaterThan(0);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  },
);

test("a chart of an unknown kind is refused with the kinds there are", () => {
  const stored = JSON.parse('{"chart":"pie"}');
  expect(() => figureOf(stored, { width: 680 })).toThrow(
    'a chart must be of the kind "arenasOverTime", "arenaMap", "heldBars", "trieDrawing", "heldBySurvivors", "seedSpread", "holderMap" or "arenaPrices", got "pie"',
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  "a frame %d px wide is refused",
  (width) => {
    for (const [, chart] of charts) {
      expect(() => figureOf(chart, { width })).toThrow(/a frame must be .* pixels wide, got/);
    }
  },
);
