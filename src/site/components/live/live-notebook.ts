/**
 * What can be done with the cells of one page: edit them, run them, bring them back. Components
 * read it through the hooks of use-live-cells.ts.
 */
import { LiveEngine, type RunResult, type StartWorker } from "../../../live/live-engine";
import { cellName, type NotebookCode, type ShownRun, untouched } from "./cell-state";
import type { KeptEdits } from "./kept-edits";
import { LiveCells } from "./live-cells";
import { missingAbove, outcomeWords } from "./run-words";

/** One page's live cells. */
export class LiveNotebook {
  /** Runs any code among the notebook's names. */
  readonly engine: LiveEngine;
  readonly #edits: KeptEdits;
  readonly #cells = new LiveCells();
  /** As in {@link LiveCells}, whose states they give: components follow the page by them. */
  readonly subscribe = this.#cells.subscribe;
  readonly page = this.#cells.page;
  readonly stateOf = this.#cells.stateOf;
  #lastRun = 0;
  /** Counts how often all was reset: what comes of runs from before is not shown. */
  #resets = 0;

  constructor(startWorker: StartWorker, edits: KeptEdits) {
    this.engine = new LiveEngine(startWorker);
    this.#edits = edits;
  }

  /** Adds a cell of the page, with the reader's kept edit of it. */
  add(cell: NotebookCode): void {
    if (this.stateOf(cell.id) !== undefined) return;
    const kept = this.#edits.read(cell.id, cell.source);
    const state = untouched(cell);
    this.#cells.add(kept === undefined ? state : { ...state, code: kept, origin: "reader" });
  }

  /** Takes what the reader has typed. */
  edit(id: string, code: string): void {
    const state = this.stateOf(id);
    if (state === undefined || state.code === code) return;
    const { source } = state.cell;
    this.#edits.keep(id, { source, code });
    this.#cells.change(id, { code, origin: code === source ? "notebook" : "reader" });
  }

  /** Shows code that came with an address in place of the cell's; it is not kept until edited. */
  showLinked(id: string, code: string, origin: "link" | "address" = "link"): boolean {
    if (this.stateOf(id) === undefined) return false;
    this.#cells.change(id, { code, origin });
    return true;
  }

  /** The cell that declares the notebook's parameters, if it has one. */
  parametersCell(): NotebookCode | undefined {
    return this.#cells.inOrder().find(({ cell }) => cell.isParameters)?.cell;
  }

  /** Leaves linked code for what the reader had before. */
  dismissLinked(id: string): void {
    const state = this.stateOf(id);
    if (state?.origin !== "link" && state?.origin !== "address") return;
    const kept = this.#edits.read(id, state.cell.source);
    const origin = kept === undefined ? "notebook" : "reader";
    this.#cells.change(id, { code: kept ?? state.cell.source, origin });
  }

  /** Brings a cell's own code and stored outputs back. */
  reset(id: string): void {
    const state = this.stateOf(id);
    if (state === undefined) return;
    const { source } = state.cell;
    this.#edits.keep(id, { source, code: source });
    // What ran below it ran with what it was.
    const isUsedBelow = this.#cells
      .inOrder()
      .some((other) => other.cell.n > state.cell.n && other.shown);
    const changingRun = isUsedBelow && state.changingRun > 0 ? ++this.#lastRun : 0;
    this.#cells.change(id, { code: source, origin: "notebook", shown: undefined, changingRun });
  }

  /** Brings the page back to what the notebook has, and ends the worker. */
  resetAll(): void {
    this.#resets += 1;
    this.engine.stop();
    for (const { cell } of this.#cells.inOrder()) {
      this.#edits.keep(cell.id, { source: cell.source, code: cell.source });
    }
    this.#cells.changeAll(({ cell }) => untouched(cell), "All cells are as the notebook has them.");
  }

  /** Runs one cell. */
  run(id: string): Promise<void> {
    return this.#runInOrder([id]);
  }

  /** Runs the cells above one, and that one too if asked. */
  runAbove(id: string, options: { readonly andThis?: boolean } = {}): Promise<void> {
    const n = this.stateOf(id)?.cell.n ?? 0;
    return this.#runInOrder(
      this.#cells
        .inOrder()
        .filter(({ cell }) => cell.n < n || (options.andThis === true && cell.n === n))
        .map(({ cell }) => cell.id),
    );
  }

  runAll(): Promise<void> {
    return this.#runInOrder(this.#cells.inOrder().map(({ cell }) => cell.id));
  }

  /** Ends what runs. The worker goes, and with it all that cells have made. */
  stop(): void {
    this.engine.stop();
  }

  /** Runs cells one after another, up to the first that does not end well. */
  async #runInOrder(ids: readonly string[]): Promise<void> {
    const waiting = ids.filter((id) => this.stateOf(id)?.cell.isRunnable);
    for (const id of waiting) this.#cells.change(id, { phase: "waiting" });
    while (waiting.length > 0) {
      const id = waiting.shift() ?? "";
      if ((await this.#runCell(id)) !== "done") break;
    }
    for (const id of waiting) this.#cells.change(id, { phase: "idle" });
  }

  async #runCell(id: string): Promise<RunResult["status"]> {
    const state = this.stateOf(id);
    if (state === undefined) return "failed";
    const { cell, code } = state;
    const run = ++this.#lastRun;
    let shown: ShownRun = { run, code, outputs: [], status: undefined, elapsedMs: 0 };
    const resets = this.#resets;
    const isSuperseded = () => this.#resets > resets || (this.stateOf(id)?.shown?.run ?? 0) > run;
    let hasBegun = false;
    const result = await this.engine.run({
      cell: cellName(cell),
      source: code,
      onStart: () => {
        hasBegun = true;
        this.#begin(id);
      },
      onOutput: (output) => {
        shown = { ...shown, outputs: [...shown.outputs, output] };
        if (!isSuperseded()) this.#cells.change(id, { shown });
      },
    });
    const { status, elapsedMs } = result;
    if (status === "stopped" || status === "died") {
      this.#cells.changeAll((state) => ({ ...state, hasRun: false }));
    }
    if (!hasBegun || this.#resets > resets) {
      this.#cells.change(id, { phase: "idle" });
      return status;
    }
    const missing = missingAbove(this.#cells.inOrder(), cell, result);
    shown = { ...shown, status, elapsedMs, ...(missing && { missing }) };
    const isChanging = code !== cell.source || state.hasRun;
    this.#cells.change(id, {
      shown,
      phase: "idle",
      hasRun: status === "done" || status === "failed",
      ...(isChanging && { changingRun: run }),
    });
    this.#cells.announce(outcomeWords(cell, shown));
    return status;
  }

  #begin(id: string): void {
    this.#cells.change(id, { phase: "running" });
    const cell = this.stateOf(id)?.cell;
    if (cell !== undefined) this.#cells.announce(`Code cell ${cell.n} is running.`);
  }
}
