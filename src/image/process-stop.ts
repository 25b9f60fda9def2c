/**
 * A process made to stand still for a moment, and set going again whatever happens to us.
 *
 * A killed inspector would leave the process stopped for ever. So before it is stopped, a
 * process of its own waits at the end of a pipe: when our end closes, by our death too, or
 * when the time is up, it sends CONT. A process that somebody else stopped stays stopped.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { InspectionRefused } from "./inspection-refused.js";

/** Longest time in milliseconds for which a process is kept stopped. */
export const STOP_LIMIT_MS = 30_000;

/** How long all threads may take to stop, in milliseconds: one may wait for a disk. */
const STOPPING_LIMIT_MS = 2000;
const POLL_MS = 0.2;

/** What the guard runs: it ends at once when it is told so, with a line on its standard input. */
const GUARD = `
const [pid, limit] = process.argv.slice(1).map(Number);
const go = () => { try { process.kill(pid, "SIGCONT"); } catch {} process.exit(); };
process.stdin.on("data", () => process.exit()).on("end", go).on("error", go);
setTimeout(go, limit);
`;

/** One process that can be stopped and set going, again and again. */
export class ProcessStop {
  readonly #pid: number;
  #guard: ChildProcess | undefined;
  #isStopped = false;
  #startedAt = 0;
  #lastMs = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** How long the process stood still because of us the last time, in milliseconds. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Starts the guard, which takes a moment: before the copy that warms up. */
  prepare(): void {
    if (this.#guard !== undefined || isStopped(this.#pid)) return;
    this.#guard = spawn(process.execPath, ["-e", GUARD, String(this.#pid), String(STOP_LIMIT_MS)], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.#guard.on("error", () => {});
    this.#guard.stdin?.on("error", () => {});
    this.#guard.unref();
  }

  /**
   * Stops all threads of the process; does nothing with one that is stopped already.
   *
   * @throws {InspectionRefused} when it cannot be stopped; it continues then.
   */
  stop(): void {
    this.#lastMs = 0;
    if (isStopped(this.#pid)) return;
    this.prepare();
    if (this.#guard?.pid === undefined) {
      throw new InspectionRefused(
        "the guard that would set the process going again cannot be started; --no-stop reads without it",
      );
    }
    this.#startedAt = performance.now();
    signal(this.#pid, "SIGSTOP");
    this.#isStopped = true;
    while (!isStopped(this.#pid)) {
      if (performance.now() - this.#startedAt > STOPPING_LIMIT_MS) {
        this.resume();
        throw new InspectionRefused(
          `process ${this.#pid} does not stop: a thread waits in the kernel (state D); try again, or read it with --no-stop`,
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
    }
  }

  /** Whether the process still stands still: the guard, or somebody else, may have set it going. */
  isStill(): boolean {
    return isStopped(this.#pid);
  }

  /** Sets the process going, if it was us who stopped it. */
  resume(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    signal(this.#pid, "SIGCONT");
    this.#lastMs = performance.now() - this.#startedAt;
    this.#dismissGuard();
  }

  /** Sets the process going if need be, and ends the guard. */
  close(): void {
    this.resume();
    this.#dismissGuard();
  }

  #dismissGuard(): void {
    this.#guard?.stdin?.end("done\n");
    this.#guard = undefined;
  }
}

function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ESRCH") throw new InspectionRefused(`process ${pid} ended while it was read`);
    throw new InspectionRefused(
      `process ${pid} may not be stopped by this user; --no-stop reads it unstopped`,
    );
  }
}

/** Whether every thread of a process is stopped, by a signal or by a tracer. */
export function isStopped(pid: number): boolean {
  return threadStates(pid).every((state) => "TtXZ".includes(state));
}

function threadStates(pid: number): string[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    throw new InspectionRefused(`process ${pid} ended while it was read`);
  }
  return threads.flatMap((thread) => {
    try {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
      return [stat.charAt(stat.lastIndexOf(")") + 2)];
    } catch {
      // A thread that has just ended.
      return [];
    }
  });
}
