#!/usr/bin/env node
/**
 * The command `pymalloc-lab`: finds the subcommand and answers for its exit code.
 *
 * 0 is done, 1 a difference or a failed check, 2 wrong use: a message on stderr,
 * nothing written.
 */
import { readFileSync } from "node:fs";
import { measureCommand } from "./measure.js";
import { recordCommand } from "./record.js";
import { replayCommand } from "./replay.js";
import { runCommand } from "./run.js";
import { statsCommand } from "./stats.js";
import { UsageError } from "./usage-error.js";

const HELP = `pymalloc-lab: CPython's small-object allocator, to the address

  pymalloc-lab run EXPERIMENT [--python 3.11] [--seed N] [--count N] [--keep P]
                              [--request-bytes N] [--nodes slots|plain] [--check]
                              [--mode in-place|direct|direct-sorted|text]
                              [--layout aslr-off|0|4|8|12] [--json]
  pymalloc-lab run --list     the experiments there are
  pymalloc-lab measure EXPERIMENT --python PATH|all [--seed N] [--count N] [--keep P] [--json]
                              the same on a real interpreter, beside the simulator's
  pymalloc-lab replay FILE.pmt.gz [--json]
                              a recorded process against the simulator
  pymalloc-lab record --out FILE.pmt.gz [--python-marks] [--expected FILE] [--allow-cut]
                              -- python3 script.py
                              makes a trace of a real program (Linux, with a C compiler)
  pymalloc-lab stats [FILE|-] [--against FILE] [--json]
                              reads what sys._debugmallocstats() or PYTHONMALLOCSTATS=1
                              printed, checks its sums, explains it
  pymalloc-lab notebook run|check [FILES]
                              runs notebooks without Python; check compares outputs
  pymalloc-lab --version

Exit codes: 0 done, 1 a difference or a failed check, 2 wrong use.
`;

/** A subcommand: its arguments in, its exit code out. */
type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => runCommand,
  measure: async () => measureCommand,
  replay: async () => replayCommand,
  record: async () => recordCommand,
  stats: async () => statsCommand,
  // The notebook tools need tslab, which a reader of the library may not have.
  notebook: async () => (await import("./notebook.js")).notebookCommand,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    const { version } = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    );
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new UsageError(`no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}`);
  }
  return (await load())(args);
}

// A reader that has enough, as `head` has, closes the pipe: that is no fault of the run.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const wrongUse = error instanceof UsageError || error instanceof RangeError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`pymalloc-lab: ${message}\n`);
  process.exitCode = wrongUse ? 2 : 1;
}
