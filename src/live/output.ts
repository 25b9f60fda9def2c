/**
 * What a run of a cell gives, in the words of the notebook format: texts,
 * displays, the value that ended it, an error.
 */

/** One thing in several forms; keys are MIME types. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Text that a cell printed. */
export interface LiveStream {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** Something that a cell displayed, or the value that ended it. */
export interface LiveDisplay {
  readonly output_type: "display_data" | "execute_result";
  readonly data: MimeBundle;
}

/** A line of a cell. */
export interface CellPlace {
  /** What the run was called, such as `cell 3`. */
  readonly cell: string;
  /** From 1. */
  readonly line: number;
}

/** What a cell threw. */
export interface LiveError {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  /** Name and message, then the frames of cells, innermost first. */
  readonly traceback: readonly string[];
  /** Where it was thrown, if that was in a cell. */
  readonly place?: CellPlace;
  /** What the reader may do about it, where that is known. */
  readonly hint?: string;
}

/** What a cell produced, told apart by `output_type`. */
export type LiveOutput = LiveStream | LiveDisplay | LiveError;

/** MIME type of the verdict on an exercise: `{ exercise, passed, message }`; the library's name. */
export const LIVE_VERDICT_MIME = "application/vnd.pymalloc-lab.verdict+json";

/** MIME type of a table: the library's own name for it. */
export const LIVE_TABLE_MIME = "application/vnd.pymalloc-lab.table+json";

/** MIME type of a chart that is drawn by whoever shows it; the library's own name for it. */
export const LIVE_CHART_MIME = "application/vnd.pymalloc-lab.chart+json";
