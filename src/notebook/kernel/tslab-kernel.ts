/**
 * The kernel without its sockets: cells in, outputs and replies out.
 *
 * Compiling, running and remembering cells is tslab's; numbering them, naming
 * their errors and results, and answering in the protocol's words is done here.
 */

import { setImmediate } from "node:timers/promises";
import type { JsonObject } from "../format/notebook-format.js";
import { type CellError, type Complaint, compileError, thrownError } from "./cell-error.js";
import type { CellOutputs } from "./cell-outputs.js";
import { resultBundle } from "./cell-result.js";
import { withCellSyntax } from "./cell-source.js";
import { PROTOCOL_VERSION } from "./jupyter-wire.js";
import { KERNELSPEC, LANGUAGE_INFO } from "./kernel-identity.js";
import type { Tslab } from "./load-tslab.js";
import { TSLAB_VERSION } from "./tslab-package.js";

type Executor = ReturnType<Tslab["executor"]["createExecutor"]>;

/** Content of an `execute_reply`. */
export interface ExecuteReply extends JsonObject {
  readonly status: "ok" | "error";
  readonly execution_count: number;
}

/** The kernel's state: earlier cells' variables and the number of the last cell. */
export class TslabKernel {
  readonly #tslab: Tslab;
  readonly #executor: Executor;
  #executionCount = 0;
  /** What the running cell came to; filled by tslab through the console it is given. */
  #outcome: { results: unknown[]; complaints: Complaint[]; thrown: unknown[] } = noOutcome();

  /** Starts a kernel whose cells resolve imports from the current folder. */
  constructor(tslab: Tslab) {
    this.#tslab = tslab;
    const plain = tslab.converter.createConverter({ isJS: false, isBrowser: false });
    const node = withCellSyntax(plain, tslab.compiler);
    this.#executor = tslab.executor.createExecutor(
      process.cwd(),
      { node, browser: node, close: () => node.close() },
      { log: (value) => this.#outcome.results.push(value), error: this.#recordFailure },
    );
  }

  /** Content of a `kernel_info_reply`. */
  info(): JsonObject {
    return {
      status: "ok",
      protocol_version: PROTOCOL_VERSION,
      implementation: KERNELSPEC.name,
      implementation_version: TSLAB_VERSION,
      language_info: LANGUAGE_INFO,
      banner: `${KERNELSPEC.display_name}, tslab ${TSLAB_VERSION}, Node ${process.version}`,
      help_links: [],
    };
  }

  /**
   * Runs a cell.
   *
   * @param request - content of an `execute_request`.
   * @param outputs - where the cell's outputs go.
   * @returns content of the `execute_reply`.
   */
  async execute(request: JsonObject, outputs: CellOutputs): Promise<ExecuteReply> {
    const { code: source, silent, store_history: isKept } = request;
    const code = typeof source === "string" ? source : "";
    if (silent !== true && isKept !== false) this.#executionCount++;
    const execution_count = this.#executionCount;
    if (silent !== true) outputs.publish("execute_input", { code, execution_count });
    const failure = await this.#run(code, outputs, silent === true);
    if (failure === undefined) {
      return { status: "ok", execution_count, payload: [], user_expressions: {} };
    }
    if (silent !== true) outputs.error(failure);
    return { status: "error", execution_count, ...failure };
  }

  /** Content of a `complete_reply`. */
  complete({ code, cursor_pos }: JsonObject): JsonObject {
    const found = this.#executor.complete(String(code), Number(cursor_pos));
    return {
      status: "ok",
      matches: found.candidates,
      cursor_start: found.start,
      cursor_end: found.end,
      metadata: {},
    };
  }

  /** Content of an `inspect_reply`. */
  inspect({ code, cursor_pos }: JsonObject): JsonObject {
    const info = this.#executor.inspect(String(code), Number(cursor_pos));
    if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
    const data = { "text/plain": this.#tslab.inspection.printQuickInfo(info) };
    return { status: "ok", found: true, data, metadata: {} };
  }

  /** Content of an `is_complete_reply`. */
  isComplete({ code }: JsonObject): JsonObject {
    const { completed, indent = "" } = this.#tslab.converter.isCompleteCode(String(code));
    return completed ? { status: "complete" } : { status: "incomplete", indent };
  }

  /** Ends the waiting of a cell that awaits; one that computes is ended by SIGINT itself. */
  interrupt(): void {
    this.#executor.interrupt();
  }

  async #run(
    code: string,
    outputs: CellOutputs,
    isSilent: boolean,
  ): Promise<CellError | undefined> {
    this.#outcome = noOutcome();
    try {
      const isDone = await this.#executor.execute(code);
      // One turn of the event loop: what a forgotten promise throws is still this cell's.
      await setImmediate();
      const { results, complaints, thrown } = this.#outcome;
      if (!isDone) return complaints.length > 0 ? compileError(complaints) : thrownError(thrown[0]);
      // A cell that only defines a module is done whatever the compiler says of it.
      for (const line of compileError(complaints).traceback) outputs.print("stderr", `${line}\n`);
      if (!isSilent && results.length > 0) {
        outputs.result(resultBundle(results[0]), this.#executionCount);
      }
      return undefined;
    } catch (error) {
      return thrownError(error);
    } finally {
      outputs.flush();
    }
  }

  /** tslab reports a diagnostic as a format and four parts, and a thrown value as itself. */
  readonly #recordFailure = (first: unknown, ...rest: unknown[]): void => {
    if (rest.length !== 4) {
      this.#outcome.thrown.push(first);
      return;
    }
    const [file, line, column, message] = rest;
    this.#outcome.complaints.push({
      file: String(file),
      line: Number(line),
      column: Number(column),
      message: String(message),
    });
  };
}

function noOutcome(): { results: unknown[]; complaints: Complaint[]; thrown: unknown[] } {
  return { results: [], complaints: [], thrown: [] };
}
