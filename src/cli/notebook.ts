/**
 * `pymalloc-lab notebook run|check [FILES]`: notebooks without Jupyter and
 * without Python.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNotebookFile } from "../notebook/check-notebook.js";
import { type CellProgress, type RunOptions, runNotebookFile } from "../notebook/run-notebook.js";
import { parsingArguments, UsageError } from "./usage-error.js";

/** Each notebook has a kernel of its own, which is a process and 200 MB. */
const KERNELS_AT_ONCE = 2;

/** What is done with one notebook; answers a line that says how it went, or throws. */
type Work = (file: string, options: RunOptions) => Promise<Outcome>;

interface Outcome {
  readonly isGood: boolean;
  readonly message: string;
}

const WORK: Readonly<Record<string, Work>> = { run, check };

/**
 * Runs the subcommand.
 *
 * @returns 0, or 1 when a notebook failed or differs.
 * @throws {UsageError} for wrong use.
 */
export async function notebookCommand(args: string[]): Promise<number> {
  const { values, positionals } = parsingArguments(() =>
    parseArgs({
      args,
      options: {
        timeout: { type: "string", default: "60" },
      },
      allowPositionals: true,
    }),
  );
  const [name = "", ...named] = positionals;
  const work = Object.hasOwn(WORK, name) ? WORK[name] : undefined;
  if (work === undefined) throw new UsageError(`notebook takes run or check, got "${name}"`);
  const timeoutSeconds = secondsOf(values.timeout);
  const files = named.length > 0 ? named : notebooksIn("notebooks");
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  }
  endKernelsWithThisProcess();
  const outcomes = await each(files, (file) =>
    outcomeOf(work(file, { timeoutSeconds, onProgress: printProgress })),
  );
  return outcomes.every((isGood) => isGood) ? 0 : 1;
}

async function run(file: string, options: RunOptions): Promise<Outcome> {
  const isWritten = await runNotebookFile(file, options);
  return { isGood: true, message: `${file}: ${isWritten ? "outputs stored" : "unchanged"}` };
}

async function check(file: string, options: RunOptions): Promise<Outcome> {
  const differences = await checkNotebookFile(file, options);
  if (differences.length === 0) return { isGood: true, message: `${file}: agrees` };
  const lines = differences.map(
    ({ cellIndex, cellId, difference }) =>
      `${file}: cell ${cellIndex} (id "${cellId}") ${difference}`,
  );
  return { isGood: false, message: lines.join("\n") };
}

async function outcomeOf(work: Promise<Outcome>): Promise<boolean> {
  try {
    const { isGood, message } = await work;
    process.stderr.write(`${message}\n`);
    return isGood;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

function printProgress({ file, cellId, number, of, seconds }: CellProgress): void {
  process.stderr.write(`${file}: ${number} of ${of}, ${cellId}, ${seconds.toFixed(1)} s\n`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new UsageError(`--timeout is in seconds and more than 0, got "${text}"`);
}

function notebooksIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith(".ipynb")).sort();
  if (files.length === 0) throw new UsageError(`there are no notebooks in ${folder}/`);
  return files.map((name) => join(folder, name));
}

/** Does the work for each file, a few at once; the results are in the files' order. */
async function each<T>(files: readonly string[], work: (file: string) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const queue = files.entries();
  const worker = async () => {
    for (const [index, file] of queue) results[index] = await work(file);
  };
  await Promise.all(Array.from({ length: KERNELS_AT_ONCE }, worker));
  return results;
}

/** A process that dies of a signal skips its exit handlers, and its kernels would stay. */
function endKernelsWithThisProcess(): void {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
}
