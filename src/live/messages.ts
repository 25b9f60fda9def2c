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

/** What the worker lacks, and cannot load: a script of its own code, or a file that cells may read. */
export interface Supply {
  readonly kind: "code" | "file";
  /** Address of the script on the site, or name of the file as a notebook writes it. */
  readonly name: string;
}

/** The worker asks the page for a supply. */
export interface SupplyRequest extends Supply {
  readonly type: "wanted";
}

/** The page's answer, without content when the page does not give it. */
export interface SupplyAnswer extends Supply {
  readonly type: "given";
  readonly content?: ArrayBuffer;
}
