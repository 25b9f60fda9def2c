/** The process of a kernel: the project's own launcher, from its start to its end. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WorkFolder } from "../../files/work-folder.js";
import type { ConnectionInfo } from "./jupyter-wire.js";
import { newConnection } from "./kernel-connection.js";

/** The built launcher; src/ and dist/ lie side by side, so it is found from either. */
const LAUNCHER = fileURLToPath(
  new URL("../../../dist/notebook/kernel/launcher.js", import.meta.url),
);

/** Time that what a kernel sent last takes to be read, when its process has ended already. */
const LAST_WORDS_MS = 50;

/** How much of what a kernel writes to its own stderr is kept for a message, in UTF-16 units. */
const LOG_LENGTH = 4000;

/** The kernel's descriptor that closes when this process ends; see launcher.ts. */
const LIFELINE = 3;

/** The kernel's process ended while it was needed. */
export class KernelDiedError extends Error {
  override readonly name = "KernelDiedError";
}

/** A kernel's process, and the folder in which its connection is. */
export class KernelProcess {
  readonly connection: ConnectionInfo;
  /** Fulfilled when the process has ended and what it sent last has been read. */
  readonly exit: Promise<void>;
  readonly #process: ChildProcess;
  readonly #folder: WorkFolder;
  readonly #killOnExit = () => this.kill();
  #log = "";
  #death: string | undefined;

  /**
   * Starts the process.
   *
   * @param cwd - folder that it runs in.
   */
  static async start(cwd: string): Promise<KernelProcess> {
    const folder = new WorkFolder();
    return new KernelProcess(cwd, folder, await newConnection(folder.path));
  }

  private constructor(cwd: string, folder: WorkFolder, connection: ConnectionInfo) {
    this.#folder = folder;
    this.connection = connection;
    const configPath = join(folder.path, "connection.json");
    writeFileSync(configPath, JSON.stringify(connection), { mode: 0o600 });
    const args = [LAUNCHER, "--config-path", configPath, "--lifeline", String(LIFELINE)];
    this.#process = spawn(process.execPath, args, {
      cwd,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    const lifeline = this.#process.stdio[LIFELINE];
    // Nothing is ever sent: only its end means something, and that to the kernel.
    if (lifeline instanceof Socket) lifeline.on("error", () => {}).unref();
    this.#process.stderr?.on("data", (chunk) => {
      this.#log = (this.#log + chunk).slice(-LOG_LENGTH);
    });
    this.exit = new Promise((resolve) => {
      const end = (how: string) => {
        this.#death = how;
        resolve();
      };
      this.#process.once("exit", (code, signal) => {
        const how = signal === null ? `with status ${code}` : `by ${signal}`;
        setTimeout(() => end(how), LAST_WORDS_MS);
      });
      this.#process.once("error", (error) => end(`before it began, in ${cwd}: ${error.message}`));
    });
    // Before its folder goes: a kernel that starts would write into it.
    process.prependOnceListener("exit", this.#killOnExit);
  }

  /** Process id. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** How it ended, if it has: "with status 1", "by SIGKILL". */
  get death(): string | undefined {
    return this.#death;
  }

  /** Exit status, once it has ended of itself. */
  get exitStatus(): number | null {
    return this.#process.exitCode;
  }

  /** Its end as an error, with what it said last. */
  deathError(): KernelDiedError {
    const log = this.#log === "" ? "" : `\n${this.#log.trimEnd()}`;
    return new KernelDiedError(`the kernel ended ${this.#death}${log}`);
  }

  /** Sends SIGINT. */
  interrupt(): void {
    this.#process.kill("SIGINT");
  }

  /** Ends the process at once. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Removes what the process leaves behind; it must have ended. */
  remove(): void {
    process.off("exit", this.#killOnExit);
    this.#folder.remove();
  }
}
