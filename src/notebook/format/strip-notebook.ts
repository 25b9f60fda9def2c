/** A notebook as it is before it is run. */
import type { Cell, Notebook } from "./notebook-format.js";

/** Takes out every output, count and moment of running; cells keep their ids and tags. */
export function strippedNotebook(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map(strippedCell) };
}

function strippedCell(cell: Cell): Cell {
  if (cell.cell_type !== "code") return cell;
  const { execution: _moments, ...metadata } = cell.metadata;
  return { ...cell, metadata, execution_count: null, outputs: [] };
}
