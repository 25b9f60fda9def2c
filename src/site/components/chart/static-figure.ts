/** The server's half of a chart: the figure as HTML. It is not part of what a browser loads. */
import { parseHTML } from "linkedom/worker";
import type { Chart } from "pymalloc-lab/charts";
import { chartFigure } from "./chart-figure";

/** The whole figure of a chart, as HTML. */
export function staticFigure(chart: Chart): string {
  const { document } = parseHTML("<!doctype html><html></html>");
  return chartFigure(document, chart).outerHTML;
}
