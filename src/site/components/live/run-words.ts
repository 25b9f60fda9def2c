/** What came of a run, in words. */
import type { LiveError, LiveOutput } from "../../../live/output";
import type { NotebookCode, ShownRun } from "./cell-state";

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

function errorIn(outputs: readonly LiveOutput[]): LiveError | undefined {
  return outputs.find((output) => output.output_type === "error");
}
