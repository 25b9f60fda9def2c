/** `pymalloc-lab notebook strip`: takes the outputs out of notebooks. */
import { readNotebookFile, writeNotebookFile } from "../../notebook/format/notebook-file.js";
import { strippedNotebook } from "../../notebook/format/strip-notebook.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { shortened } from "../failure.js";
import { type FileOutcome, notebooksNamed } from "./files.js";

/**
 * Runs `notebook strip`.
 *
 * @returns 0, or 1 when a file is not a notebook; the others are done.
 */
export async function notebookStrip(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  // Outputs cost time to make again, so no notebook is stripped for not being named.
  if (positionals.length === 0) throw new UsageError("strip takes the notebooks to strip");
  const outcomes = notebooksNamed(positionals).map(strip);
  for (const { message } of outcomes) process.stderr.write(`${message}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

function strip(file: string): FileOutcome {
  try {
    const isWritten = writeNotebookFile(file, strippedNotebook(readNotebookFile(file)));
    return { file, isGood: true, message: `${file}: ${isWritten ? "stripped" : "unchanged"}` };
  } catch (error) {
    return {
      file,
      isGood: false,
      message: shortened(error instanceof Error ? error.message : String(error)),
    };
  }
}
