/**
 * A real interpreter, started as the recorded start-up heaps were: an ordinary start,
 * `site` included, but in an empty virtual environment, so that no package's `.pth` file
 * runs; hash seed 0; address randomisation off where the system lets it.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorkFolder } from "../../files/work-folder.js";
import type { Interpreter } from "./python-interpreter.js";

const RUN_MILLISECONDS = 30 * 60_000;
const SCRIPT_NAME = "prog.py";

/** Node's name of an architecture, where `setarch` has another. */
const SETARCH_NAMES: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "aarch64" };

/** A folder with a virtual environment of one interpreter, to run scripts in. */
export class MeasuredProcess {
  /** Whether address randomisation is off. */
  readonly isLayoutFixed: boolean;
  readonly #folder = new WorkFolder();
  readonly #command: readonly string[];

  /**
   * @param options - `isLayoutFixed: false` leaves address randomisation as it is.
   * @throws {Error} when the interpreter cannot make a virtual environment.
   */
  constructor(interpreter: Interpreter, { isLayoutFixed = true } = {}) {
    const fixed = isLayoutFixed ? fixedLayoutPrefix() : [];
    this.isLayoutFixed = fixed.length > 0;
    try {
      makeVirtualEnvironment(interpreter, join(this.#folder.path, "venv"));
    } catch (error) {
      this.remove();
      throw error;
    }
    const bin = process.platform === "win32" ? "Scripts/python.exe" : "bin/python3";
    const python = join(this.#folder.path, "venv", bin);
    this.#command = [...fixed, ...interpreter.loader, python, SCRIPT_NAME];
  }

  /** Runs a script to its end and gives what it wrote to stderr, which is a file. */
  run(script: string): string {
    this.#write(script);
    const stderrPath = join(this.#folder.path, "stderr");
    const stderr = openSync(stderrPath, "w");
    const [program = "", ...args] = this.#command;
    const { status, signal } = spawnSync(program, args, {
      cwd: this.#folder.path,
      env: this.#environment(),
      stdio: ["ignore", "ignore", stderr],
      timeout: RUN_MILLISECONDS,
    });
    closeSync(stderr);
    const text = readFileSync(stderrPath, "utf8");
    if (status === 0) return text;
    const last = text.trim().split("\n").at(-1) ?? "";
    throw new Error(`the script ended with ${signal ?? `exit code ${status}`}: ${last}`);
  }

  /** Starts a script and gives the process once it has written to stdout. */
  async runUntilOutput(script: string): Promise<ChildProcess> {
    this.#write(script);
    const stderr = openSync(join(this.#folder.path, "stderr"), "w");
    const [program = "", ...args] = this.#command;
    const child = spawn(program, args, {
      cwd: this.#folder.path,
      env: this.#environment(),
      stdio: ["pipe", "pipe", stderr],
    });
    closeSync(stderr);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once("data", () => resolve());
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the script ended too early (${code})`)));
    });
    return child;
  }

  /** Removes the folder. */
  remove(): void {
    this.#folder.remove();
  }

  #write(script: string): void {
    writeFileSync(join(this.#folder.path, SCRIPT_NAME), script);
  }

  #environment(): NodeJS.ProcessEnv {
    const { PATH, SYSTEMROOT } = process.env;
    return {
      ...(PATH !== undefined && { PATH }),
      ...(SYSTEMROOT !== undefined && { SYSTEMROOT }),
      LANG: "C.UTF-8",
      HOME: this.#folder.path,
      PYTHONHASHSEED: "0",
    };
  }
}

/** The command that switches randomisation off, or nothing where there is none or it may not. */
function fixedLayoutPrefix(): string[] {
  if (process.platform !== "linux") return [];
  const prefix = ["setarch", SETARCH_NAMES[process.arch] ?? process.arch, "-R"];
  const [program = "", ...args] = prefix;
  return spawnSync(program, [...args, "true"]).status === 0 ? prefix : [];
}

function makeVirtualEnvironment({ program, loader }: Interpreter, folder: string): void {
  const [first = program, ...words] = [...loader, program];
  const args = [...words, "-m", "venv", "--without-pip", folder];
  const { status, stderr } = spawnSync(first, args, { encoding: "utf8" });
  if (status === 0) return;
  const last = stderr?.trim().split("\n").at(-1) ?? "";
  throw new Error(`${program} cannot make an empty virtual environment: ${last}`);
}
