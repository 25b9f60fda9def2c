/**
 * Runs a notebook from its first cell to its last, in a kernel of its own.
 */
import { dirname, resolve } from "node:path";
import { OutputCollector } from "./collect-outputs.js";
import { KernelClient } from "./kernel-client.js";
import { KERNELSPEC, LANGUAGE_INFO } from "./kernel-identity.js";
import { KernelDiedError } from "./kernel-process.js";
import { readNotebookFile, writeNotebookFile } from "./notebook-file.js";
import type { Cell, CodeCell, JsonObject, Notebook } from "./notebook-format.js";
import { type MakePortable, portableOutputs } from "./portable-outputs.js";

/** Time that an interrupted cell is given to end, before its kernel is ended. */
const INTERRUPT_GRACE_MS = 2000;

/** A cell with this tag may fail; its error is an output like any other. */
const MAY_FAIL = "raises-exception";

/** How notebooks are run. */
export interface RunOptions {
  /** Longest time for one cell, in seconds: more than 0. */
  readonly timeoutSeconds: number;
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

/** A cell failed, took too long, or took its kernel with it; the message names file and cell. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";

  constructor(
    readonly file: string,
    /** Place among all cells of the notebook, from 0. */
    readonly cellIndex: number,
    readonly cellId: string,
    problem: string,
  ) {
    super(`${file}: cell ${cellIndex} (id "${cellId}") ${problem}`);
  }
}

/**
 * Runs a notebook file and stores its outputs in it. The file is written once,
 * at the end, and only if its bytes change.
 *
 * @returns whether the file was written.
 * @throws {CellFailure} when a cell does not come to its end; the file is as it was.
 * @throws {NotebookFormatError} when the file is no notebook.
 */
export async function runNotebookFile(file: string, options: RunOptions): Promise<boolean> {
  const notebook = readNotebookFile(file);
  return writeNotebookFile(file, await executeNotebook(notebook, file, options));
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
  const folder = dirname(resolve(file));
  const kernel = await startKernel(folder, file);
  const run = new NotebookRun(kernel, file, options, portableOutputs(folder));
  let cells: Cell[];
  let ending: string;
  try {
    cells = await run.cells(notebook.cells);
  } finally {
    ending = await kernel.shutdown();
  }
  const last = notebook.cells.findLastIndex(isRun);
  if (ending === "died") {
    // The cell has left something behind that ended the kernel after its reply.
    const id = notebook.cells[last]?.id ?? "";
    throw new CellFailure(file, last, id, `left the kernel dead: it ended ${kernel.death}`);
  }
  const metadata = { ...notebook.metadata, kernelspec: KERNELSPEC, language_info: LANGUAGE_INFO };
  return { ...notebook, metadata, cells };
}

/** Code cells without code are not run. */
function isRun(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "";
}

async function startKernel(folder: string, file: string): Promise<KernelClient> {
  try {
    return await KernelClient.start(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KernelDiedError(`${file}: no kernel to run it: ${reason}`, { cause: error });
  }
}

/** A cell that was run: its number, and its outputs, which a later cell may still update. */
interface Ran {
  readonly executionCount: number;
  readonly outputs: CodeCell["outputs"];
}

class NotebookRun {
  readonly #kernel: KernelClient;
  readonly #file: string;
  readonly #options: RunOptions;
  readonly #makePortable: MakePortable;
  readonly #collector = new OutputCollector();

  constructor(kernel: KernelClient, file: string, options: RunOptions, makePortable: MakePortable) {
    this.#kernel = kernel;
    this.#file = file;
    this.#options = options;
    this.#makePortable = makePortable;
  }

  async cells(cells: readonly Cell[]): Promise<Cell[]> {
    const of = cells.filter(isRun).length;
    const ran = new Map<Cell, Ran>();
    for (const [index, cell] of cells.entries()) {
      if (!isRun(cell)) continue;
      const start = performance.now();
      ran.set(cell, await this.#run(cell, index));
      const seconds = (performance.now() - start) / 1000;
      const progress = { file: this.#file, cellId: cell.id, number: ran.size, of, seconds };
      this.#options.onProgress?.(progress);
    }
    return cells.map((cell) => (cell.cell_type === "code" ? this.#stored(cell, ran) : cell));
  }

  async #run(cell: CodeCell, index: number): Promise<Ran> {
    const fail = (problem: string) => new CellFailure(this.#file, index, cell.id, problem);
    const mayFail = cell.metadata.tags?.includes(MAY_FAIL) ?? false;
    const outputs = this.#collector.beginCell();
    const limit = this.#limit();
    let reply: JsonObject;
    try {
      const take = (type: string, content: JsonObject) => this.#collector.take(type, content);
      reply = await this.#kernel.execute(cell.source, take, !mayFail);
    } catch (error) {
      if (limit.isOver()) throw fail(`ran for more than ${limit.seconds} s and would not stop`);
      if (error instanceof KernelDiedError) throw fail(`took the kernel with it: ${error.message}`);
      throw error;
    } finally {
      limit.clear();
    }
    if (limit.isOver()) throw fail(`ran for more than ${limit.seconds} s`);
    const { status, execution_count: count, traceback } = reply;
    if (status !== "ok" && !mayFail) throw fail(`failed:\n${traceOf(traceback)}`);
    return { executionCount: Number(count), outputs };
  }

  /** Interrupts the kernel when the time of a cell is over, and ends it if that does not help. */
  #limit() {
    const seconds = this.#options.timeoutSeconds;
    let isOver = false;
    let timer = setTimeout(() => {
      isOver = true;
      this.#kernel.interrupt();
      timer = setTimeout(() => this.#kernel.kill(), INTERRUPT_GRACE_MS);
    }, seconds * 1000);
    return { seconds, isOver: () => isOver, clear: () => clearTimeout(timer) };
  }

  #stored(cell: CodeCell, ran: ReadonlyMap<Cell, Ran>): CodeCell {
    const { executionCount = null, outputs = [] } = ran.get(cell) ?? {};
    // Jupyter may have stored the moments of an earlier run.
    const { execution: _moments, ...metadata } = cell.metadata;
    const portable = outputs.map(this.#makePortable);
    return { ...cell, metadata, execution_count: executionCount, outputs: portable };
  }
}

function traceOf(traceback: JsonObject[string] | undefined): string {
  return Array.isArray(traceback) ? traceback.join("\n") : "no trace";
}
