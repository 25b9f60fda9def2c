/** `pymalloc-lab notebook diff A B`: what is different, cell by cell. */
import { diffNotebooks, type NotebookDifference } from "../../notebook/format/diff-notebooks.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { readNamed } from "./files.js";

/**
 * Runs `notebook diff`.
 *
 * @returns 0 where the notebooks say the same, 1 where they do not.
 */
export async function notebookDiff(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new UsageError(`diff takes two notebooks, got ${positionals.length}`);
  }
  const differences = diffNotebooks(readNamed(before), readNamed(after));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ before, after, differences })}\n`
      : differences.map(textOf).join(""),
  );
  return differences.length === 0 ? 0 : 1;
}

function textOf({ cellId, kind, detail }: NotebookDifference): string {
  const lines = detail.split("\n").map((line) => `  ${line}\n`);
  return `${cellId}: ${kind}\n${lines.join("")}`;
}
