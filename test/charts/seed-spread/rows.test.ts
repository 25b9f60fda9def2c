import { expect, test } from "vitest";
import { figureOf } from "../../../src/charts/figure.js";
import { type SeedRuns, seedSpread } from "../../../src/charts/seed-spread/rows.js";
import { drawnSvg, textsOf } from "../drawing.js";

const simulated: SeedRuns = { name: "Simulator", arenas: [5, 7, 5, 6], expected: 6, spread: 1.5 };
const measured: SeedRuns = { ...simulated, name: "CPython", arenas: [4, 8], isMeasured: true };

test("the sentence has the least, the most, the mean, and what is expected, for every row", () => {
  expect(figureOf(seedSpread([simulated, measured], { title: "Seeds" }), { width: 720 }).alt).toBe(
    "Seeds. Simulator: 4 runs hold 5 to 7 arenas, 5.8 on average; the formula expects 6, give or take 1.5. CPython: 2 runs hold 4 to 8 arenas, 6 on average; the formula expects 6, give or take 1.5.",
  );
});

test.each([340, 720])(
  "at %i pixels every run is a circle, and runs that agree are stacked",
  (width) => {
    const svg = drawnSvg(figureOf(seedSpread([simulated]), { width }));
    const circles = [...svg.matchAll(/<circle [^>]*>/g)].map(([circle]) => ({
      x: Number(/cx="([\d.]+)"/.exec(circle)?.[1]),
      y: Number(/cy="([\d.]+)"/.exec(circle)?.[1]),
    }));
    expect(circles).toHaveLength(4);
    const [first, second] = circles;
    expect(first?.x).toBe(second?.x);
    expect(second?.y).toBeLessThan(first?.y ?? 0);
    expect(textsOf(svg)).toContain("mean 5.8; expected 6 ± 1.5");
  },
);

test("the caption tells rings from dots where there are rings", () => {
  const caption = (rows: SeedRuns[]) => figureOf(seedSpread(rows), { width: 720 }).caption;
  expect(caption([simulated])).not.toContain("ring");
  expect(caption([simulated, measured])).toContain("each ring a run of a real interpreter");
});

test("no row, a row without a run, and a spread that is not above 0 are refused", () => {
  expect(() => seedSpread([])).toThrow("got none");
  expect(() => seedSpread([{ ...simulated, arenas: [] }])).toThrow('the row "Simulator"');
  expect(() => seedSpread([{ ...simulated, spread: 0 }])).toThrow("a spread above 0, got 0");
});
