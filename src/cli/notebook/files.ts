/** What the notebook tools share: which files, how long, how many at once, and what is said. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readNotebookFile } from "../../notebook/format/notebook-file.js";
import type { Notebook } from "../../notebook/format/notebook-format.js";
import type { CellProgress } from "../../notebook/run/run-notebook.js";
import { UsageError } from "../arguments/usage-error.js";
import { shortened } from "../failure.js";
import { exitOnSignals } from "../interruption.js";

/** How the work on one notebook went. */
export interface FileOutcome {
  readonly file: string;
  /** Whether all is well: exit code 0 needs it of every file. */
  readonly isGood: boolean;
  /** For people: one line or more. */
  readonly message: string;
}

/** Options of the verbs that run notebooks. */
export const RUN_OPTIONS = {
  timeout: { type: "string", default: "60" },
  jobs: { type: "string", default: "2" },
  json: { type: "boolean", default: false },
} as const;

/** @throws {UsageError} when it is not a time. */
export function parseTimeout(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new UsageError(`--timeout is in seconds and more than 0, got "${text}"`);
}

/** @throws {UsageError} when it is not a number of notebooks. */
export function parseJobs(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UsageError(`--jobs is a number of notebooks at once, 1 to 99, got "${text}"`);
}

/**
 * The notebooks that are named, or those of notebooks/.
 *
 * @throws {UsageError} when one is not there or is a folder, or there is none.
 */
export function notebooksNamed(named: readonly string[]): readonly string[] {
  const files = named.length > 0 ? named : notebooksIn("notebooks");
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
    if (isFolder(file)) throw new UsageError(`${file} is a folder; name its notebooks`);
  }
  return files;
}

/**
 * Reads a notebook that the command line names.
 *
 * @throws {UsageError} when it is not there, or is not a notebook.
 */
export function readNamed(file: string): Notebook {
  try {
    return readNotebookFile(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function notebooksIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith(".ipynb")).sort();
  if (files.length === 0) throw new UsageError(`there are no notebooks in ${folder}/`);
  return files.map((name) => join(folder, name));
}

/**
 * Does the work for each file, a few at once, and says how each went as soon as it is
 * done. A file that fails keeps none of the others from being done.
 *
 * @param say - prints how a file went.
 * @returns the outcomes in the files' order.
 */
export async function eachFile<Outcome extends FileOutcome>(
  files: readonly string[],
  jobs: number,
  work: (file: string) => Promise<Outcome>,
  say: (text: string) => void = (text) => process.stderr.write(text),
): Promise<(Outcome | FileOutcome)[]> {
  exitOnSignals();
  const outcomes: (Outcome | FileOutcome)[] = [];
  const queue = files.entries();
  const worker = async () => {
    for (const [index, file] of queue) {
      const outcome = await work(file).catch((error) => failed(file, error));
      say(`${outcome.message}\n`);
      outcomes[index] = outcome;
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return outcomes;
}

function failed(file: string, error: unknown): FileOutcome {
  const message = shortened(error instanceof Error ? error.message : String(error));
  return { file, isGood: false, message };
}

/** Prints that a cell is done. */
export function printProgress({ file, cellId, number, of, seconds }: CellProgress): void {
  process.stderr.write(`${file}: ${number} of ${of}, ${cellId}, ${seconds.toFixed(1)} s\n`);
}
