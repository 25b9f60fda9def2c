/** What the page and the worker that runs its cells say to one another. */
import type { LiveOutput } from "./output";

/** The page asks for a run. */
export interface RunRequest {
  /** Number of the run, from 1; every answer bears it. */
  readonly run: number;
  /** What the run is called in traces, such as `cell 3`. */
  readonly cell: string;
  readonly source: string;
}

/** Something that a run produced, its end, or why it must be ended. */
export type RunMessage =
  | { readonly type: "output"; readonly run: number; readonly output: LiveOutput }
  | { readonly type: "end"; readonly run: number; readonly hasFailed: boolean }
  | { readonly type: "grown"; readonly run: number; readonly reason: string };
