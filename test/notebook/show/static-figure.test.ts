import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { Chart } from "../../../src/charts/chart.js";
import type { Figure } from "../../../src/charts/frame.js";
import { FIGURE_CLASS, figureStyle } from "../../../src/notebook/show/figure-style.js";
import { staticFigure } from "../../../src/notebook/show/static-figure.js";

const POINTS = [
  { step: 0, arenas: 1, run: "a & b" },
  { step: 500, arenas: 40, run: "a & b" },
  { step: 1000, arenas: 79, run: "a & b" },
  { step: 0, arenas: 1, run: "c" },
  { step: 500, arenas: 9, run: "c" },
  { step: 1000, arenas: 10, run: "c" },
];

const FIGURE: Figure = {
  title: "Arenas <held>",
  caption: "Line: arenas & blocks",
  alt: 'From 1 to 79 arenas, "all" kept.',
  table: {
    columns: ["Run", "Arenas"],
    rows: [
      ["a & b", 1],
      ["c", 1_000_000],
    ],
  },
  plot: {
    width: 720,
    height: 200,
    clip: true,
    color: { legend: true },
    marks: [Plot.line(POINTS, { x: "step", y: "arenas", stroke: "run" })],
  },
};

/** Figures are drawn from `FIGURE`; of the chart only the bytes matter here. */
const chartOf = (seed: number): Chart => JSON.parse(JSON.stringify({ chart: "test", seed }));

const drawn = (seed = 1) => parseHTML(staticFigure(chartOf(seed), FIGURE)).document;

describe("a figure that stands alone", () => {
  it("has a title, a caption and a table, their texts escaped", () => {
    const document = drawn();
    expect(document.querySelector("figcaption strong").textContent).toBe("Arenas <held>");
    expect(document.querySelector("figcaption span").textContent).toBe("Line: arenas & blocks");
    const cells = [...document.querySelectorAll("th, td")].map(({ textContent }) => textContent);
    expect(cells).toEqual(["Run", "Arenas", "a & b", "1", "c", "1,000,000"]);
  });

  it("is one image with the sentence, for those who cannot see it", () => {
    const svg = drawn().querySelector('svg[role="img"]');
    expect(svg.getAttribute("aria-label")).toBe(FIGURE.alt);
    expect(svg.querySelectorAll("path").length).toBeGreaterThan(0);
    expect([...drawn().querySelectorAll("g[aria-label]")]).toEqual([]);
  });

  it("keeps the legend, and hides its swatches from screen readers", () => {
    const swatches = [...drawn().querySelectorAll('svg[aria-hidden="true"]')];
    expect(swatches).toHaveLength(2);
  });

  it("is the same byte for byte, however many were drawn before", () => {
    expect(staticFigure(chartOf(1), FIGURE)).toBe(staticFigure(chartOf(1), FIGURE));
  });

  it("has ids of its own, and its references follow them", () => {
    const ids = (seed: number) => [...drawn(seed).querySelectorAll("[id]")].map(({ id }) => id);
    const [clip] = ids(1);
    expect(ids(1)).toHaveLength(1);
    expect(ids(2)).not.toContain(clip);
    const clipped = drawn(1).querySelector("[clip-path]");
    expect(clipped.getAttribute("clip-path")).toBe(`url(#${clip})`);
  });

  it("gives every variable a value in light and in dark, on its own class only", () => {
    const rules = figureStyle().split("}");
    const selectors = rules.map((rule) => rule.split("{").at(-2)?.trim() ?? "");
    for (const selector of selectors.filter((text) => text !== "")) {
      expect(selector).toContain(`.${FIGURE_CLASS}`);
    }
    expect(figureStyle()).toMatch(/^\.pm-static-figure \{ --pm-live: #133a68;/);
    expect(figureStyle()).toMatch(
      /prefers-color-scheme: dark\) \{ \.[\w-]+ \{ --pm-live: #a9d5ff;/,
    );
    expect(figureStyle()).toMatch(
      /\[data-jp-theme-light="false"\] \.[\w-]+ \{ --pm-live: #a9d5ff;/,
    );
  });
});
