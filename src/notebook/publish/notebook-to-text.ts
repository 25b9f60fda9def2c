/**
 * A notebook as Markdown that anything can read: prose as it is, code and what
 * it printed in fences, and of each chart the sentence that says what it shows.
 */
import type { Cell, Notebook, Output } from "../format/notebook-format.js";

/** Writes a notebook's cells one below the other. */
export function notebookToText(notebook: Notebook): string {
  return notebook.cells.map(cellText).join("\n\n");
}

function cellText(cell: Cell): string {
  if (cell.cell_type !== "code") return cell.source.trim();
  const outputs = cell.outputs.map(outputText).filter((text) => text !== "");
  return [fenced("ts", cell.source), ...outputs.map((text) => fenced("text", text))].join("\n\n");
}

function outputText(output: Output): string {
  switch (output.output_type) {
    case "stream":
      return output.text.trimEnd();
    case "error":
      return `${output.ename}: ${output.evalue}`;
    case "display_data":
    case "execute_result": {
      const text = output.data["text/plain"];
      return typeof text === "string" ? text.trimEnd() : "";
    }
  }
}

/** A fence longer than any run of backticks inside. */
function fenced(language: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
