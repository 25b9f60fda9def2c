import { describe, expect, it } from "vitest";
import { csv } from "../../src/site/components/chart/live-figure.js";
import { stopAfter } from "../../src/site/components/chart/read-with-keys.js";

/** Three columns, two rows: 0 1 2 over 3 4 5. */
const GRID = [0, 1, 2, 3, 4, 5].map((i) => ({
  x: (i % 3) * 40,
  y: Math.floor(i / 3) * 40,
  text: `A${i}`,
}));

describe("a key in a chart of 3 by 2 stops", () => {
  it.each([
    ["ArrowRight", 0, 1],
    ["ArrowLeft", 1, 0],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 5, 5],
    ["ArrowDown", 1, 4],
    ["ArrowUp", 5, 2],
    ["Home", 4, 0],
    ["End", 1, 5],
    ["PageDown", 1, 5],
    ["PageUp", 4, 0],
  ])("%s leads from stop %d to stop %d", (key, from, to) => {
    expect(stopAfter(GRID, from, key)).toBe(to);
  });

  it("ArrowDown leads nowhere from the last row", () => {
    expect(stopAfter(GRID, 4, "ArrowDown")).toBeUndefined();
  });

  it.each(["ArrowRight", "ArrowLeft", "ArrowDown", "Home"])(
    "%s starts at the first stop",
    (key) => {
      expect(stopAfter(GRID, -1, key)).toBe(0);
    },
  );

  it("another key leads nowhere, so it does what it always does", () => {
    expect(stopAfter(GRID, 0, "Tab")).toBeUndefined();
  });
});

describe("a table as CSV", () => {
  it("quotes what holds a comma, a quote or a new line, and nothing else", () => {
    const table = {
      columns: ["run", "arenas"],
      rows: [
        ["half, at random", 79],
        ['the "last" half', 42],
      ],
    };
    expect(csv(table)).toBe('run,arenas\r\n"half, at random",79\r\n"the ""last"" half",42\r\n');
  });
});
