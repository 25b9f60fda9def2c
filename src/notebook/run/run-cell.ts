/** Runs one cell of a notebook in a kernel, and ends it when it takes too long or prints too much. */

import type { CodeCell, JsonObject, Output } from "../format/notebook-format.js";
import type { KernelClient } from "../kernel/kernel-client.js";
import { KernelDiedError } from "../kernel/kernel-process.js";
import { OutputCollector } from "./collect-outputs.js";

/** Time that an interrupted cell is given to end, before its kernel is ended. */
const INTERRUPT_GRACE_MS = 2000;

/** Most that a cell may print and show, in UTF-16 units of its messages: no reader wants more. */
export const MOST_OUTPUT_LENGTH = 2 ** 24;

/** How cells are run. */
export interface CellLimits {
  /** Longest time for one cell, in seconds: more than 0. */
  readonly timeoutSeconds: number;
}

/** A cell failed, took too long, or took its kernel with it; the message names file and cell. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";

  constructor(
    readonly file: string,
    /** Place among all cells of the notebook, from 0. */
    readonly cellIndex: number,
    readonly cellId: string,
    /** What happened, as it follows "the cell". */
    readonly problem: string,
  ) {
    super(`${file}: cell ${cellIndex} (id "${cellId}") ${problem}`);
  }
}

/** A cell that was run: its number, and its outputs, which a later cell may still update. */
export interface RanCell {
  readonly executionCount: number;
  readonly outputs: readonly Output[];
  readonly seconds: number;
}

/** Runs the cells of one notebook, in one kernel. */
export class CellRunner {
  readonly #kernel: KernelClient;
  readonly #file: string;
  readonly #limits: CellLimits;
  readonly #collector = new OutputCollector();

  constructor(kernel: KernelClient, file: string, limits: CellLimits) {
    this.#kernel = kernel;
    this.#file = file;
    this.#limits = limits;
  }

  /**
   * Runs a cell.
   *
   * @param index - its place among all cells of the notebook, from 0.
   * @param mayFail - whether an error is an output like any other.
   * @throws {CellFailure} when it does not come to its end.
   */
  async run(cell: CodeCell, index: number, mayFail: boolean): Promise<RanCell> {
    const start = performance.now();
    const fail = (problem: string) => new CellFailure(this.#file, index, cell.id, problem);
    const outputs = this.#collector.beginCell();
    const guard = new CellGuard(this.#kernel, this.#limits.timeoutSeconds);
    let reply: JsonObject;
    try {
      const take = (type: string, content: JsonObject) => {
        if (guard.allows(content)) this.#collector.take(type, content);
      };
      reply = await this.#kernel.execute(cell.source, take, !mayFail);
    } catch (error) {
      if (guard.reason !== undefined) throw fail(`${guard.reason} and would not stop`);
      if (error instanceof KernelDiedError) throw fail(`took the kernel with it: ${error.message}`);
      throw error;
    } finally {
      guard.release();
    }
    if (guard.reason !== undefined) throw fail(guard.reason);
    const { status, execution_count: count, traceback } = reply;
    if (status !== "ok" && !mayFail) throw fail(`failed:\n${traceOf(traceback)}`);
    const seconds = (performance.now() - start) / 1000;
    return { executionCount: Number(count), outputs, seconds };
  }
}

/** Watches a running cell: interrupts it at a limit, and ends its kernel if that does not help. */
class CellGuard {
  readonly #kernel: KernelClient;
  #reason: string | undefined;
  #length = 0;
  #timer: NodeJS.Timeout;

  constructor(kernel: KernelClient, seconds: number) {
    this.#kernel = kernel;
    this.#timer = setTimeout(() => this.#stop(`ran for more than ${seconds} s`), seconds * 1000);
  }

  /** Which limit was reached, if one was. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Counts an output; answers whether there is room for it. */
  allows(content: JsonObject): boolean {
    this.#length += JSON.stringify(content).length;
    if (this.#length <= MOST_OUTPUT_LENGTH) return true;
    this.#stop(`printed more than ${MOST_OUTPUT_LENGTH / 2 ** 20} MiB`);
    return false;
  }

  release(): void {
    clearTimeout(this.#timer);
  }

  #stop(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#kernel.interrupt();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#kernel.kill(), INTERRUPT_GRACE_MS);
  }
}

function traceOf(traceback: JsonObject[string] | undefined): string {
  return Array.isArray(traceback) ? traceback.join("\n") : "no trace";
}
