/**
 * The words of a figure as elements: its title and caption, and its data as a table.
 *
 * A notebook's output and the site's pages are built with these, each in a document of its
 * own, so that both say a chart's figures in the same way.
 */
import type { Figure, Table } from "../../charts/frame.js";

/** What is needed of an element; this room is compiled without the browser's types. */
export interface BuiltElement<Element> {
  className: string;
  textContent: string | null;
  append(...children: Element[]): void;
  setAttribute(name: string, value: string): void;
}

/** What makes elements: a browser's document, or one of a server's. */
export interface BuildingDocument<Element> {
  createElement(name: string): Element;
}

/** Makes an element with a class and a text, each left out when empty. */
export function element<Element extends BuiltElement<Element>>(
  document: BuildingDocument<Element>,
  name: string,
  className = "",
  text = "",
): Element {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

/** The title, and what the lines and colours mean. */
export function figureCaption<Element extends BuiltElement<Element>>(
  document: BuildingDocument<Element>,
  { title, caption }: Figure,
): Element {
  const root = element(document, "figcaption");
  root.append(element(document, "strong", "", title), element(document, "span", "", caption));
  return root;
}

/** The data as a table, folded. */
export function figureTable<Element extends BuiltElement<Element>>(
  document: BuildingDocument<Element>,
  { title, table }: Figure,
): Element {
  const root = element(document, "details");
  // A box that scrolls must be reachable by keyboard, and then it needs a name.
  const box = element(document, "div", "pm-table");
  box.setAttribute("tabindex", "0");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Data: ${title}`);
  const rows = element(document, "table");
  rows.append(tableHead(document, table), tableBody(document, table));
  box.append(rows);
  root.append(element(document, "summary", "", "Data table"), box);
  return root;
}

/** A column's head stands over its figures as they do: to the right. */
function tableHead<Element extends BuiltElement<Element>>(
  document: BuildingDocument<Element>,
  { columns, rows }: Table,
): Element {
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

function tableBody<Element extends BuiltElement<Element>>(
  document: BuildingDocument<Element>,
  { rows }: Table,
): Element {
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
