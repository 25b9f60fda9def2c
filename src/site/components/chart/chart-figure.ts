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
  type Table,
} from "pymalloc-lab/charts";
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
    renameIds(parts, `${digest(JSON.stringify(chart))}-${name}`);
    drawing.append(...parts);
    drawings.append(drawing);
  }
  const root = element(document, "figure", "pm-figure");
  root.append(
    caption(document, figure),
    drawings,
    ...(chart.chart === "heldBySurvivors" ? [survivorSlider(document, chart)] : []),
    element(document, "p", "pm-reading"),
    tableOf(document, figure),
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
  const plotted = plot({ ...figure.plot, document });
  // With a legend Plot returns a figure of its own, the SVG its last child.
  const parts = plotted.tagName.toLowerCase() === "figure" ? [...plotted.children] : [plotted];
  const svg = parts.at(-1) ?? plotted;
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", figure.alt);
  // A drawing that cannot be narrower is scrolled, so that its letters stay legible.
  if (figure.plot.width > frame.width) svg.classList.add("pm-wide");
  unlabelGroups(svg);
  return { figure, parts, svg, stops };
}

/** Plot labels groups that have no role, and a label without a role may not be read out. */
export function unlabelGroups(svg: Element): void {
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
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

/** The title and what the lines mean. */
export function caption(document: Document, figure: Figure): HTMLElement {
  const root = element(document, "figcaption");
  root.append(
    element(document, "strong", "", figure.title),
    element(document, "span", "", figure.caption),
  );
  return root;
}

/** The data as a table, folded. */
export function tableOf(document: Document, { title, table }: Figure): HTMLElement {
  const root = element(document, "details", "pm-data");
  // A box that scrolls must be reachable by keyboard, and then it needs a name.
  const box = element(document, "div", "pm-table");
  box.setAttribute("tabindex", "0");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `Data: ${title}`);
  const rows = element(document, "table");
  rows.append(tableHead(document, table), tableBody(document, table));
  box.append(rows);
  root.append(element(document, "summary", "", "Data table"), box);
  return root;
}

function tableHead(document: Document, { columns, rows }: Table): HTMLElement {
  const line = element(document, "tr");
  for (const [index, column] of columns.entries()) {
    const isNumber = typeof rows[0]?.[index] === "number";
    const cell = element(document, "th", isNumber ? "pm-number" : "", column);
    cell.setAttribute("scope", "col");
    line.append(cell);
  }
  const head = element(document, "thead");
  head.append(line);
  return head;
}

function tableBody(document: Document, { rows }: Table): HTMLElement {
  const body = element(document, "tbody");
  for (const row of rows) {
    const line = element(document, "tr");
    for (const value of row) {
      line.append(
        typeof value === "number"
          ? element(document, "td", "pm-number", value.toLocaleString("en-GB"))
          : element(document, "td", "", value),
      );
    }
    body.append(line);
  }
  return body;
}

/** Makes an element with a class and a text, each left out when empty. */
export function element(document: Document, name: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

/** Plot counts its ids up as long as a process lives; on a page they must differ, and stay. */
function renameIds(parts: readonly Element[], prefix: string): void {
  const all = parts.flatMap((part) => [part, ...part.querySelectorAll("*")]);
  const renamed = new Map<string, string>();
  for (const { id } of all) if (id !== "") renamed.set(id, `${prefix}-${renamed.size + 1}`);
  for (const each of all) {
    for (const attribute of [...each.attributes]) {
      for (const [from, to] of renamed) {
        if (attribute.value === from || attribute.value === `#${from}`) {
          each.setAttribute(attribute.name, attribute.value.replace(from, to));
        } else if (attribute.value === `url(#${from})`) {
          each.setAttribute(attribute.name, `url(#${to})`);
        }
      }
    }
  }
}

/** A short name for a text, equal for equal texts: FNV-1a, 32 bits. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return `c${(hash >>> 0).toString(16)}`;
}
