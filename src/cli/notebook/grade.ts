/** `pymalloc-lab notebook grade`: runs learners' notebooks and reads what their checks say. */

import { readNotebookFile } from "../../notebook/format/notebook-file.js";
import type { Notebook } from "../../notebook/format/notebook-format.js";
import { type Grade, gradeNotebook } from "../../notebook/grade/grade-notebook.js";
import type { RunOptions } from "../../notebook/run/run-notebook.js";
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

interface GradedFile extends FileOutcome, Grade {}

/**
 * Runs `notebook grade`.
 *
 * @returns 0 when every check of every notebook passed, otherwise 1.
 */
export async function notebookGrade(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: { ...RUN_OPTIONS, reference: { type: "string" } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UsageError("grade takes the notebooks to grade");
  const options = { timeoutSeconds: parseTimeout(values.timeout), onProgress: printProgress };
  const reference = values.reference === undefined ? undefined : readNamed(values.reference);
  const jobs = parseJobs(values.jobs);
  const files = notebooksNamed(positionals);
  const outcomes = await eachFile(
    files,
    jobs,
    (file) => grade(file, options, reference),
    (report) => values.json || process.stdout.write(report),
  );
  if (values.json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

async function grade(
  file: string,
  options: RunOptions,
  reference: Notebook | undefined,
): Promise<GradedFile> {
  const result = await gradeNotebook(readNotebookFile(file), file, options, reference);
  const isGood = result.passed === result.of && result.failures.length === 0;
  return { file, isGood, message: reportOf(file, result), ...result };
}

function reportOf(file: string, { passed, of, checks, failures }: Grade): string {
  const count = of === 0 ? "no checks" : `${passed} of ${of} passed`;
  return [
    `${file}: ${count}`,
    ...checks.map((one) => line(one.passed ? "passed" : "not yet", one.exercise, one.hint)),
    ...failures.map(({ cellId, problem }) => line("failed", `cell ${cellId}`, problem)),
  ].join("\n");
}

function line(verdict: string, what: string, detail: string): string {
  const [first = "", ...rest] = detail.split("\n");
  const head = `  ${verdict.padEnd(8)} ${what}${first === "" ? "" : `: ${first}`}`;
  return [head, ...rest.map((more) => `           ${more}`)].join("\n");
}
