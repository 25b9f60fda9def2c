/**
 * The cells of one page: their code, their outputs, and the runs. Components
 * read it through the hooks of live-provider.tsx.
 */
import { LiveEngine, type RunResult, type StartWorker } from "../../../live/live-engine";
import type { LiveError } from "../../../live/output";
import { staleCells } from "../../../live/stale-outputs";
import { type CellState, type NotebookCode, type ShownRun, untouched } from "./cell-state";
import type { KeptEdits } from "./kept-edits";

/** What concerns the page as a whole. */
export interface PageState {
  readonly isRunning: boolean;
  /** The last thing that happened, for a screen reader. */
  readonly announcement: string;
}

/** One page's live cells. */
export class LiveNotebook {
  /** Runs any code among the notebook's names. */
  readonly engine: LiveEngine;
  readonly #edits: KeptEdits;
  readonly #cells = new Map<string, CellState>();
  readonly #listeners = new Set<() => void>();
  #page: PageState = { isRunning: false, announcement: "" };
  #lastRun = 0;
  /** Counts how often all was reset: what comes of runs from before is not shown. */
  #resets = 0;

  constructor(startWorker: StartWorker, edits: KeptEdits) {
    this.engine = new LiveEngine(startWorker);
    this.#edits = edits;
  }

  /** Calls back after every change; gives what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly page = (): PageState => this.#page;

  /** State of a cell, or undefined before it was added. */
  readonly stateOf = (id: string): CellState | undefined => this.#cells.get(id);

  /** Adds a cell of the page, with the reader's kept edit of it. */
  add(cell: NotebookCode): void {
    if (this.#cells.has(cell.id)) return;
    const kept = this.#edits.read(cell.id, cell.source);
    const state = untouched(cell);
    this.#cells.set(
      cell.id,
      kept === undefined ? state : { ...state, code: kept, origin: "reader" },
    );
    this.#markStale();
    this.#tell();
  }

  /** Takes what the reader has typed. */
  edit(id: string, code: string): void {
    const state = this.#cells.get(id);
    if (state === undefined || state.code === code) return;
    const { source } = state.cell;
    this.#edits.keep(id, { source, code });
    this.#change(id, { code, origin: code === source ? "notebook" : "reader" });
  }

  /** Shows code that came with an address in place of the cell's; it is not kept until edited. */
  showLinked(id: string, code: string, origin: "link" | "address" = "link"): boolean {
    if (!this.#cells.has(id)) return false;
    this.#change(id, { code, origin });
    return true;
  }

  /** The cell that declares the notebook's parameters, if it has one. */
  parametersCell(): NotebookCode | undefined {
    return this.#inOrder().find(({ cell }) => cell.isParameters)?.cell;
  }

  /** Leaves linked code for what the reader had before. */
  dismissLinked(id: string): void {
    const state = this.#cells.get(id);
    if (state?.origin !== "link" && state?.origin !== "address") return;
    const kept = this.#edits.read(id, state.cell.source);
    const origin = kept === undefined ? "notebook" : "reader";
    this.#change(id, { code: kept ?? state.cell.source, origin });
  }

  /** Brings a cell's own code and stored outputs back. */
  reset(id: string): void {
    const state = this.#cells.get(id);
    if (state === undefined) return;
    const { source } = state.cell;
    this.#edits.keep(id, { source, code: source });
    // What ran below it ran with what it was.
    const isUsedBelow = this.#inOrder().some((other) => other.cell.n > state.cell.n && other.shown);
    const changingRun = isUsedBelow && state.changingRun > 0 ? ++this.#lastRun : 0;
    this.#change(id, { code: source, origin: "notebook", shown: undefined, changingRun });
  }

  /** Brings the page back to what the notebook has, and ends the worker. */
  resetAll(): void {
    this.#resets += 1;
    this.engine.stop();
    for (const { cell } of this.#inOrder()) {
      this.#edits.keep(cell.id, { source: cell.source, code: cell.source });
      this.#cells.set(cell.id, untouched(cell));
    }
    this.#announce("All cells are as the notebook has them.");
  }

  /** Runs one cell. */
  run(id: string): Promise<void> {
    return this.#runInOrder([id]);
  }

  /** Runs the cells above one, and that one too if asked. */
  runAbove(id: string, options: { readonly andThis?: boolean } = {}): Promise<void> {
    const n = this.#cells.get(id)?.cell.n ?? 0;
    return this.#runInOrder(
      this.#inOrder()
        .filter(({ cell }) => cell.n < n || (options.andThis === true && cell.n === n))
        .map(({ cell }) => cell.id),
    );
  }

  runAll(): Promise<void> {
    return this.#runInOrder(this.#inOrder().map(({ cell }) => cell.id));
  }

  /** Ends what runs. The worker goes, and with it all that cells have made. */
  stop(): void {
    this.engine.stop();
  }

