/**
 * A chart as one notebook output: its data for those who can draw it, a drawing
 * for those who show HTML, a sentence for everyone else.
 */
import { CHART_MIME, type Chart } from "../../charts/chart.js";
import { figureOf } from "../../charts/figure.js";
import type { Json, MimeBundle } from "../format/notebook-format.js";
import { staticFigure } from "./static-figure.js";

/** Width of the drawing, in CSS pixels: the column of a notebook. */
const WIDTH = 720;

/** Makes the MIME bundle of a chart. */
export function chartOutput(chart: Chart): MimeBundle {
  const figure = figureOf(chart, { width: WIDTH });
  // A chart is JSON by contract; what is stored is exactly what JSON keeps of it.
  const data: Json = JSON.parse(JSON.stringify(chart));
  return {
    [CHART_MIME]: data,
    "text/html": staticFigure(chart, figure),
    "text/plain": figure.alt,
  };
}
