/** `console.table`, to the character as Node prints it. */
import { inspect } from "node-inspect-extracted";

const INDEX = "(index)";
const ITERATION = "(iteration index)";
const VALUES = "Values";

/** Longest list shown whole in a field. */
const FIELD_ITEMS = 3;

interface Column {
  readonly head: string;
  readonly fields: Map<number, string>;
}

/**
 * Draws the table of some data.
 *
 * @param properties - the columns to show; without it, all.
 * @returns undefined for what has no rows, and is printed as it is.
 */
export function tableText(data: unknown, properties?: readonly string[]): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  if (data instanceof Map) return mapTable(data);
  if (data instanceof Set) {
    const values = [...data].map(field);
    return drawn(ITERATION, indices(values.length), [columnOf(VALUES, values)]);
  }
  return rowsTable(data, properties);
}

function mapTable(data: ReadonlyMap<unknown, unknown>): string {
  const keys = [...data.keys()].map(field);
  const values = [...data.values()].map(field);
  return drawn(ITERATION, indices(data.size), [columnOf("Key", keys), columnOf(VALUES, values)]);
}

function rowsTable(data: object, properties: readonly string[] | undefined): string {
  const columns = new Map<string, Column>();
  const values: Column = { head: VALUES, fields: new Map() };
  for (const head of properties ?? []) columns.set(head, { head, fields: new Map() });
  const rows = Object.entries(data);
  for (const [index, [, row]] of rows.entries()) {
    if (!isHolder(row)) {
      values.fields.set(index, field(row));
      continue;
    }
    for (const head of properties ?? Object.keys(row)) {
      if (!Object.hasOwn(row, head)) continue;
      const column = columns.get(head) ?? { head, fields: new Map() };
      columns.set(head, column);
      column.fields.set(index, field(Reflect.get(row, head)));
    }
  }
  // Columns stand as an object's properties do: those that are numbers first.
  const named = Object.values(Object.fromEntries(columns));
  const all = [...named, ...(values.fields.size > 0 ? [values] : [])];
  const heads = rows.map(([key]) => key);
  return drawn(INDEX, heads, all);
}

function isHolder(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function field(value: unknown): string {
  const isLarge =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 2;
  return inspect(value, {
    maxArrayLength: FIELD_ITEMS,
    breakLength: Number.POSITIVE_INFINITY,
    depth: isLarge ? -1 : 0,
  });
}

function columnOf(head: string, fields: readonly string[]): Column {
  return { head, fields: new Map(fields.entries()) };
}

function indices(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function drawn(indexHead: string, rowHeads: readonly string[], columns: readonly Column[]): string {
  const lines = [
    [indexHead, ...columns.map(({ head }) => head)],
    ...rowHeads.map((rowHead, row) => [
      rowHead,
      ...columns.map(({ fields }) => fields.get(row) ?? ""),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => lengthOf(line[column]))),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const [head = "", ...body] = lines.map((line) => {
    const padded = line.map(
      (text, column) => text + " ".repeat((widths[column] ?? 0) - lengthOf(text)),
    );
    return `│ ${padded.join(" │ ")} │`;
  });
  return [rule("┌", "┬", "┐"), head, rule("├", "┼", "┤"), ...body, rule("└", "┴", "┘")].join("\n");
}

/** Length in characters, as far as each is one column wide. */
function lengthOf(text = ""): number {
  return [...text].length;
}
