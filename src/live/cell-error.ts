/** What a cell threw, as an output: name, message, trace, and where it was. */
import { inspect } from "node-inspect-extracted";
import { framesOf, frameText } from "./cell-stack";
import { CellSyntaxError } from "./cell-syntax-error";
import type { LiveError } from "./output";

/** Names that a kernel knows and a page does not. */
const ONLY_IN_NODE = ["process", "require", "Buffer", "global", "module", "exports", "__dirname"];
const ONLY_IN_A_WINDOW = ["window", "document", "localStorage", "alert", "prompt"];

/** Describes what the cell of this name threw, which may be no Error. */
export function errorOutput(thrown: unknown, cell: string): LiveError {
  if (thrown instanceof CellSyntaxError) return syntaxError(thrown, cell);
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
    return { output_type: "error", ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const [place] = framesOf(thrown);
  const hint = hintFor(thrown);
  return {
    output_type: "error",
    ename: thrown.name,
    evalue: thrown.message,
    traceback: traceOf(thrown),
    ...(place && { place: { cell: place.cell, line: place.line } }),
    ...(hint && { hint }),
  };
}

function syntaxError({ name, message, line, column }: CellSyntaxError, cell: string): LiveError {
  return {
    output_type: "error",
    ename: name,
    evalue: message,
    traceback: [`${name}: ${message}`, `    at ${cell}, line ${line}, column ${column}`],
    place: { cell, line },
  };
}

function traceOf(error: Error): string[] {
  const own = [`${error.name}: ${error.message}`, ...framesOf(error).map(frameText)];
  if (!(error.cause instanceof Error)) return own;
  const [first = "", ...rest] = traceOf(error.cause);
  return [...own, `Caused by: ${first}`, ...rest];
}

function hintFor(error: Error): string | undefined {
  if (!(error instanceof ReferenceError)) return undefined;
  const name = /^(?:Can't find variable: )?([\w$]+)(?: is not defined)?$/.exec(error.message)?.[1];
  if (name === undefined) return undefined;
  if (ONLY_IN_NODE.includes(name)) {
    return `${name} belongs to Node. In this page cells run without it; in the downloaded notebook they have it.`;
  }
  if (ONLY_IN_A_WINDOW.includes(name)) {
    return `Cells run beside the page, in a worker, and so without ${name}. A cell shows something by its last value, or with show().`;
  }
  return undefined;
}
