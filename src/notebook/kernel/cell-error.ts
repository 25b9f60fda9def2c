/**
 * What a cell threw, in the words of an `error` message: name, message, trace.
 */
import { inspect } from "node:util";

/** Content of an `error` message. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A compiler's complaint about a cell; line and column from 1. */
export interface Complaint {
  /** File that it is about; empty for the cell itself. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Describes a cell that does not compile. */
export function compileError(complaints: readonly Complaint[]): CellError {
  const traceback = complaints.map(
    ({ file, line, column, message }) => `${file}${line}:${column} - ${message}`,
  );
  return { ename: "TypeScriptError", evalue: traceback[0] ?? "", traceback };
}

/** Describes what a cell threw, which may be no Error. */
export function thrownError(thrown: unknown): CellError {
  if (isInterrupt(thrown)) {
    const evalue = "the cell was interrupted";
    return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
  }
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  return { ename: thrown.name, evalue: thrown.message, traceback: traceOf(thrown) };
}

function isInterrupt(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const isSynchronous = "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
  return isSynchronous || thrown.message === "Interrupted asynchronously";
}

function traceOf(error: Error): string[] {
  const own = withoutQuotation(error).split("\n");
  if (!(error.cause instanceof Error)) return own;
  const [first = "", ...rest] = traceOf(error.cause);
  return [...own, `Caused by: ${first}`, ...rest];
}

/** Node puts the line of compiled code that threw before the message. */
function withoutQuotation({ name, message, stack }: Error): string {
  const header = `${name}: ${message}`;
  if (stack === undefined) return header;
  return stack.slice(Math.max(0, stack.indexOf(header)));
}