  #inOrder(): CellState[] {
    return [...this.#cells.values()].sort((a, b) => a.cell.n - b.cell.n);
  }

  /** Runs cells one after another, up to the first that does not end well. */
  async #runInOrder(ids: readonly string[]): Promise<void> {
    const waiting = ids.filter((id) => this.#cells.get(id)?.cell.isRunnable);
    for (const id of waiting) this.#change(id, { phase: "waiting" });
    while (waiting.length > 0) {
      const id = waiting.shift() ?? "";
      if ((await this.#runCell(id)) !== "done") break;
    }
    for (const id of waiting) this.#change(id, { phase: "idle" });
  }

  async #runCell(id: string): Promise<RunResult["status"]> {
    const state = this.#cells.get(id);
    if (state === undefined) return "failed";
    const { cell, code } = state;
    const run = ++this.#lastRun;
    let shown: ShownRun = { run, code, outputs: [], status: undefined, elapsedMs: 0 };
    const resets = this.#resets;
    const isSuperseded = () =>
      this.#resets > resets || (this.#cells.get(id)?.shown?.run ?? 0) > run;
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
        if (!isSuperseded()) this.#change(id, { shown });
      },
    });
    const { status, elapsedMs } = result;
    if (status === "stopped" || status === "died") this.#forgetRuns();
    if (!hasBegun || this.#resets > resets) {
      this.#change(id, { phase: "idle" });
      return status;
    }
    const missing = this.#missingAbove(cell, result);
    shown = { ...shown, status, elapsedMs, ...(missing && { missing }) };
    const isChanging = code !== cell.source || state.hasRun;
    this.#change(id, {
      shown,
      phase: "idle",
      hasRun: status === "done" || status === "failed",
      ...(isChanging && { changingRun: run }),
    });
    this.#announce(outcome(cell, shown));
    return status;
  }

  #begin(id: string): void {
    this.#change(id, { phase: "running" });
    const cell = this.#cells.get(id)?.cell;
    if (cell !== undefined) this.#announce(`Code cell ${cell.n} is running.`);
  }

  #forgetRuns(): void {
    for (const [id, state] of this.#cells) this.#cells.set(id, { ...state, hasRun: false });
  }

  /** For a name that was not found: the cell above that has it and has not run. */
  #missingAbove({ n }: NotebookCode, { outputs }: RunResult): ShownRun["missing"] {
    const name = unknownName(outputs.find((output) => output.output_type === "error"));
    if (name === undefined) return undefined;
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`);
    const above = this.#inOrder().find(
      ({ cell, code, hasRun }) => cell.n < n && cell.isRunnable && !hasRun && word.test(code),
    );
    return above && { name, n: above.cell.n };
  }

  #change(id: string, change: Partial<CellState>): void {
    const state = this.#cells.get(id);
    if (state === undefined) return;
    this.#cells.set(id, { ...state, ...change });
    this.#markStale();
    this.#tell();
  }

  #markStale(): void {
    const inOrder = this.#inOrder();
    const stale = staleCells(
      inOrder.map(({ code, cell, shown, changingRun }) => ({
        isChanged: code !== (shown?.code ?? cell.source),
        shownRun: shown?.run ?? 0,
        changingRun,
      })),
    );
    for (const [index, state] of inOrder.entries()) {
      const isStale = stale[index] ?? false;
      if (state.isStale !== isStale) this.#cells.set(state.cell.id, { ...state, isStale });
    }
  }

  #announce(announcement: string): void {
    this.#page = { ...this.#page, announcement };
    this.#tell();
  }

  #tell(): void {
    const isRunning = this.#inOrder().some(({ phase }) => phase !== "idle");
    if (isRunning !== this.#page.isRunning) this.#page = { ...this.#page, isRunning };
    for (const listener of this.#listeners) listener();
  }
}

/** What a cell is called in traces. */
export function cellName({ n }: NotebookCode): string {
  return `cell ${n}`;
}

function unknownName(error: LiveError | undefined): string | undefined {
  if (error?.ename !== "ReferenceError") return undefined;
  return /^(?:Can't find variable: )?([\w$]+)(?: is not defined)?$/.exec(error.evalue)?.[1];
}

function outcome({ n }: NotebookCode, { status, outputs, elapsedMs }: ShownRun): string {
  const error = outputs.find((output) => output.output_type === "error");
  if (error !== undefined) {
    const line =
      error.place === undefined ? "" : ` (${error.place.cell}, line ${error.place.line})`;
    return `Code cell ${n} failed: ${error.ename}: ${error.evalue}${line}.`;
  }
  if (status === "stopped") return `Code cell ${n} was stopped. What the cells had made is gone.`;
  return `Code cell ${n} is done, in ${(elapsedMs / 1000).toFixed(1)} s.`;
}
