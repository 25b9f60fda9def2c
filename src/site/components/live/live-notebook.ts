/**
 * What can be done with the cells of one page: edit them, run them, bring them back. Components
 * read it through the hooks of use-live-cells.ts.
 */
import type { LiveEngine, RunResult } from "../../../live/live-engine";
import {
  cellsThatNeed,
  neededCells,
  outdatedCells,
  type UsingCell,
} from "../../../live/needed-cells";
import type { LiveOutput } from "../../../live/output";
import {
  type CodeOrigin,
  cellName,
  isCurrent,
  type NotebookCode,
  type ShownRun,
  untouched,
} from "./cell-state";
import type { KeptEdits } from "./kept-edits";
import { LiveCells } from "./live-cells";
import { outcomeWords } from "./run-words";

/** Said under a cell when what runs it did not come. */
const NOT_LOADED: LiveOutput = {
  output_type: "error",
  ename: "WorkerError",
  evalue: "What runs the cells could not be loaded. Are you offline?",
  traceback: [],
};

/** One page's live cells. */
export class LiveNotebook {
  /** Brings what runs code among the notebook's names. */
  readonly #loadEngine: () => Promise<LiveEngine>;
  /** What runs code, from the first run on. */
  #engine: LiveEngine | undefined;
  readonly #edits: KeptEdits;
  readonly #cells = new LiveCells();
  /** As in {@link LiveCells}, whose states they give: components follow the page by them. */
  readonly subscribe = this.#cells.subscribe;
  readonly page = this.#cells.page;
  readonly stateOf = this.#cells.stateOf;
  #lastRun = 0;
  /** Counts how often all was reset: what comes of runs from before is not shown. */
  #resets = 0;
  /** Counts how often all was stopped: what was asked for before does not run any more. */
  #stops = 0;
  /** Counts changes of parameters: what an earlier one asked for need not run any more. */
  #changes = 0;
  /** Ends when all that was asked for has run: one thing is run after another. */
  #turn: Promise<void> = Promise.resolve();

  /** @param loadEngine - called once, when a cell is first run. */
  constructor(loadEngine: () => Promise<LiveEngine>, edits: KeptEdits) {
    this.#loadEngine = loadEngine;
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

  /** Shows other code in place of the cell's; it is not kept until edited. */
  showOther(id: string, code: string, origin: Exclude<CodeOrigin, "notebook" | "reader">): boolean {
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
    this.stop();
    for (const { cell } of this.#cells.inOrder()) {
      this.#edits.keep(cell.id, { source: cell.source, code: cell.source });
    }
    this.#cells.changeAll(({ cell }) => untouched(cell), "All cells are as the notebook has them.");
  }

  /** Runs a cell, and before it what it needs and what is not there yet. */
  run(id: string): Promise<void> {
    return this.#inTurn([id]);
  }

  runAll(): Promise<void> {
    return this.#inTurn(this.#cells.inOrder().map(({ cell }) => cell.id));
  }

  /** Gives the parameters' cell other code, and runs it and all that depends on it. */
  async setParameters(code: string): Promise<void> {
    const cell = this.parametersCell();
    if (cell === undefined || this.stateOf(cell.id)?.code === code) return;
    const change = ++this.#changes;
    this.#cells.change(cell.id, { code, origin: code === cell.source ? "notebook" : "control" });
    const dependent = cellsThatNeed(await this.#usingCells(), cell.id);
    await this.#inTurn([cell.id, ...dependent], () => change === this.#changes);
  }

  /** Brings the parameters back, with the stored outputs of all that depends on them. */
  async resetParameters(): Promise<void> {
    const cell = this.parametersCell();
    if (cell === undefined) return;
    this.#changes += 1;
    const dependent = cellsThatNeed(await this.#usingCells(), cell.id);
    for (const id of [cell.id, ...dependent].reverse()) {
      this.reset(id);
      if (this.stateOf(id)?.phase === "waiting") this.#cells.change(id, { phase: "idle" });
    }
  }

  /** Ends what runs. The worker goes, and with it all that cells have made. */
  stop(): void {
    this.#stops += 1;
    this.#engine?.stop();
  }

  /** Runs cells when all that was asked for earlier has run, unless nobody wants it any more. */
  #inTurn(ids: readonly string[], isWanted = () => true): Promise<void> {
    const stops = this.#stops;
    const isStillWanted = () => this.#stops === stops && isWanted();
    for (const id of ids) {
      if (this.stateOf(id)?.cell.isRunnable) this.#cells.change(id, { phase: "waiting" });
    }
    const before = this.#turn;
    const turn = async () => {
      await before;
      const order = isStillWanted() ? await this.#withNeeded(ids) : [];
      await this.#runInOrder(order, isStillWanted);
      // A later wish may wait for the same cells.
      for (const id of isWanted() ? ids : []) this.#cells.change(id, { phase: "idle" });
    };
    this.#turn = turn();
    return this.#turn;
  }

  /** The cells with those that must run before them, in the page's order. */
  async #withNeeded(ids: readonly string[]): Promise<string[]> {
    const cells = await this.#usingCells();
    const needed = new Set(ids.flatMap((id) => neededCells(cells, id)));
    const outdated = outdatedCells(
      cells,
      cells.map(({ id }) => id).filter((id) => needed.has(id)),
      (id) => {
        const state = this.stateOf(id);
        return {
          isCurrent: state !== undefined && isCurrent(state),
          run: state?.shown?.run ?? 0,
        };
      },
    );
    const order = cells
      .map(({ id }) => id)
      .filter((id) => ids.includes(id) || outdated.includes(id));
    return order.filter((id) => {
      const missing = neededCells(cells, id).find((other) => !this.stateOf(other)?.cell.isRunnable);
      if (missing !== undefined)
        this.#cells.change(id, { blockedBy: this.stateOf(missing)?.cell.n });
      return missing === undefined;
    });
  }

  /** The names of all cells. What finds them is loaded when a cell is first run. */
  async #usingCells(): Promise<UsingCell[]> {
    const { cellUses } = await import(
      /* webpackChunkName: "live-uses" */ "../../../live/cell-uses"
    );
    return this.#cells.inOrder().map(({ cell, code }) => ({ id: cell.id, uses: cellUses(code) }));
  }

  /** Runs cells one after another, up to the first that does not end well. */
  async #runInOrder(ids: readonly string[], isWanted: () => boolean): Promise<void> {
    const waiting = ids.filter((id) => this.stateOf(id)?.cell.isRunnable);
    for (const id of waiting) this.#cells.change(id, { phase: "waiting", blockedBy: undefined });
    while (waiting.length > 0 && isWanted()) {
      const id = waiting.shift() ?? "";
      const status = await this.#runCell(id);
      if (status === "done") continue;
      const blockedBy = status === "stopped" ? undefined : this.stateOf(id)?.cell.n;
      for (const other of waiting) this.#cells.change(other, { phase: "idle", blockedBy });
      return;
    }
    for (const id of isWanted() ? waiting : []) this.#cells.change(id, { phase: "idle" });
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
    const stops = this.#stops;
    try {
      this.#engine ??= await this.#loadEngine();
    } catch {
      shown = { ...shown, outputs: [NOT_LOADED], status: "died" };
      this.#cells.change(id, { shown, phase: "idle" });
      return "died";
    }
    if (this.#stops > stops) {
      this.#cells.change(id, { phase: "idle" });
      return "stopped";
    }
    const result = await this.#engine.run({
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
    shown = { ...shown, status, elapsedMs };
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
