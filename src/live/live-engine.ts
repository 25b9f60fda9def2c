/**
 * The page's half of live cells: owns the worker, hands it one run after
 * another, and ends it when a run is to be stopped. A loop that never ends
 * leaves no other way, and takes the state of all cells with it.
 */
import { LONGEST_RUN_MS } from "./longest-run";
import type { RunRequest } from "./messages";
import type { LiveOutput } from "./output";
import { readRunMessage } from "./read-message";
import { RoomOnPage } from "./room-on-page";

/** A worker, as far as it is needed here. */
export interface CellWorker {
  post(request: RunRequest): void;
  /** Ends it at once, whatever it does. */
  terminate(): void;
}

/** Hears a worker. */
export interface WorkerListener {
  /** Takes whatever came, also what a cell may have sent by itself. */
  message(message: unknown): void;
  /** The worker cannot go on: it did not load, or ran out of memory. */
  failure(reason: string): void;
}

/** Starts a worker. */
export type StartWorker = (listener: WorkerListener) => CellWorker;

/** A piece of code to run. */
export interface Run {
  /** What it is called in traces, such as `cell 3`. */
  readonly cell: string;
  readonly source: string;
  /** Called when the runs before it have ended. */
  readonly onStart?: () => void;
  /** Hears each output when it comes, also those of timers after the run's end. */
  readonly onOutput?: (output: LiveOutput) => void;
}

/** How a run ended: by itself, by an error, by a stop, or because its worker died. */
export type RunStatus = "done" | "failed" | "stopped" | "died";

/** What came of a run. */
export interface RunResult {
  readonly status: RunStatus;
  readonly outputs: readonly LiveOutput[];
  /** From its start in the worker, with the loading of the worker for the first, in milliseconds. */
  readonly elapsedMs: number;
}

interface Waiting {
  readonly run: Run;
  readonly outputs: LiveOutput[];
  readonly room: RoomOnPage;
  readonly resolve: (result: RunResult) => void;
  startedAtMs: number;
}

/** Runs code in a worker that starts at the first run. */
export class LiveEngine {
  readonly #startWorker: StartWorker;
  readonly #queue: Waiting[] = [];
  /** By number of the run; kept for outputs that come late, until the cell runs again. */
  readonly #runs = new Map<number, Waiting>();
  #worker: CellWorker | undefined;
  #current: Waiting | undefined;
  #lastRun = 0;
  readonly #longestRunMs: number;
  #limit: ReturnType<typeof setTimeout> | undefined;

  constructor(startWorker: StartWorker, { longestRunMs = LONGEST_RUN_MS } = {}) {
    this.#startWorker = startWorker;
    this.#longestRunMs = longestRunMs;
  }

  /** Is something running? */
  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** Runs code when all that was asked for before has ended. */
  run(run: Run): Promise<RunResult> {
    return new Promise((resolve) => {
      this.#queue.push({ run, outputs: [], room: new RoomOnPage(), resolve, startedAtMs: 0 });
      if (this.#current === undefined) this.#startNext();
    });
  }

  /** Ends the run under way and all that wait. The state of all cells is lost. */
  stop(): void {
    this.#endAll("stopped");
  }

  #startNext(): void {
    const next = this.#queue.shift();
    this.#current = next;
    if (next === undefined) return;
    const run = ++this.#lastRun;
    for (const [number, { run: earlier }] of this.#runs) {
      if (earlier.cell === next.run.cell) this.#runs.delete(number);
    }
    this.#runs.set(run, next);
    next.startedAtMs = performance.now();
    next.run.onStart?.();
    this.#worker ??= this.#startWorker({
      message: (message) => this.#hear(message),
      failure: (reason) => this.#fail(reason),
    });
    this.#worker.post({ run, cell: next.run.cell, source: next.run.source });
    this.#limit = setTimeout(
      () => this.#fail(`it ran for ${this.#longestRunMs / 1000} seconds`, "TimeLimit"),
      this.#longestRunMs,
    );
  }

  #hear(received: unknown): void {
    const message = readRunMessage(received);
    const waiting = message === undefined ? this.#current : this.#runs.get(message.run);
    if (waiting === undefined) return;
    if (message?.type === "grown") {
      this.#fail(message.reason, "MemoryLimit");
      return;
    }
    if (message?.type === "end") {
      if (waiting !== this.#current) return;
      this.#finish(waiting, message.hasFailed ? "failed" : "done");
      this.#startNext();
      return;
    }
    const taken = waiting.room.take(message?.output);
    if (taken === "too much") this.#fail("it sent the page more than a page can show");
    else if (taken !== undefined) this.#take(waiting, taken);
  }

  #take(waiting: Waiting, output: LiveOutput): void {
    waiting.outputs.push(output);
    waiting.run.onOutput?.(output);
  }

  #fail(reason: string, ename = "WorkerError"): void {
    if (this.#current !== undefined) {
      const error = { ename, evalue: reason, traceback: [`${ename}: ${reason}`] };
      this.#take(this.#current, { output_type: "error", ...error });
    }
    this.#endAll("died");
  }

  #endAll(status: "stopped" | "died"): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#runs.clear();
    const ended = [...(this.#current ? [this.#current] : []), ...this.#queue.splice(0)];
    this.#current = undefined;
    for (const waiting of ended) this.#finish(waiting, status);
  }

  #finish({ outputs, resolve, startedAtMs }: Waiting, status: RunStatus): void {
    clearTimeout(this.#limit);
    const elapsedMs = startedAtMs === 0 ? 0 : performance.now() - startedAtMs;
    resolve({ status, outputs: [...outputs], elapsedMs });
  }
}
