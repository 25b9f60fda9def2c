import { expect, test } from "vitest";
import { arenaPrices } from "../../../src/charts/arena-prices/arena-prices.js";
import { figureOf } from "../../../src/charts/figure.js";
import { drawnSvg, textsOf } from "../drawing.js";

const places = [{ path: "app.keep", blocks: 3 }];
const HEAP = {
  arenaBytes: 2 ** 20,
  priceCurve: [
    { arenas: 1, blocks: 1, bytes: 64, arenasBack: 1, places },
    { arenas: 2, blocks: 3, bytes: 192, arenasBack: 2, places },
  ],
  holders: [
    { path: "app.keep", blocks: 30, bytes: 2048, arenasBack: 2 },
    { path: "app.other", blocks: 9000, bytes: 90_000, arenasBack: 0 },
  ],
};

test("the sentence has the cheapest way, the most, and each holder that returns something", () => {
  expect(figureOf(arenaPrices(HEAP), { width: 720 }).alt).toBe(
    "What arenas cost. The cheapest: 1 block for 1 MiB, up to 3 blocks for 2 MiB. Let go as a whole, app.keep: 30 blocks for 2 MiB.",
  );
});

test.each([320, 720])(
  "at %i pixels every way is a dot, every holder a ring with its name",
  (width) => {
    const svg = drawnSvg(figureOf(arenaPrices(HEAP), { width }));
    expect(svg.match(/<circle /g)).toHaveLength(3);
    expect(textsOf(svg)).toContain("app.keep");
    expect(textsOf(svg)).not.toContain("app.other");
  },
);

test("the table says what goes and what comes back", () => {
  expect(figureOf(arenaPrices(HEAP), { width: 720 }).table.rows).toEqual([
    ["from app.keep", 1, 64, 1, 1],
    ["from app.keep", 3, 192, 2, 2],
    ["app.keep", 30, 2048, 2, 2],
  ]);
});

test("a heap in which nothing has a price is refused", () => {
  expect(() => arenaPrices({ ...HEAP, priceCurve: [] })).toThrow("got none");
});
