/**
 * A table as data: rows of a cell, with what a reader needs to line them up.
 *
 * A column holds numbers or it does not. Its numbers all have as many digits after the point as
 * the one that has most, so that they stand under one another.
 */

/** MIME type under which a notebook output carries a table's data. */
export const TABLE_MIME = "application/vnd.pymalloc-lab.table+json";

/** What a cell of a table may hold. */
export type TableValue = string | number | boolean;

/** A column. */
export interface DataColumn {
  readonly name: string;
  /** What its numbers count; left out where they need no unit. */
  readonly unit?: string;
  /** Digits after the point, where the column holds numbers; they are aligned to the right. */
  readonly digits?: number;
}

/** The table's data. Every row has one value a column, and `""` where it has none. */
export interface DataTable {
  /** Empty where the text around the table says it. */
  readonly title: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly TableValue[])[];
}

/** What may be said of a table. */
export interface TableOptions {
  readonly title?: string;
  /** By column: the most digits after the point; 6 where nothing is said. */
  readonly digits?: Readonly<Record<string, number>>;
}

const MOST_DIGITS = 6;

/**
 * Makes a table of rows. A heading may end in a comma and a unit: `"held, MiB"`.
 *
 * @param given - the rows, each an object of values by heading; the columns are those of any row, in
 *   the order in which they first come.
 * @throws {RangeError} when there is no row, or no column.
 * @throws {TypeError} when a value is not a text, a number, or true or false.
 */
export function dataTable(
  given: readonly object[],
  { title = "", digits = {} }: TableOptions = {},
): DataTable {
  const headings = [...new Set(given.flatMap((row) => Object.keys(row)))];
  if (headings.length === 0) {
    throw new RangeError(
      `a table needs one row with one column at least, got ${given.length} rows`,
    );
  }
  const rows = given.map((row) => headings.map((heading) => valueIn(row, heading)));
  const columns = headings.map((heading, at) => {
    const numbers = rows.flatMap((row) => (typeof row[at] === "number" ? [row[at]] : []));
    const most = digits[heading] ?? MOST_DIGITS;
    return {
      ...named(heading),
      ...(numbers.length > 0 && { digits: Math.max(...numbers.map((n) => digitsOf(n, most))) }),
    };
  });
  return { title, columns, rows };
}

function valueIn(row: object, heading: string): TableValue {
  const value: unknown = Object.hasOwn(row, heading) ? Reflect.get(row, heading) : "";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (value === undefined || value === null) return "";
  throw new TypeError(
    `a table holds texts, numbers, true and false, got ${Array.isArray(value) ? "a list" : `a value of type ${typeof value}`} under "${heading}"`,
  );
}

function named(heading: string): DataColumn {
  const [, name = heading, unit] = /^(.+), ([^,]+)$/.exec(heading) ?? [];
  return { name, ...(unit !== undefined && { unit }) };
}

function digitsOf(value: number, most: number): number {
  const [, fraction = ""] = /\.(\d*?)0*$/.exec(value.toFixed(most)) ?? [];
  return fraction.length;
}

/**
 * A value as its column shows it.
 *
 * @example
 * valueText(1234.5, { name: "held", digits: 1 }); // => "1,234.5"
 */
export function valueText(value: TableValue, { digits = 0 }: DataColumn): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return value.toLocaleString("en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A heading with its unit, in one line. */
export function headingText({ name, unit }: DataColumn): string {
  return unit === undefined ? name : `${name}, ${unit}`;
}

/** The table as lines of text, its columns aligned. */
export function tableText({ title, columns, rows }: DataTable): string {
  const lines = [
    columns.map(headingText),
    ...rows.map((row) => columns.map((column, at) => valueText(row[at] ?? "", column))),
  ];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line
      .map((text, at) => {
        const width = widths[at] ?? 0;
        return columns[at]?.digits === undefined ? text.padEnd(width) : text.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return [...(title === "" ? [] : [title]), ...aligned].join("\n");
}
