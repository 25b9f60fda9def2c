/**
 * A chart as the elements of a page: title, drawing, and the data as a table.
 *
 * The server builds them in a document of its own, the browser in the page's,
 * with the same functions and so to the same effect.
 */
import { plot } from "@observablehq/plot";
import {
  type Chart,
  type Figure,
  type Frame,
  figureOf,
  type HeldBySurvivorsChart,
} from "pymalloc-lab/charts";
import {
  drawingParts,
  element,
  figureCaption,
  figureTable,
  idPrefix,
  renameIds,
} from "pymalloc-lab/internal";
import { noteStops, type Stop } from "./stops";

/** Widths of the still drawings, in pixels; the style sheet shows the one that fits. */
const STILL_WIDTHS = { wide: 852, narrow: 340 } as const;

/** Says, under a living chart, how it is read. */
export const READING_HINT = "Point at a figure, or use the arrow keys: it says what is there.";

/** The same, where a press steps into an arena. */
export const STEPPING_HINT =
  "Point at an arena, or use the arrow keys; press it, or Enter, to step into it.";

/** Builds a chart's whole figure, with still drawings. */
export function chartFigure(document: Document, chart: Chart): HTMLElement {
  const figure = figureOf(chart, { width: STILL_WIDTHS.wide });
  const drawings = element(document, "div", "pm-drawings");
  for (const [name, width] of Object.entries(STILL_WIDTHS)) {
    const drawing = element(document, "div", `pm-still pm-still--${name}`);
    const { parts } = draw(document, chart, { width });
    renameIds(parts, `${idPrefix(chart)}-${name}`);
    drawing.append(...parts);
    drawings.append(drawing);
  }
  const root = element(document, "figure", "pm-figure");
  root.append(
    figureCaption(document, figure),
    drawings,
    ...(chart.chart === "heldBySurvivors" ? [survivorSlider(document, chart)] : []),
    element(document, "p", "pm-reading"),
    dataTable(document, figure),
  );
  return root;
}

/** A drawing: its parts in order, the SVG last, and where a pointer can stop in it. */
export interface Drawing {
  readonly figure: Figure;
  readonly parts: readonly Element[];
  readonly svg: Element;
  /** None in a still drawing. */
  readonly stops: readonly Stop[];
}

/** Draws a chart at a width, with the text alternative that Plot does not give it. */
export function draw(document: Document, chart: Chart, frame: Frame): Drawing {
  const figure = figureOf(chart, frame);
  const stops = noteStops(figure);
  const plotted: Element = plot({ ...figure.plot, document });
  const { parts, svg } = drawingParts(plotted, figure);
  // A drawing that cannot be narrower is scrolled, so that its letters stay legible.
  if (figure.plot.width > frame.width) svg.classList.add("pm-wide");
  return { figure, parts, svg, stops };
}

/** The slider under the curves; it is seen once there is a script that answers it. */
function survivorSlider(document: Document, { stops, at }: HeldBySurvivorsChart): HTMLElement {
  const label = element(document, "label", "pm-turn");
  const slider = element(document, "input");
  const attributes = {
    type: "range",
    min: "0",
    max: `${stops.length - 1}`,
    step: "1",
    value: `${at}`,
  };
  for (const [name, value] of Object.entries(attributes)) slider.setAttribute(name, value);
  label.append(element(document, "span", "", "How many stay"), slider);
  return label;
}

/** The data as a table, folded, under a class that the page's script finds. */
export function dataTable(document: Document, figure: Figure): HTMLElement {
  const root = figureTable(document, figure);
  root.classList.add("pm-data");
  return root;
}
