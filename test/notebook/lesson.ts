/** Notebooks of code cells for tests. */
import type { CodeCell, Notebook } from "../../src/notebook/format/notebook-format.js";

/** A code cell, not yet run. */
export function codeCell(id: string, source: string, ...tags: readonly string[]): CodeCell {
  const metadata = tags.length === 0 ? {} : { tags };
  return { cell_type: "code", id, metadata, source, execution_count: null, outputs: [] };
}

/** A notebook of cells. */
export function notebookOf(...cells: Notebook["cells"]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}
