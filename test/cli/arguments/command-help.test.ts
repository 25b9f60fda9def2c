/** What help says is what the commands take: each is asked by giving it options that it refuses. */
import { describe, expect, test } from "vitest";
import { EXPERIMENT_FLAGS } from "../../../src/cli/arguments/experiment-arguments.js";
import { HELP } from "../../../src/cli/arguments/help.js";
import { UsageError } from "../../../src/cli/arguments/usage-error.js";
import { COMMANDS } from "../../../src/cli/commands.js";

/** No command has it. A refused option is found before anything is done. */
const UNKNOWN = "--no-such-option";

async function refusalOf(command: string, args: string[]): Promise<string> {
  const [name = "", ...verb] = command.split(" ");
  const run = await COMMANDS[name]?.load();
  try {
    await run?.([...verb, ...args]);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${command} took ${args.join(" ")}`);
}

/** The options that a command reads. */
async function optionsOf(command: string): Promise<string[]> {
  const refusal = await refusalOf(command, [UNKNOWN]);
  expect(refusal).toContain(`there is no option ${UNKNOWN}`);
  return [...refusal.replace(UNKNOWN, "").matchAll(/--[a-z-]+/g)].map(([option]) => option);
}

async function takesValue(command: string, option: string): Promise<boolean> {
  const refusal = await refusalOf(command, [`${option}=1`, UNKNOWN]);
  return !refusal.includes("takes no value");
}

/** The lines of a help that show how a command is written: up to the first empty one. */
function usageOf(command: string): string[] {
  const [name = ""] = command.split(" ");
  const [usage = ""] = (COMMANDS[name]?.help ?? "").split("\n\n");
  return usage.split("\n").filter((line) => `${line} `.startsWith(`pymalloc-lab ${command} `));
}

/** Options that stand in a text, with whether a value follows. */
function optionsIn(text: string): Map<string, boolean> {
  return new Map(
    [...text.matchAll(/(--[a-z][a-z-]*)( [^\s[\]-])?/g)].map(
      ([, option = "", value]) => [option, value !== undefined] as const,
    ),
  );
}

/** Options that have a line of their own in a help. */
function describedIn(help: string): Map<string, boolean> {
  const lines = help.split("\n").filter((line) => line.startsWith("  --"));
  return new Map(lines.flatMap((line) => [...optionsIn(line.replace(/(?<=\S) {2,}.*$/, ""))]));
}

const VERBS = [...(COMMANDS["notebook"]?.help ?? "").matchAll(/^pymalloc-lab (notebook \w+)/gm)];
const NOTEBOOK_COMMANDS = [...new Set(VERBS.map(([, command = ""]) => command))];
const OTHER_COMMANDS = Object.keys(COMMANDS).filter((name) => name !== "notebook");

test("the help of the whole command names every command, and no other", () => {
  const named = [...HELP.matchAll(/^ {2}pymalloc-lab ([a-z]+)/gm)].map(([, name]) => name);
  expect(named).toEqual(expect.arrayContaining(Object.keys(COMMANDS)));
  expect(named).toHaveLength(Object.keys(COMMANDS).length);
});

describe.each(OTHER_COMMANDS)("%s", (command) => {
  test("has in its help every option that it reads, and no other", async () => {
    const { help = "" } = COMMANDS[command] ?? {};
    const said = new Set([
      ...describedIn(help).keys(),
      ...optionsIn(usageOf(command).join()).keys(),
    ]);
    expect([...said].toSorted()).toEqual((await optionsOf(command)).toSorted());
  });

  test("says of each option whether a value follows", async () => {
    const { help = "" } = COMMANDS[command] ?? {};
    const said = new Map([...optionsIn(usageOf(command).join()), ...describedIn(help)]);
    for (const [option, hasValue] of said) {
      expect([option, hasValue]).toEqual([option, await takesValue(command, option)]);
    }
  });
});

describe.each(NOTEBOOK_COMMANDS)("%s", (command) => {
  test("has in its usage every option that it reads, and no other, with a value or none", async () => {
    const said = optionsIn(usageOf(command).join());
    expect([...said.keys()].toSorted()).toEqual((await optionsOf(command)).toSorted());
    for (const [option, hasValue] of said) {
      expect([option, hasValue]).toEqual([option, await takesValue(command, option)]);
    }
  });
});

test("notebook has a line for every option of its commands, and a usage for each of them", async () => {
  const { help = "" } = COMMANDS["notebook"] ?? {};
  const all = (await Promise.all(NOTEBOOK_COMMANDS.map(optionsOf))).flat();
  const described = describedIn(help);
  for (const option of described.keys()) expect(all).toContain(option);
  for (const option of all) expect(help).toContain(option);
  const refusal = await refusalOf("notebook", ["no-such-verb"]);
  for (const command of NOTEBOOK_COMMANDS) expect(refusal).toContain(command.split(" ")[1]);
  const verbs = /takes ([a-z, ]+);/.exec(refusal)?.[1]?.split(", ");
  expect(verbs).toHaveLength(NOTEBOOK_COMMANDS.length);
});

test("run's options and those that an experiment can take are the same", async () => {
  const ofTheCommandAlone = ["--json", "--list"];
  const flags = EXPERIMENT_FLAGS.map(([flag]) => flag);
  expect([...flags, ...ofTheCommandAlone].toSorted()).toEqual((await optionsOf("run")).toSorted());
});
