/**
 * Runs a notebook from its first cell to its last, in a kernel of its own.
 */

import { dirname, resolve } from "node:path";
import { outputPlace } from "../../files/output-place.js";
import { readNotebookFile, writeNotebookFile } from "../format/notebook-file.js";
import type { Cell, CodeCell, Notebook } from "../format/notebook-format.js";
import { portableOutputs } from "../format/portable-outputs.js";
import { currentProvenance, withProvenance } from "../format/provenance.js";
import { withSteadyOutputs } from "../format/varying-outputs.js";
import { KernelClient } from "../kernel/kernel-client.js";
import { KERNELSPEC, LANGUAGE_INFO } from "../kernel/kernel-identity.js";
import { KernelDiedError } from "../kernel/kernel-process.js";
import { CellFailure, type CellLimits, CellRunner, type RanCell } from "./run-cell.js";

/** A cell with this tag may fail; its error is an output like any other. */
const MAY_FAIL = "raises-exception";

/** How notebooks are run. */
export interface RunOptions extends CellLimits {
  /** Told of each cell that is done. */
  readonly onProgress?: (progress: CellProgress) => void;
}

/** A cell that is done. */
export interface CellProgress {
  readonly file: string;
  readonly cellId: string;
  /** Place among the code cells, from 1. */
  readonly number: number;
  /** Code cells of the notebook. */
  readonly of: number;
  readonly seconds: number;
}

/**
 * Runs a notebook file and stores its outputs in it. The file is written once,
 * at the end, and only if its bytes change: figures that may vary are kept as they are.
 *
 * @returns whether the file was written.
 * @throws {CellFailure} when a cell does not come to its end; the file is as it was.
 * @throws {NotebookFormatError} when the file is not a notebook.
 * @throws {FileRefusal} when it may not be written; nothing is run then.
 */
export async function runNotebookFile(file: string, options: RunOptions): Promise<boolean> {
  const notebook = readNotebookFile(file);
  outputPlace(file);
  const fresh = await executeNotebook(notebook, file, options);
  const ran = withSteadyOutputs(notebook, fresh);
  return writeNotebookFile(file, withProvenance(notebook, ran, currentProvenance()));
}

/**
 * Runs a notebook's code cells in order.
 *
 * @param file - where the notebook is; its folder is where its cells run.
 * @returns the notebook with fresh outputs.
 * @throws {CellFailure} when a cell does not come to its end.
 */
export async function executeNotebook(
  notebook: Notebook,
  file: string,
  options: RunOptions,
): Promise<Notebook> {
  const { cells } = notebook;
  const of = cells.filter(isRun).length;
  const ran = new Map<Cell, RanCell>();
  const kernel = await startKernel(file);
  const runner = new CellRunner(kernel, file, options);
  let ending: string;
  try {
    for (const [index, cell] of cells.entries()) {
      if (!isRun(cell)) continue;
      const mayFail = cell.metadata.tags?.includes(MAY_FAIL) ?? false;
      const result = await runner.run(cell, index, mayFail);
      ran.set(cell, result);
      options.onProgress?.({
        file,
        cellId: cell.id,
        number: ran.size,
        of,
        seconds: result.seconds,
      });
    }
  } finally {
    ending = await kernel.shutdown();
  }
  if (ending === "died") {
    // The last cell has left something behind that ended the kernel after its reply.
    const last = cells.findLastIndex(isRun);
    const problem = `left the kernel dead: it ended ${kernel.death}`;
    throw new CellFailure(file, last, cells[last]?.id ?? "", problem);
  }
  return withOutputs(notebook, ran, dirname(resolve(file)));
}

/** Says whether a cell is run: code cells without code are not. */
export function isRun(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "";
}

/**
 * Starts the kernel of a notebook, in the notebook's folder.
 *
 * @throws {KernelDiedError} with the notebook's name, when it does not start.
 */
export async function startKernel(file: string): Promise<KernelClient> {
  try {
    return await KernelClient.start(dirname(resolve(file)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KernelDiedError(`${file}: no kernel to run it: ${reason}`, { cause: error });
  }
}

function withOutputs(
  notebook: Notebook,
  ran: ReadonlyMap<Cell, RanCell>,
  folder: string,
): Notebook {
  const makePortable = portableOutputs(folder);
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.cell_type !== "code") return cell;
    const { executionCount = null, outputs = [] } = ran.get(cell) ?? {};
    // Jupyter may have stored the moments of an earlier run.
    const { execution: _moments, ...metadata } = cell.metadata;
    const portable = outputs.map(makePortable);
    return { ...cell, metadata, execution_count: executionCount, outputs: portable };
  });
  const metadata = { ...notebook.metadata, kernelspec: KERNELSPEC, language_info: LANGUAGE_INFO };
  return { ...notebook, metadata, cells };
}
