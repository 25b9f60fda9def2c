/** A code cell on a page, and what the reader has made of it. */
import type { RunStatus } from "../../../live/live-engine";
import type { LiveOutput } from "../../../live/output";

/** A cell as the notebook has it. */
export interface NotebookCode {
  /** Place among the code cells of the page, from 1. */
  readonly n: number;
  readonly id: string;
  readonly source: string;
  /** False for a cell that needs more than a page has, by its tag `needs-node`. */
  readonly isRunnable: boolean;
  /** True for the cell whose values the page's address may set, by its tag `parameters`. */
  readonly isParameters: boolean;
}

/** Outputs that were made in this page. */
export interface ShownRun {
  /** Number of the run, from 1, over all cells of the page. */
  readonly run: number;
  /** What was run. */
  readonly code: string;
  readonly outputs: readonly LiveOutput[];
  /** Undefined while it runs. */
  readonly status: RunStatus | undefined;
  readonly elapsedMs: number;
}

/**
 * Whose the code in a cell is: the notebook's, the reader's, that of whoever sent a link, or the
 * notebook's with values that the address or a control of the page sets.
 */
export type CodeOrigin = "notebook" | "reader" | "link" | "address" | "control";

/** A cell as the reader sees it. Replaced at every change, never changed. */
export interface CellState {
  readonly cell: NotebookCode;
  readonly code: string;
  readonly origin: CodeOrigin;
  readonly phase: "idle" | "waiting" | "running";
  /** Undefined as long as the outputs are those stored in the notebook. */
  readonly shown: ShownRun | undefined;
  /** The outputs may not be what the code now gives. */
  readonly isStale: boolean;
  /** Number of the last run that may have changed what cells below find; 0 for none. */
  readonly changingRun: number;
  /** Has it run since the worker was started? Then its names are there. */
  readonly hasRun: boolean;
  /** Why it did not run when it was asked to: the number of a cell that it needs. */
  readonly blockedBy: number | undefined;
}

/** A cell before anything was done with it. */
export function untouched(cell: NotebookCode): CellState {
  return {
    cell,
    code: cell.source,
    origin: "notebook",
    phase: "idle",
    shown: undefined,
    isStale: false,
    changingRun: 0,
    hasRun: false,
    blockedBy: undefined,
  };
}

/** Has anything been done that a reset would undo? */
export function isTouched({ code, cell, shown }: CellState): boolean {
  return code !== cell.source || shown !== undefined;
}

/** Did its code as it is now run well, in the worker that there is now? */
export function isCurrent({ code, shown, hasRun }: CellState): boolean {
  return hasRun && shown?.status === "done" && shown.code === code;
}

/** What a cell is called in traces. */
export function cellName({ n }: NotebookCode): string {
  return `cell ${n}`;
}
