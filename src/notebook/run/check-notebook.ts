/**
 * Are a notebook's stored outputs still what its cells produce?
 */
import { dirname } from "node:path";
import { firstDifference } from "../format/compare-outputs.js";
import { readNotebookFile } from "../format/notebook-file.js";
import type { Cell, Notebook } from "../format/notebook-format.js";
import { portableOutputs } from "../format/portable-outputs.js";
import { mayVary } from "../format/varying-outputs.js";
import { executeNotebook, type RunOptions } from "./run-notebook.js";

/** A cell whose stored outputs no longer agree. */
export interface CellDifference {
  readonly file: string;
  /** Place among all cells of the notebook, from 0. */
  readonly cellIndex: number;
  readonly cellId: string;
  /** The first difference, with both values. */
  readonly difference: string;
}

/**
 * Runs a notebook and compares; the file is only read.
 *
 * @returns a difference for each cell that has one, in order.
 * @throws {CellFailure} when a cell does not come to its end.
 * @throws {NotebookFormatError} when the file is not a notebook.
 */
export async function checkNotebookFile(
  file: string,
  options: RunOptions,
): Promise<CellDifference[]> {
  const stored = readNotebookFile(file);
  const fresh = await executeNotebook(stored, file, options);
  return compareNotebooks(stored, fresh, file);
}

/** Compares the outputs of two runs of one notebook, cell by cell. */
export function compareNotebooks(
  stored: Notebook,
  fresh: Notebook,
  file: string,
): CellDifference[] {
  const makePortable = portableOutputs(dirname(file));
  return stored.cells.flatMap((cell, cellIndex) => {
    const now = fresh.cells[cellIndex];
    if (!isCompared(cell) || now?.cell_type !== "code") return [];
    const difference = firstDifference(cell.outputs.map(makePortable), now.outputs);
    return difference === undefined ? [] : [{ file, cellIndex, cellId: cell.id, difference }];
  });
}

function isCompared(cell: Cell): cell is Cell & { cell_type: "code" } {
  return cell.cell_type === "code" && !mayVary(cell);
}
