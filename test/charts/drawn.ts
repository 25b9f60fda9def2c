import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Chart } from "../../src/charts/chart.js";
import { figureOf } from "../../src/charts/figure.js";
import type { Frame } from "../../src/charts/frame.js";

/** A chart, drawn without a browser, with a few ways to read the SVG. */
export function drawn(chart: Chart, frame: Frame = { width: 720 }) {
  const { document } = parseHTML("<!doctype html><html></html>");
  const { plot } = figureOf(chart, frame);
  const svg = Plot.plot({ ...plot, document });
  const all = (selector: string) => [...svg.querySelectorAll(selector)];
  return {
    svg: svg.outerHTML,
    /** What is written in the picture, in the order in which it is drawn. */
    texts: all("text").map((text) => text.textContent ?? ""),
    /** How many shapes of a class there are: subpaths, since many cells are one path. */
    shapeCount: (className: string) =>
      all(`.${className}`)
        .map((path) => (path.getAttribute("d") ?? "").split("M").length - 1)
        .reduce((sum, count) => sum + count, 0),
    /** One attribute of every element that a selector finds. */
    attributes: (selector: string, name: string) =>
      all(selector).map((element) => element.getAttribute(name)),
  };
}
