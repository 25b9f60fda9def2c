/**
 * What a chart becomes when it is drawn: Observable Plot options, a sentence that
 * says what the picture shows, and the table behind it.
 */
import type { PlotOptions } from "@observablehq/plot";

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
