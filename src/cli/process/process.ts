/** `pymalloc-lab process PID`: what the resident memory of a process consists of (Linux). */
import { InspectionRefused } from "../../doors/inspect.js";
import { processTree, tellResident } from "../../doors/process.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { ProgressLine } from "../text/progress-line.js";
import { type ProcessMemory, readProcessMemory } from "./read-process.js";
import { processReport, processTreeReport } from "./report.js";
import { PROCESS_SNIPPET } from "./snippet.js";

const OPTIONS = {
  json: { type: "boolean", default: false },
  children: { type: "boolean", default: false },
  "no-stop": { type: "boolean", default: false },
  snippet: { type: "boolean", default: false },
} as const;

/** Names the form of `--json`. */
const PROCESS_FORMAT = "pymalloc-lab process";

/** Runs the subcommand. */
export async function processCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  if (values.snippet) {
    if (positionals.length > 0) {
      throw new UsageError(`--snippet reads nothing, got ${positionals.join(" ")}`);
    }
    process.stdout.write(PROCESS_SNIPPET);
    return 0;
  }
  const pid = pidOf(positionals);
  const progress = new ProgressLine(process.stderr);
  try {
    if (values.children) return showTree(pid, values.json, progress);
    const options = { isStopped: !values["no-stop"], onStep: progress.show, isDeep: true };
    const memory = readProcessMemory(pid, options);
    progress.clear();
    print(values.json, fieldsOf(memory), processReport(memory));
    return 0;
  } finally {
    progress.clear();
  }
}

/** A tree is read without its memory: the question there is what is shared. */
function showTree(pid: number, isJson: boolean, progress: ProgressLine): number {
  const options = { isStopped: false, onStep: progress.show, isDeep: false };
  const found = processTree(pid).map((one) => {
    try {
      return readProcessMemory(one, options);
    } catch (error) {
      // One that ended, or is another user's, does not take the others' figures away.
      if (!(error instanceof InspectionRefused) || one === pid) throw error;
      return { pid: one, refusal: error.message };
    }
  });
  progress.clear();
  const fields = found.map((one) => ("split" in one ? fieldsOf(one) : one));
  print(isJson, { processes: fields }, processTreeReport(found));
  return 0;
}

function fieldsOf({ facts, threadCount, split, python, refusal }: ProcessMemory) {
  const { verdict, sentence, measures } = tellResident(split, facts.pid);
  return {
    pid: facts.pid,
    commandLine: facts.commandLine,
    threadCount,
    python: python ?? null,
    ...split.totals,
    parts: split.parts,
    trimmableBytes: split.trimmableBytes ?? null,
    verdict,
    sentence,
    measures,
    ...(refusal !== undefined && { refusal }),
  };
}

function print(isJson: boolean, fields: object, report: string): void {
  process.stdout.write(
    isJson ? `${JSON.stringify({ format: PROCESS_FORMAT, version: 1, ...fields })}\n` : report,
  );
}

function pidOf(positionals: readonly string[]): number {
  const [text = "", ...others] = positionals;
  if (others.length === 0 && /^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(
    `process takes the number of one running process, got ${positionals.length === 0 ? "none" : positionals.join(" ")}`,
  );
}
