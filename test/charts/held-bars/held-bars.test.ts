import fc from "fast-check";
import { expect, test } from "vitest";
import { figureOf } from "../../../src/charts/figure.js";
import type { HeldBar } from "../../../src/charts/held-bars/bars.js";
import { heldBars } from "../../../src/charts/held-bars/held-bars.js";
import { drawnSvg } from "../drawing.js";

const MIB = 2 ** 20;
const BARS: readonly HeldBar[] = [
  { name: "3.9", beforeBytes: 80 * MIB, heldBytes: 15 * MIB, liveBytes: MIB },
  { name: "3.11", beforeBytes: 79 * MIB, heldBytes: 43 * MIB, liveBytes: MIB },
];

test("a sentence and a table say what the bars show", () => {
  const { alt, table, caption } = figureOf(heldBars(BARS, { title: "Two" }), { width: 720 });
  expect(alt).toBe(
    "Two. 3.9: 15 MiB of 80 MiB held, 1 MiB live. 3.11: 43 MiB of 79 MiB held, 1 MiB live.",
  );
  expect(caption).toBe("Dashed: held before. Sand: held at the end, and free. Blue: live.");
  expect(table.rows[1]).toEqual(["3.11", 79 * MIB, 43 * MIB, MIB, "45.6%"]);
});

test("what is not known is not said", () => {
  const { alt, table, caption } = figureOf(heldBars([{ name: "a", heldBytes: MIB }]), {
    width: 720,
  });
  expect(alt).toBe("Held at the end. a: 1 MiB held.");
  expect(caption).toBe("Sand: held at the end.");
  expect(table.rows).toEqual([["a", "", MIB, "", ""]]);
});

test("bars of a group stand under its name, and one that holds more has given nothing back", () => {
  const bars = BARS.map((bar) => ({ ...bar, group: "strings", heldBytes: 90 * MIB }));
  const { table, plot } = figureOf(heldBars(bars), { width: 720 });
  expect(table.columns[0]).toBe("group");
  expect(table.rows[0]?.at(-1)).toBe("0%");
  expect(plot.height).toBeGreaterThan(figureOf(heldBars(BARS), { width: 720 }).plot.height);
});

test("every amount is drawn on one scale, and nothing lies outside of the frame", () => {
  const amounts = fc.record({
    live: fc.nat(2 ** 40),
    free: fc.nat(2 ** 40),
    gone: fc.nat(2 ** 40),
  });
  fc.assert(
    fc.property(
      fc.array(amounts, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(340, 852),
      (given, width) => {
        const bars = given.map(({ live, free, gone }, at) => ({
          name: `run ${at}`,
          liveBytes: live,
          heldBytes: live + free,
          beforeBytes: live + free + gone,
        }));
        const svg = drawnSvg(figureOf(heldBars(bars), { width }));
        const rects = [...svg.matchAll(/<rect ([^>]*)>/g)].map(([, attributes = ""]) =>
          ["x", "width"].map((name) =>
            Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]),
          ),
        );
        expect(rects.length).toBeGreaterThanOrEqual(bars.length);
        for (const [x = 0, wide = 0] of rects) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x + wide).toBeLessThanOrEqual(width + 0.01);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test.each<[readonly HeldBar[], RegExp]>([
  [[], /needs one bar at least, got none/],
  [[BARS[0]!, BARS[0]!], /names of their own, got "3.9" twice/],
  [[{ name: "a", heldBytes: -1 }], /"a" needs bytes from 0, got -1/],
  [[{ name: "a", heldBytes: Number.NaN }], /got NaN/],
  [[{ name: "a", heldBytes: 1, liveBytes: 2 }], /has 2 bytes live, but holds 1/],
])("what cannot be drawn is refused: %j", (bars, message) => {
  expect(() => heldBars(bars)).toThrow(message);
});
