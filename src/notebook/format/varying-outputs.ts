/**
 * Cells whose outputs differ from run to run: a duration, the memory of a process.
 *
 * Such a cell is not compared by a check. When a notebook is run into its own file and only
 * the figures of such a cell are others, its stored outputs stay: a clone in which the
 * notebooks were run has nothing changed. A stripped notebook has none, and gets the new ones.
 */
import type { Cell, CodeCell, Notebook, Output } from "./notebook-format.js";

/** The tag of such a cell. */
const MAY_VARY = "output-varies";

/** Says whether a cell's outputs may differ from run to run. */
export function mayVary(cell: Cell): boolean {
  return cell.metadata.tags?.includes(MAY_VARY) ?? false;
}

/** Puts the outputs of `before` back into `after` where only figures vary that may. */
export function withSteadyOutputs(before: Notebook, after: Notebook): Notebook {
  const stored = new Map(before.cells.filter(isCode).map((cell) => [cell.id, cell]));
  const cells = after.cells.map((cell): Cell => {
    const old = stored.get(cell.id);
    if (!isCode(cell) || old === undefined || !mayVary(cell)) return cell;
    return pattern(old.outputs) === pattern(cell.outputs)
      ? { ...cell, outputs: old.outputs }
      : cell;
  });
  return { ...after, cells };
}

function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

/** Outputs without their figures, and without the blanks and rules that a wider figure needs. */
function pattern(outputs: readonly Output[]): string {
  return JSON.stringify(outputs)
    .replace(/\d[\d.,]*/g, "#")
    .replace(/ +/g, " ")
    .replace(/─+/g, "─");
}
