/** `pymalloc-lab notebook diff A B`: what is different, cell by cell. */
import { parseArgs } from "node:util";
import { diffNotebooks, type NotebookDifference } from "../notebook/diff-notebooks.js";
import { readNotebookFile } from "../notebook/notebook-file.js";
import type { Notebook } from "../notebook/notebook-format.js";
import { parsingArguments, UsageError } from "./usage-error.js";

/**
 * Runs `notebook diff`.
 *
 * @returns 0 where the notebooks say the same, 1 where they do not.
 */
export async function notebookDiff(args: string[]): Promise<number> {
  const { values, positionals } = parsingArguments(() =>
    parseArgs({
      args,
      options: { json: { type: "boolean", default: false } },
      allowPositionals: true,
    }),
  );
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new UsageError(`diff takes two notebooks, got ${positionals.length}`);
  }
  const differences = diffNotebooks(readNotebook(before), readNotebook(after));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ before, after, differences })}\n`
      : differences.map(textOf).join(""),
  );
  return differences.length === 0 ? 0 : 1;
}

function readNotebook(file: string): Notebook {
  try {
    return readNotebookFile(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function textOf({ cellId, kind, detail }: NotebookDifference): string {
  const lines = detail.split("\n").map((line) => `  ${line}\n`);
  return `${cellId}: ${kind}\n${lines.join("")}`;
}
