/** A table as one notebook output: its data, a table for those who show HTML, aligned lines of text. */
import type { Json, MimeBundle } from "../format/notebook-format.js";
import { FIGURE_CLASS, figureStyle } from "../show/figure-style.js";
import {
  type DataColumn,
  type DataTable,
  TABLE_MIME,
  type TableValue,
  tableText,
  valueText,
} from "./data-table.js";

/** Makes the MIME bundle of a table. */
export function tableOutput(table: DataTable): MimeBundle {
  // A table is JSON by contract; what is stored is exactly what JSON keeps of it.
  const data: Json = JSON.parse(JSON.stringify(table));
  return { [TABLE_MIME]: data, "text/html": tableHtml(table), "text/plain": tableText(table) };
}

function tableHtml({ title, columns, rows }: DataTable): string {
  const caption = title === "" ? "" : `<figcaption><strong>${escaped(title)}</strong></figcaption>`;
  const head = columns.map(heading).join("");
  const body = rows.map((row) => `<tr>${row.map((v, at) => cell(v, at, columns)).join("")}</tr>`);
  return (
    `<figure class="${FIGURE_CLASS}"><style>${figureStyle()}</style>${caption}<table>` +
    `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></figure>`
  );
}

function heading({ name, unit, digits }: DataColumn): string {
  const words =
    unit === undefined ? escaped(name) : `${escaped(name)}<br><small>${escaped(unit)}</small>`;
  return `<th scope="col"${numberClass(digits)}>${words}</th>`;
}

/** The first column names its row. */
function cell(value: TableValue, at: number, columns: readonly DataColumn[]): string {
  const column = columns[at] ?? { name: "" };
  const text = escaped(valueText(value, column));
  const align = numberClass(column.digits);
  return at === 0 ? `<th scope="row"${align}>${text}</th>` : `<td${align}>${text}</td>`;
}

function numberClass(digits: number | undefined): string {
  return digits === undefined ? "" : ' class="pm-number"';
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
