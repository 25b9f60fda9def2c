/** Tables on a terminal: labels to the left, figures to the right. */

/** A label, or a figure that is written with its thousands apart. */
export type Cell = string | number;

/** A column's width in characters; one below 0 is a label's, and is filled on its right. */
export type ColumnWidth = number;

/** Writes a figure with its thousands apart. */
export function grouped(figure: number): string {
  return figure.toLocaleString("en-GB");
}

/**
 * Lays out one row of a table, without spaces at its end. A cell that is too wide pushes the others.
 *
 * @param widths - a width for each column; a row may have fewer cells.
 * @throws {RangeError} when there are more cells than columns.
 *
 * @example
 * tableRow([-8, 9], ["current", 1234567]); // => "current 1,234,567"
 */
export function tableRow(widths: readonly ColumnWidth[], cells: readonly Cell[]): string {
  if (cells.length > widths.length) {
    throw new RangeError(`a row has ${widths.length} columns at most, got ${cells.length} cells`);
  }
  return cells
    .map((cell, i) => {
      const text = typeof cell === "number" ? grouped(cell) : cell;
      const width = widths[i] ?? 0;
      return width < 0 ? text.padEnd(-width) : text.padStart(width);
    })
    .join("")
    .trimEnd();
}
