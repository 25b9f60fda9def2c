/** A Python that runs `target.py`, obeys, and is stopped at a moment of its own choice. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findInterpreters } from "../../../src/cli/measure/find-interpreters.js";

const TARGET = fileURLToPath(new URL("target.py", import.meta.url));

/** What the target can build; the last needs 3.12. */
export const PROGRAMS = ["start", "sparse", "mixed", "threads", "interpreters"] as const;
export type Program = (typeof PROGRAMS)[number];

/** An interpreter to compare with. */
export interface OraclePython {
  readonly path: string;
  readonly version: string;
  readonly minor: number;
}

const QUESTION = `
import sys, platform
try:
    import sysconfig
    var = sysconfig.get_config_var
except ImportError:
    var = lambda name: None
ok = platform.python_implementation() == "CPython" and var("WITH_PYMALLOC") != 0 and not var("Py_GIL_DISABLED") and sys.maxsize > 2 ** 32
sys.stdout.write("%s %d" % (sys.version.split()[0], ok))
`;

/**
 * The Pythons of the machine from 3.6 on, oldest first; INSPECT_PYTHONS names more, with
 * colons between the paths.
 */
export function oraclePythons(environment: NodeJS.ProcessEnv): OraclePython[] {
  const named = (environment["INSPECT_PYTHONS"] ?? "").split(":").filter((path) => path !== "");
  const paths = [...findInterpreters(environment).map(({ path }) => path), ...named];
  const found = paths.filter((path) => existsSync(path)).flatMap(askPython);
  const once = new Map(found.map((one) => [one.version, one]));
  return [...once.values()].sort((a, b) => a.minor - b.minor);
}

function askPython(path: string): OraclePython[] {
  const { status, stdout } = spawnSync(path, ["-c", QUESTION], {
    encoding: "utf8",
    timeout: 20_000,
  });
  const [, version, minor] = /^(3\.(\d+)\S*) 1$/.exec(stdout ?? "") ?? [];
  if (status !== 0 || version === undefined || Number(minor) < 6) return [];
  return [{ path, version, minor: Number(minor) }];
}

/** The process. */
export class RunningPython {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #stderr = "";

  private constructor(child: ChildProcess) {
    this.child = child;
    this.#lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    child.stderr!.on("data", (data) => {
      this.#stderr += data;
    });
  }

  /** Starts a program and waits until its heap is built. */
  static async start(
    { path }: Pick<OraclePython, "path">,
    program: Program,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<RunningPython> {
    // A heap is the same whether or not caches of compiled modules may be written.
    const env = { ...process.env, PYTHONMALLOC: "", PYTHONDONTWRITEBYTECODE: "1", ...environment };
    const child = spawn(path, [TARGET, program], { stdio: ["pipe", "pipe", "pipe"], env });
    const running = new RunningPython(child);
    await running.#expect("ready");
    return running;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Has it print its stats and stop; returns what it printed, from pymalloc's part on. */
  async stop(): Promise<string> {
    this.#stderr = "";
    this.child.stdin!.write("stop\n");
    // The text is whole when its last part, the free lists, has come.
    while (this.state !== "T" || !/ \* \d+ bytes each/.test(this.#stderr)) {
      await new Promise((done) => setImmediate(done));
    }
    return this.#stderr.slice(this.#stderr.indexOf("Small block threshold"));
  }

  /** The kernel's letter for what it does. */
  get state(): string {
    const stat = readFileSync(`/proc/${this.pid}/stat`, "latin1");
    return stat.charAt(stat.lastIndexOf(")") + 2);
  }

  /** Runs lines of Python in it; an import of their own each. */
  async run(code: string): Promise<void> {
    this.child.stdin!.write(`run ${code}\n`);
    await this.#expect("done");
  }

  /** Sets it going after {@link stop}. */
  async resume(): Promise<void> {
    process.kill(this.pid, "SIGCONT");
    await this.#expect("continued");
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }

  async #expect(wanted: string): Promise<void> {
    const { value, done } = await this.#lines.next();
    if (done || value !== wanted)
      throw new Error(`expected ${wanted}, got ${value}\n${this.#stderr}`);
  }
}
