/**
 * `pymalloc-lab new experiment|lesson NAME`: files to begin with, which pass every check
 * as they are. For a clone of the repository.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runExperiment } from "../../doors/experiments.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { planExperiment } from "./experiment.js";
import { FilePlan } from "./file-plan.js";
import { planLesson } from "./lesson.js";
import { readNewName } from "./name.js";

/** Objects that the exercise of a new lesson makes. */
const EXERCISE_COUNT = 100_000;

/**
 * Runs the subcommand; see the command's help for its arguments.
 *
 * @returns 0, or 1 when the files are written and something failed after that.
 */
export async function newCommand(args: string[]): Promise<number> {
  const options = {
    experiment: { type: "string" },
    "no-run": { type: "boolean", default: false },
  } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  const [kind = "", given = "", ...rest] = positionals;
  if ((kind !== "experiment" && kind !== "lesson") || given === "" || rest.length > 0) {
    throw new UsageError(
      `new takes "experiment NAME" or "lesson NAME", got "${positionals.join(" ")}"`,
    );
  }
  if (kind === "experiment" && values.experiment !== undefined) {
    throw new UsageError("--experiment is for a lesson about an experiment that is there");
  }
  const root = process.cwd();
  assertClone(root);
  const name = readNewName(given);
  const plan = new FilePlan(root);
  const isNew = kind === "experiment";
  const experiment = isNew ? name.kebab : (values.experiment ?? "random-half");
  if (isNew) planExperiment(plan, name);
  const arenasBack = isNew ? 0 : await arenasBackIn(experiment);
  const notebook = planLesson(plan, { name, number: nextNumber(root), experiment, arenasBack });
  plan.write();
  for (const file of plan.files) process.stdout.write(`${file}\n`);
  return values["no-run"] ? 0 : finish(root, plan.files, notebook);
}

/** The sources are part of a clone, and not of the installed package. */
function assertClone(root: string): void {
  const manifest = join(root, "package.json");
  const isOurs =
    existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "pymalloc-lab";
  if (isOurs && existsSync(join(root, "src/experiments"))) return;
  throw new UsageError("new adds to the project's sources: run it in the folder of a clone");
}

function nextNumber(root: string): number {
  const files = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
  return 1 + Math.max(0, ...files.map((name) => Number.parseInt(name, 10) || 0));
}

async function arenasBackIn(experiment: string): Promise<number> {
  const { stages } = await runExperiment(experiment, { python: "3.11", count: EXERCISE_COUNT });
  return stages.at(-1)?.arenas.reclaimed ?? 0;
}

/** Formats what was written, builds, puts the exercise into the notebook, and runs it. */
function finish(root: string, files: readonly string[], notebook: string): number {
  const sources = files.filter((file) => file.endsWith(".ts"));
  const steps = [
    ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "--log-level=warn", ...sources],
    ["scripts/build-library.mjs"],
    ["scripts/write-exercises.mjs"],
    ["dist/cli/main.js", "notebook", "run", notebook],
  ];
  for (const [script = "", ...args] of steps) {
    const { status } = spawnSync(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status === 0) continue;
    process.stderr.write(
      `the files are written, but this failed: node ${[script, ...args].join(" ")}\n`,
    );
    return 1;
  }
  return 0;
}
