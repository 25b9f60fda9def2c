/**
 * A chart as one piece of HTML that needs nothing else: a drawing in SVG, its
 * title, a sentence for those who cannot see it, and its figures as a table.
 *
 * The same chart gives the same text, byte for byte.
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Chart } from "../../charts/chart.js";
import type { Figure } from "../../charts/frame.js";
import { type DrawnElement, drawingParts, idPrefix, renameIds } from "./drawing-parts.js";
import {
  type BuildingDocument,
  type BuiltElement,
  element,
  figureCaption,
  figureTable,
} from "./figure-parts.js";
import { FIGURE_CLASS, figureStyle } from "./figure-style.js";

/** An element of the document that is made here. */
interface HtmlElement extends BuiltElement<HtmlElement>, DrawnElement<HtmlElement> {
  readonly outerHTML: string;
}

/**
 * Draws a figure as HTML.
 *
 * @param chart - the data; it names the figure's internal ids, so that figures on one page differ.
 * @param figure - what `figureOf(chart, frame)` made of it.
 */
export function staticFigure(chart: Chart, figure: Figure): string {
  const document: BuildingDocument<HtmlElement> = parseHTML(
    "<!doctype html><html></html>",
  ).document;
  const options = { ...figure.plot, document };
  const plotted: HtmlElement = Plot.plot(options);
  const { parts } = drawingParts(plotted, figure);
  renameIds(parts, idPrefix(chart));
  const drawing = element(document, "div");
  drawing.append(...parts);
  const root = element(document, "figure", FIGURE_CLASS);
  root.append(
    element(document, "style", "", figureStyle()),
    figureCaption(document, figure),
    drawing,
    figureTable(document, figure),
  );
  return root.outerHTML;
}
