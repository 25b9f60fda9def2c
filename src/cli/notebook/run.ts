/** `pymalloc-lab notebook run` and `check`: notebooks without Jupyter and without Python. */

import { outputPlace } from "../../files/output-place.js";
import { writeNotebookFile } from "../../notebook/format/notebook-file.js";
import { ParameterError, type Setting, withParameters } from "../../notebook/format/parameters.js";
import { type CellDifference, checkNotebookFile } from "../../notebook/run/check-notebook.js";
import {
  executeNotebook,
  type RunOptions,
  runNotebookFile,
} from "../../notebook/run/run-notebook.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import {
  eachFile,
  type FileOutcome,
  notebooksNamed,
  parseJobs,
  parseTimeout,
  printProgress,
  RUN_OPTIONS,
  readNamed,
} from "./files.js";

/**
 * Runs `notebook run`.
 *
 * @returns 0, or 1 when a notebook did not come to its end.
 */
export async function notebookRun(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: {
      ...RUN_OPTIONS,
      out: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const options = { timeoutSeconds: parseTimeout(values.timeout), onProgress: printProgress };
  const settings = values.set.map(parseSetting);
  const jobs = parseJobs(values.jobs);
  const files = notebooksNamed(positionals);
  const [file = ""] = files;
  if (settings.length > 0 && values.out === undefined) {
    throw new UsageError("--set needs --out FILE, so that the notebook keeps its own outputs");
  }
  if (values.out !== undefined && files.length > 1) {
    throw new UsageError(`--out takes the outputs of one notebook, got ${files.length}`);
  }
  const { out } = values;
  const work =
    out === undefined
      ? (one: string) => storeOutputs(one, options)
      : runTo(file, out, settings, options);
  const outcomes = await eachFile(files, jobs, work);
  if (values.json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

/**
 * Runs `notebook check`.
 *
 * @returns 0, or 1 when a notebook differs or did not come to its end.
 */
export async function notebookCheck(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: RUN_OPTIONS,
    allowPositionals: true,
  });
  const options = { timeoutSeconds: parseTimeout(values.timeout), onProgress: printProgress };
  const jobs = parseJobs(values.jobs);
  const files = notebooksNamed(positionals);
  const outcomes = await eachFile(files, jobs, (file) => check(file, options));
  if (values.json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

function parseSetting(text: string): Setting {
  const [, name, value] = text.match(/^([A-Za-z_$][\w$]*)=(.*)$/s) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--set takes NAME=VALUE, got "${text}"`);
  }
  return { name, text: value };
}

async function storeOutputs(file: string, options: RunOptions): Promise<FileOutcome> {
  const isWritten = await runNotebookFile(file, options);
  const message = `${file}: ${isWritten ? "outputs stored" : "unchanged"}`;
  return { file, isGood: true, message };
}

/** What is wrong with the settings is said before anything runs. */
function runTo(file: string, out: string, settings: readonly Setting[], options: RunOptions) {
  outputPlace(out);
  const notebook = readNamed(file);
  const set = settings.length === 0 ? notebook : withSettings(file, notebook, settings);
  return async (): Promise<FileOutcome> => {
    writeNotebookFile(out, await executeNotebook(set, file, options));
    return { file, isGood: true, message: `${file}: outputs stored in ${out}` };
  };
}

function withSettings(
  file: string,
  notebook: ReturnType<typeof readNamed>,
  settings: readonly Setting[],
) {
  try {
    return withParameters(notebook, settings);
  } catch (error) {
    if (error instanceof ParameterError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

async function check(file: string, options: RunOptions): Promise<CheckOutcome> {
  const differences = await checkNotebookFile(file, options);
  const lines = differences.map(
    ({ cellIndex, cellId, difference }) =>
      `${file}: cell ${cellIndex} (id "${cellId}") ${difference}`,
  );
  const message = differences.length === 0 ? `${file}: agrees` : lines.join("\n");
  return { file, isGood: differences.length === 0, message, differences };
}

interface CheckOutcome extends FileOutcome {
  readonly differences: readonly CellDifference[];
}
