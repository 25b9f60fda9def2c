/** Real Python processes for tests: started, asked for things, read from outside. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { LiveProcess } from "../../src/image/live-process.js";
import type { HeapReading } from "../../src/inspect/heap-reading.js";
import { readHeap } from "../../src/inspect/read-heap.js";
import { oraclePythons } from "./oracle/running-python.js";

/** A Python to start. */
export interface Python {
  readonly version: string;
  readonly path: string;
}

/** The Pythons of this machine whose processes can be read; none where that is not Linux. */
export function readablePythons(): Python[] {
  return process.platform === "linux" ? oraclePythons(process.env) : [];
}

/** Set by `npm run inspect-oracle`: every Python and program, for minutes, instead of two. */
export const isThorough = process.env["INSPECT_ORACLE"] === "all";

/** The oldest and the newest, or all of them when the tests are to be thorough. */
export function pythonsToTry(): Python[] {
  const all = readablePythons();
  if (isThorough) return all;
  return [...new Set([all.at(0), all.at(-1)])].filter((one) => one !== undefined);
}

/** Path of a program beside this file. */
export function programPath(name: string): string {
  return fileURLToPath(new URL(`programs/${name}`, import.meta.url));
}

/** A Python that runs one of the programs, which obey a line at a time. */
export class PythonProcess {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  readonly #opened: LiveProcess[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout! });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** Starts a program and waits until it is ready. */
  static async start(python: Python, args: readonly string[]): Promise<PythonProcess> {
    const env = { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(python.path, ["-u", ...args], { stdio: ["pipe", "pipe", "inherit"], env });
    const started = new PythonProcess(child);
    await started.#answer("ready");
    return started;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Has a line of code run. */
  async ask(code: string): Promise<void> {
    this.#child.stdin!.write(`${code}\n`);
    await this.#answer("done");
  }

  /** Copies and reads the heap; what was not copied can be looked up until the process ends. */
  read(): HeapReading {
    const live = new LiveProcess(this.pid);
    this.#opened.push(live);
    return readHeap(live.copy({ isStopped: true }));
  }

  end(): void {
    for (const live of this.#opened) live.close();
    this.#lines.close();
    this.#child.kill("SIGKILL");
  }

  async #answer(expected: string): Promise<void> {
    const { value } = await this.#answers.next();
    if (value !== expected) throw new Error(`the program said ${value}, not ${expected}`);
  }
}
