/** Runs a program with the recorder in front of its allocator. */

import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { WorkFolder } from "../../files/work-folder.js";
import { UsageError } from "../arguments/usage-error.js";
import type { Interruption } from "../interruption.js";

/** How a program ended: one of the two. */
export interface Ending {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to run, and where the recorder writes. */
export interface RecordedRun {
  readonly program: readonly string[];
  readonly library: string;
  /** The file that the recorder makes; it must not exist. */
  readonly recording: string;
  /** Whether `os.getpgid(900000 + k)` is a mark. */
  readonly marks: boolean;
  /** Whether what the program forks and starts is recorded too, each process in a file beside. */
  readonly follows: boolean;
  /** Signals of the command: while the program runs they are the program's. */
  readonly interruption: Interruption;
}

/** Values of PYTHONMALLOC that mean pymalloc; Python takes them as a reason to install it again. */
const PYMALLOC_NAMES = ["", "default", "pymalloc"];

/**
 * Runs the program to its end, on this terminal.
 *
 * @throws {UsageError} when it cannot be started, or asks for another allocator.
 */
export async function runRecorded(run: RecordedRun): Promise<Ending> {
  const { folder, library } = preloadable(run.library);
  try {
    return await runToEnd(run, recordedEnvironment({ ...run, library }));
  } finally {
    folder?.remove();
  }
}

/** LD_PRELOAD separates its paths by spaces and colons, and knows no quotes. */
function preloadable(library: string): { library: string; folder?: WorkFolder } {
  if (!/[\s:]/.test(library)) return { library };
  const folder = new WorkFolder();
  const copy = join(folder.path, "pytrace.so");
  copyFileSync(library, copy);
  return { library: copy, folder };
}

function recordedEnvironment(run: RecordedRun): NodeJS.ProcessEnv {
  const { PYTHONMALLOC: allocator = "", LD_PRELOAD: preload, ...environment } = process.env;
  if (!PYMALLOC_NAMES.includes(allocator)) {
    throw new UsageError(
      `PYTHONMALLOC is "${allocator}": the program would not use pymalloc; unset it to record`,
    );
  }
  return {
    ...environment,
    LD_PRELOAD: preload ? `${run.library}:${preload}` : run.library,
    PYTRACE_RAW: run.recording,
    ...(preload ? { PYTRACE_LD_PRELOAD: preload } : {}),
    ...(run.marks ? { PYTRACE_MARKS: "1" } : {}),
    ...(run.follows ? { PYTRACE_FOLLOW: "1" } : {}),
  };
}

async function runToEnd(
  { program, interruption }: RecordedRun,
  env: NodeJS.ProcessEnv,
): Promise<Ending> {
  const [command = "", ...args] = program;
  const child = spawn(command, args, { env, stdio: "inherit" });
  interruption.onSignal = (signal) => {
    // A terminal sends SIGINT to the program as well.
    if (signal !== "SIGINT") child.kill(signal);
  };
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        const why = error.code === "ENOENT" ? "there is no such program" : error.message;
        reject(new UsageError(`cannot run "${command}": ${why}`));
      });
      child.on("exit", (exitCode, signal) => resolve({ exitCode, signal }));
    });
  } finally {
    interruption.onSignal = undefined;
    interruption.forget();
  }
}
