/**
 * A chart as one piece of HTML that needs nothing else: a drawing in SVG, its
 * title, a sentence for those who cannot see it, and its figures as a table.
 *
 * The same chart gives the same text, byte for byte.
 */
import { createHash } from "node:crypto";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Chart } from "../../charts/chart.js";
import type { Figure, Table } from "../../charts/frame.js";
import { FIGURE_CLASS, figureStyle } from "./figure-style.js";

/** The little of the DOM that is used here; this room is compiled without the browser's types. */
interface DrawnElement {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly children: Iterable<DrawnElement>;
  readonly attributes: Iterable<{ readonly name: string; value: string }>;
  className: string;
  textContent: string;
  append(...children: DrawnElement[]): void;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<DrawnElement>;
}

interface DrawingDocument {
  createElement(name: string): DrawnElement;
}

/**
 * Draws a figure as HTML.
 *
 * @param chart - the data; it names the figure's internal ids, so that figures on one page differ.
 * @param figure - what `figureOf(chart, frame)` made of it.
 */
export function staticFigure(chart: Chart, figure: Figure): string {
  const document: DrawingDocument = parseHTML("<!doctype html><html></html>").document;
  const create = (name: string, text = "", className = ""): DrawnElement => {
    const element = document.createElement(name);
    if (text !== "") element.textContent = text;
    if (className !== "") element.className = className;
    return element;
  };
  const caption = create("figcaption");
  caption.append(create("strong", figure.title), create("span", figure.caption));
  const drawing = create("div");
  drawing.append(...drawnParts(figure, document));
  renameIds(drawing, digestOf(chart));
  const root = create("figure", "", FIGURE_CLASS);
  root.append(create("style", figureStyle()), caption, drawing, tableOf(figure, create));
  return root.outerHTML;
}

/** Plot's drawing, and before it the legends if it has any. */
function drawnParts(figure: Figure, document: DrawingDocument): DrawnElement[] {
  const options = { ...figure.plot, document };
  const plotted: DrawnElement = Plot.plot(options);
  const parts = plotted.tagName.toLowerCase() === "figure" ? [...plotted.children] : [plotted];
  const svg = parts.at(-1);
  if (svg?.tagName.toLowerCase() !== "svg") {
    throw new Error(`the figure "${figure.title}" was drawn without an SVG`);
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", figure.alt);
  for (const group of svg.querySelectorAll("g")) {
    // Plot labels groups that have no role: a screen reader may not be told so.
    group.removeAttribute("aria-label");
    group.removeAttribute("aria-description");
  }
  for (const legend of parts.slice(0, -1)) {
    for (const swatch of legend.querySelectorAll("svg")) swatch.setAttribute("aria-hidden", "true");
  }
  return parts;
}

/** Plot counts its ids up as long as the process lives; these depend on the chart alone. */
function renameIds(drawing: DrawnElement, prefix: string): void {
  const renamed = new Map<string, string>();
  for (const element of drawing.querySelectorAll("[id]")) {
    const id = `${prefix}-${renamed.size + 1}`;
    renamed.set(element.getAttribute("id") ?? "", id);
    element.setAttribute("id", id);
  }
  if (renamed.size === 0) return;
  for (const element of drawing.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      for (const [from, to] of renamed) {
        attribute.value = attribute.value
          .replaceAll(`url(#${from})`, `url(#${to})`)
          .replaceAll(`url("#${from}")`, `url(#${to})`);
        if (attribute.value === `#${from}`) attribute.value = `#${to}`;
      }
    }
  }
}

function digestOf(chart: Chart): string {
  return `pm-${createHash("sha256").update(JSON.stringify(chart)).digest("hex").slice(0, 8)}`;
}

type Create = (name: string, text?: string, className?: string) => DrawnElement;

function tableOf({ title, table }: Figure, create: Create): DrawnElement {
  const details = create("details");
  // A box that scrolls must be reachable by keyboard, and then it needs a name.
  const box = create("div", "", "pm-table");
  box.setAttribute("tabindex", "0");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Data: ${title}`);
  const element = create("table");
  element.append(headOf(table, create), bodyOf(table, create));
  box.append(element);
  details.append(create("summary", "Data table"), box);
  return details;
}

function headOf({ columns, rows }: Table, create: Create): DrawnElement {
  const row = create("tr");
  for (const [index, column] of columns.entries()) {
    const isNumber = typeof rows[0]?.[index] === "number";
    const cell = create("th", column, isNumber ? "pm-number" : "");
    cell.setAttribute("scope", "col");
    row.append(cell);
  }
  const head = create("thead");
  head.append(row);
  return head;
}

function bodyOf({ rows }: Table, create: Create): DrawnElement {
  const body = create("tbody");
  for (const row of rows) {
    const line = create("tr");
    for (const value of row) {
      line.append(
        typeof value === "number"
          ? create("td", value.toLocaleString("en-GB"), "pm-number")
          : create("td", value),
      );
    }
    body.append(line);
  }
  return body;
}
