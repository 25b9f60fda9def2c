/**
 * What every chart of this room is: data that can be stored, and a figure that
 * is drawn from it.
 *
 * A chart is JSON. A notebook stores it beside the drawing, and the site draws
 * it again from the same data with the same function. `figureOf` (figure.ts)
 * turns a chart into Observable Plot options, a sentence that says what the
 * picture shows, and the table behind it.
 */
import type { PlotOptions } from "@observablehq/plot";
import type { ArenaMapChart } from "./arena-map.js";
import type { ArenasOverTimeChart } from "./arenas-over-time.js";
import type { TrieDrawingChart } from "./trie-drawing.js";

/** MIME type under which a notebook output carries a chart's data. */
export const CHART_MIME = "application/vnd.pymalloc-lab.chart+json";

/** A chart as data, told apart by its `chart` field. */
export type Chart = ArenasOverTimeChart | ArenaMapChart | TrieDrawingChart;

/** Where a figure will be drawn. */
export interface Frame {
  /** Width available, in CSS pixels; figures are legible from 320. */
  readonly width: number;
  /** Adds pointer and tooltip marks; leave it out for a still picture. */
  readonly interactive?: boolean;
}

/** A table of the figures in a chart; every row has one cell a column. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A chart, ready to be drawn. */
export interface Figure {
  readonly title: string;
  /** A line under the title: what the lines and colours mean. */
  readonly caption: string;
  /** One sentence with the figures that the picture shows. */
  readonly alt: string;
  readonly table: Table;
  /** Options for `Plot.plot`; the caller adds `document` where there is none. */
  readonly plot: PlotOptions & { readonly width: number; readonly height: number };
}
