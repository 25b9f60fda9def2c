/**
 * From a cell's TypeScript to JavaScript, line by line: what stands on a line
 * stays on it, so that an error's line is the reader's own.
 *
 * Types are removed, not checked. Imports stay even when this cell does not use
 * them, since a later one may.
 */
import { transform } from "sucrase";
import { CellSyntaxError } from "./cell-syntax-error";

/** The start of a namespace; `declare` would make it a type. */
const NAMESPACE = /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+([\w$.]+)[ \t]*\{/;

/**
 * Removes the types of a cell.
 *
 * @throws {CellSyntaxError} when the cell does not parse, or holds a namespace.
 */
export function withoutTypes(source: string): string {
  const script = transformed(source);
  refuseNamespaces(source, script);
  return script;
}

function transformed(source: string): string {
  try {
    return transform(source, {
      transforms: ["typescript"],
      keepUnusedImports: true,
      disableESTransforms: true,
      preserveDynamicImport: true,
    }).code;
  } catch (error) {
    throw located(error);
  }
}

/** The compiler drops a namespace without a word: its line is there before and gone after. */
function refuseNamespaces(source: string, script: string): void {
  const after = script.split("\n");
  for (const [index, line] of source.split("\n").entries()) {
    const found = NAMESPACE.exec(line);
    if (found === null || after[index]?.includes(found[0].trim())) continue;
    throw new CellSyntaxError(
      `a namespace cannot be run in a page: make ${found[1]} an object, or put its contents in the cell`,
      { line: index + 1, column: line.search(/\S/) + 1 },
    );
  }
}

/** Parsers write the place at the end of the message, `(line:column)`. */
function located(error: unknown): CellSyntaxError {
  const text = error instanceof Error ? error.message : String(error);
  const [, message = text, line = "1", column = "1"] = /^(.*?) \((\d+):(\d+)\)$/s.exec(text) ?? [];
  return new CellSyntaxError(message, { line: Number(line), column: Number(column) });
}
