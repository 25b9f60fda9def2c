import { describe, expect, it } from "vitest";
import { arenaTile } from "../../src/site/components/hero/arena-tile.js";
import { figuresOf, percent } from "../../src/site/components/hero/hero-run.js";
import runs from "../../src/site/data/hero.json";
import { htmlOf } from "./built-pages.js";

describe("the landing page's words", () => {
  const [randomHalf, firstHalf, rareSurvivors] = runs.map(figuresOf);

  it("half of the objects are gone and none of the memory came back", () => {
    expect(percent(randomHalf?.goneShare ?? 0)).toBe("50%");
    expect(randomHalf?.backShare).toBe(0);
  });

  it("the last half brings back nearly half of the arenas", () => {
    expect(percent(firstHalf?.goneShare ?? 0)).toBe("50%");
    expect(firstHalf?.backShare).toBeGreaterThan(0.45);
  });

  it("nearly all objects gone bring back about half of the arenas", () => {
    expect(rareSurvivors?.goneShare).toBeGreaterThan(0.9999);
    expect(rareSurvivors?.backShare).toBeLessThan(0.6);
  });

  it("every figure is in the HTML, and a tile for every arena", () => {
    const html = htmlOf("/");
    for (const run of runs) {
      const { goneShare, backShare, arenas } = figuresOf(run);
      expect(html).toContain(percent(goneShare));
      expect(html).toContain(percent(backShare));
      expect(html).toContain(`${arenas.length} arenas`);
    }
    const tiles = runs.flatMap((run) => figuresOf(run).arenas);
    const [hero = ""] = html.split(/class="?pm-legend/);
    expect(hero.match(/class="?pm-tile/g)).toHaveLength(tiles.length);
  });
});

describe("a tile", () => {
  const arena = {
    state: "held",
    poolsLostToAlignment: 1,
    poolCount: [2, 6, 10, 45],
    blockBytes: [80, 80, 80, 0],
    liveBlocks: [204, 102, 0, 0],
    capacity: [204, 204, 204, 0],
  } as const;

  it("has a path a tone, in cells, in address order", () => {
    expect(arenaTile(arena).tones).toEqual([
      { share: 1, d: "M0 0h2v1h-2z" },
      { share: 0.5, d: "M2 0h6v1h-6z" },
      { share: 0, d: "M0 1h8v1h-8zM0 2h2v1h-2z" },
    ]);
  });

  it("has a dot for every pool never touched and a cell for the one lost to alignment", () => {
    const { fresh, lost } = arenaTile(arena);
    expect(fresh).toHaveLength(45);
    expect(fresh[0]).toEqual({ column: 2, row: 2 });
    expect(lost).toBe("M7 7h1v1h-1z");
  });

  it("has pins where no pool has more than four live blocks", () => {
    const pinned = { ...arena, liveBlocks: [0, 4, 0, 0] };
    expect(arenaTile(pinned).pins).toHaveLength(6);
    expect(arenaTile({ ...arena, liveBlocks: [0, 5, 0, 0] }).pins).toEqual([]);
    expect(arenaTile({ ...arena, liveBlocks: [0, 0, 0, 0] }).pins).toEqual([]);
  });
});

describe("a percentage", () => {
  it.each([
    [0, "0%"],
    [0.4684, "47%"],
    [0.999945, "99.995%"],
    [1, "100%"],
  ])("of %d is %s", (share, written) => {
    expect(percent(share)).toBe(written);
  });
});
