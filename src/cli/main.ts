#!/usr/bin/env node
/**
 * The command `pymalloc-lab`: finds the subcommand and answers for its exit code.
 *
 * 0 is done, 1 a difference or a failed check, 2 wrong use: a message on stderr,
 * nothing written.
 */
import { readFileSync } from "node:fs";
import { HELP } from "./arguments/help.js";
import { UsageError } from "./arguments/usage-error.js";
import { COMMANDS } from "./commands.js";
import { writeOutputWhole } from "./standard-output.js";

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
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new UsageError(`no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}`);
  }
  if (asksForHelp(args)) {
    process.stdout.write(command.help);
    return 0;
  }
  return (await command.load())(args);
}

/** What follows `--` belongs to the program that is recorded. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}

writeOutputWhole();

// A reader that has enough, as `head` has, closes the pipe: that is not a fault of the run.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`pymalloc-lab: cannot write the standard output: ${error.message}\n`);
  process.exit(1);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { failureOf } = await import("./failure.js");
  const { exitCode, message } = failureOf(error);
  process.stderr.write(message);
  process.exitCode = exitCode;
}
