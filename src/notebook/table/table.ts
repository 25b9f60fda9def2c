/** `table`: puts rows under a cell. */
import { showHost } from "../show/show-host.js";
import { dataTable, type TableOptions, tableText } from "./data-table.js";

/**
 * Shows rows as a table: as a real one in a notebook of this project and on the site, elsewhere
 * as aligned lines of text. Numbers stand to the right, with equally many digits, and a heading
 * may end in a comma and the unit of its column.
 *
 * @param rows - objects with a value for each heading; the first column names the row.
 * @param options - a title, and the most digits after the point by heading.
 * @throws {RangeError} when there is no row, or no column.
 * @throws {TypeError} when a value is not a text, a number, or true or false.
 *
 * @example
 * const rows = [
 *   { python: "3.9", "arena, KiB": 256 },
 *   { python: "3.11", "arena, KiB": 1024 },
 * ];
 * table(rows); // => undefined
 */
export function table(rows: readonly object[], options: TableOptions = {}): void {
  const made = dataTable(rows, options);
  const host = showHost();
  if (host?.table !== undefined) host.table(made);
  else console.log(tableText(made));
}
