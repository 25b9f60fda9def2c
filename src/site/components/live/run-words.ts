/** What came of a run, in words, and what it lacked. */
import type { RunResult } from "../../../live/live-engine";
import type { LiveError, LiveOutput } from "../../../live/output";
import type { CellState, NotebookCode, ShownRun } from "./cell-state";

/** What is said of a run that has ended. */
export function outcomeWords(
  { n }: NotebookCode,
  { status, outputs, elapsedMs }: ShownRun,
): string {
  const error = errorIn(outputs);
  if (error !== undefined) {
    const line =
      error.place === undefined ? "" : ` (${error.place.cell}, line ${error.place.line})`;
    return `Code cell ${n} failed: ${error.ename}: ${error.evalue}${line}.`;
  }
  if (status === "stopped") return `Code cell ${n} was stopped. What the cells had made is gone.`;
  return `Code cell ${n} is done, in ${(elapsedMs / 1000).toFixed(1)} s.`;
}

/**
 * For a name that was not found: the cell above that has it and has not run.
 *
 * @param cells - all cells of the page, in order.
 */
export function missingAbove(
  cells: readonly CellState[],
  { n }: NotebookCode,
  { outputs }: RunResult,
): ShownRun["missing"] {
  const name = unknownName(errorIn(outputs));
  if (name === undefined) return undefined;
  const word = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`);
  const above = cells.find(
    ({ cell, code, hasRun }) => cell.n < n && cell.isRunnable && !hasRun && word.test(code),
  );
  return above && { name, n: above.cell.n };
}

function errorIn(outputs: readonly LiveOutput[]): LiveError | undefined {
  return outputs.find((output) => output.output_type === "error");
}

function unknownName(error: LiveError | undefined): string | undefined {
  if (error?.ename !== "ReferenceError") return undefined;
  return /^(?:Can't find variable: )?([\w$]+)(?: is not defined)?$/.exec(error.evalue)?.[1];
}
