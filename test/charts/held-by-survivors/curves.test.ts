import fc from "fast-check";
import { expect, test } from "vitest";
import { figureOf } from "../../../src/charts/figure.js";
import {
  heldBySurvivors,
  nearestStop,
  type SurvivorLaw,
  survivorSentence,
} from "../../../src/charts/held-by-survivors/curves.js";
import { apart } from "../../../src/charts/held-by-survivors/layout.js";
import { drawnSvg, textsOf } from "../drawing.js";

const MIB = 2 ** 20;

/** Two builds, three stops, figures that can be checked by hand. */
const law: SurvivorLaw = {
  count: 1000,
  stops: [0.001, 0.01, 0.1],
  measured: "2026-11-28",
  curves: [
    {
      name: "old",
      arenaBytes: MIB / 4,
      objectBytes: 64,
      expected: [1, 8, 40],
      spread: [1, 2, 1],
      simulated: { keep: [0.001, 0.001, 0.01], arenas: [2, 1, 9] },
    },
    {
      name: "new",
      arenaBytes: MIB,
      objectBytes: 80,
      expected: [1, 6, 10],
      spread: [1, 1, 0],
      simulated: { keep: [0.01], arenas: [7] },
      measured: { release: "3.11.7", keep: [0.01, 0.1], arenas: [5, 10] },
    },
  ],
};

const at = (keep: number) => heldBySurvivors(law, { keep });

test("the sentence says how many stay, what they need, and what is held for them", () => {
  expect(survivorSentence(at(0.01))).toBe(
    "One in 100 stays: 10 of 1,000, which need 640 bytes to 800 bytes. Held for them: 2 MiB by Python old and 6 MiB by Python new.",
  );
});

test("the mark is at the stop that is nearest on the axis, which is logarithmic", () => {
  expect(at(0.01).at).toBe(1);
  // 0.04 is nearer to 0.1 than to 0.01 by ratio, and the other way round by difference.
  expect(nearestStop(law.stops, 0.04)).toBe(2);
  expect(nearestStop(law.stops, 1e-9)).toBe(0);
  expect(nearestStop(law.stops, 1)).toBe(2);
});

test("the table has a row for every share of every curve that was run", () => {
  const { columns, rows } = figureOf(at(0.01), { width: 720 }).table;
  expect(columns).toEqual([
    "Python",
    "kept, one in",
    "formula, MiB",
    "simulated, MiB",
    "measured, MiB",
  ]);
  expect(rows).toEqual([
    ["old", 1000, 0.3, "0.3 0.5", ""],
    ["old", 100, 2, "2.3", ""],
    ["new", 100, 6, "7", "5"],
    ["new", 10, 10, "", "10"],
  ]);
});

test("the words under the picture say which releases the rings are of, and when they were measured", () => {
  const { caption, alt } = figureOf(at(0.01), { width: 720 });
  expect(caption).toContain("Rings: CPython 3.11.7, measured 2026-11-28.");
  expect(alt).toContain("4 runs of the simulator and 2 of real interpreters");
  const [old] = law.curves;
  const simulated = heldBySurvivors({ ...law, curves: old ? [old] : [] });
  expect(figureOf(simulated, { width: 720 }).caption).not.toContain("Rings");
});

test.each([340, 720])(
  "at %i pixels every run is a circle, and each name has its value",
  (width) => {
    const svg = drawnSvg(figureOf(at(0.01), { width }));
    const runs = 4 + 2;
    const discs = law.curves.length;
    expect(svg.match(/<circle /g)).toHaveLength(runs + discs);
    const texts = textsOf(svg).join("; ");
    expect(texts).toMatch(/old; 2 MiB/);
    expect(texts).toMatch(/new; 6 MiB/);
    expect(texts).toMatch(/needed; 800 bytes/);
    expect(texts).toContain("10 stay: one in 100");
  },
);

test("a law without a curve or a stop, and a curve of another length, are refused", () => {
  expect(() => heldBySurvivors({ ...law, curves: [] })).toThrow("got 3 stops, 0 curves");
  expect(() => heldBySurvivors({ ...law, stops: [0.1] })).toThrow(
    'the curve "old" needs 1 values, one a stop, got 3 and 3',
  );
});

test("labels that are moved apart keep their order and their distance, and the rest stays", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 8 }), (wanted) => {
      const least = 10;
      const placed = apart(wanted, least);
      const sorted = [...placed].sort((a, b) => a - b);
      for (const [i, one] of sorted.entries()) {
        if (i > 0) expect(one - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(least - 1e-9);
      }
      const inOrder = [...wanted].sort((a, b) => a - b);
      const isFree = inOrder.every((one, i) => i === 0 || one - (inOrder[i - 1] ?? 0) >= least);
      if (isFree) expect(placed).toEqual(wanted);
    }),
  );
});
