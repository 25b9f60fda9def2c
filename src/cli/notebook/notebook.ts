/** `pymalloc-lab notebook VERB`: tools for notebooks, without Jupyter and without Python. */

import { UsageError } from "../arguments/usage-error.js";
import { notebookDiff } from "./diff.js";
import { notebookGrade } from "./grade.js";
import { notebookNew } from "./new.js";
import { notebookCheck, notebookRun } from "./run.js";
import { notebookStrip } from "./strip.js";

const VERBS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  run: notebookRun,
  check: notebookCheck,
  diff: notebookDiff,
  strip: notebookStrip,
  new: notebookNew,
  grade: notebookGrade,
};

/**
 * Runs the subcommand.
 *
 * @returns 0, or 1 when a notebook failed or differs.
 * @throws {UsageError} for wrong use.
 */
export async function notebookCommand([name = "", ...args]: string[]): Promise<number> {
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb !== undefined) return await verb(args);
  throw new UsageError(`notebook takes ${Object.keys(VERBS).join(", ")}; got "${name}"`);
}
