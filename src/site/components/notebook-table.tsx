import type { DataColumn, DataTable, TableValue } from "pymalloc-lab/notebook";

/** A table of a notebook: numbers under one another, units in its head, scrolled where it is too wide. */
export function NotebookTable({ table: { title, columns, rows } }: { table: DataTable }) {
  return (
    <figure className="nb-table">
      {title !== "" && <figcaption>{title}</figcaption>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is what it is reached for */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll */}
      <div className="nb-table-box" role="group" aria-label={title || "Table"} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name + column.unit} scope="col" className={alignment(column)}>
                  {column.name}
                  {column.unit !== undefined && <small> {column.unit}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {columns.map((column, at) => (
                  <Cell
                    key={column.name + column.unit}
                    at={at}
                    column={column}
                    value={row[at] ?? ""}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** The first column names its row. */
function Cell({ at, column, value }: { at: number; column: DataColumn; value: TableValue }) {
  const text = valueText(value, column.digits);
  if (at === 0) {
    return (
      <th scope="row" className={alignment(column)}>
        {text}
      </th>
    );
  }
  return <td className={alignment(column)}>{text}</td>;
}

function alignment({ digits }: DataColumn): string | undefined {
  return digits === undefined ? undefined : "pm-number";
}

function valueText(value: TableValue, digits = 0): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return value.toLocaleString("en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
