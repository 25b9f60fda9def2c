/** `pymalloc-lab notebook new FILE`: a notebook to begin with. */

import { existsSync } from "node:fs";
import { basename } from "node:path";
import { outputPlace } from "../../files/output-place.js";
import { newNotebook } from "../../notebook/format/new-notebook.js";
import { writeNotebookFile } from "../../notebook/format/notebook-file.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";

/** Runs `notebook new`. */
export async function notebookNew(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: { title: { type: "string" } },
    allowPositionals: true,
  });
  const [file = "", ...rest] = positionals;
  if (!file.endsWith(".ipynb") || rest.length > 0) {
    throw new UsageError(`new takes one file, NAME.ipynb, got "${positionals.join(" ")}"`);
  }
  if (existsSync(file)) throw new UsageError(`${file} is there already; nothing was written`);
  outputPlace(file);
  writeNotebookFile(file, newNotebook(values.title ?? titleOf(file)));
  process.stderr.write(`${file}: written; run it with pymalloc-lab notebook run ${file}\n`);
  return 0;
}

/** "03-rare-survivors.ipynb" is called "Rare survivors". */
function titleOf(file: string): string {
  const words = basename(file, ".ipynb")
    .replace(/^\d+[-_]/, "")
    .replaceAll(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
