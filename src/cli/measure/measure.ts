/** `pymalloc-lab measure`: an experiment on a real interpreter, beside the simulator's. */
import { EXPERIMENTS, experimentNamed } from "../../doors/experiments.js";
import { parseSeed, readNumber, refuseUnused } from "../arguments/experiment-arguments.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { type Comparison, compareWithInterpreter } from "./comparison.js";
import { findInterpreters } from "./find-interpreters.js";
import type { MeasuredOptions } from "./measured-run.js";
import {
  type Interpreter,
  inspectInterpreter,
  type RefusedInterpreter,
  refusedAllocator,
} from "./python-interpreter.js";
import { comparisonTable } from "./table.js";

const OPTIONS = {
  python: { type: "string", default: "python3" },
  seed: { type: "string" },
  count: { type: "string" },
  keep: { type: "string" },
  "request-bytes": { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** An interpreter's comparison, or why there is none. */
type Outcome = Comparison | RefusedInterpreter;

/**
 * Runs the subcommand.
 *
 * @returns 0 when every measured interpreter agrees with the simulator, 1 when one does not.
 * @throws {UsageError} for wrong use, and when the one interpreter named cannot be measured.
 */
export async function measureCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new UsageError(
      `measure takes one experiment, got ${positionals.length}; there are ${measurable()}`,
    );
  }
  const options = optionsOf(name, values);
  const refused = refusedAllocator(process.env);
  if (refused !== undefined) throw new UsageError(refused);

  const isAll = values.python === "all";
  const found = isAll ? findInterpreters(process.env) : [inspectInterpreter(values.python)];
  if (found.length === 0) throw new UsageError("no Python was found on this machine");
  const outcomes: Outcome[] = [];
  for (const interpreter of found) {
    const outcome = await outcomeOf(name, interpreter, options);
    if (!isAll && "refused" in outcome) {
      throw new UsageError(`${outcome.path}: ${outcome.refused}`);
    }
    outcomes.push(outcome);
    if (!values.json) process.stdout.write(textOf(outcome));
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify(isAll ? { runs: outcomes } : outcomes[0])}\n`);
  }
  return outcomes.every((outcome) => "refused" in outcome || outcome.isEqual) ? 0 : 1;
}

async function outcomeOf(
  name: string,
  interpreter: Interpreter | RefusedInterpreter,
  options: MeasuredOptions,
): Promise<Outcome> {
  if ("refused" in interpreter) return interpreter;
  try {
    return await compareWithInterpreter(name, interpreter, options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { path: interpreter.path, refused: why };
  }
}

function textOf(outcome: Outcome): string {
  return "refused" in outcome
    ? `${outcome.path}: not measured: ${outcome.refused}\n\n`
    : `${comparisonTable(outcome)}\n`;
}

/** Names of the experiments that have a script for a real interpreter. */
function measurable(): string {
  return EXPERIMENTS.filter((one) => one.script)
    .map((one) => one.name)
    .join(", ");
}

function optionsOf(
  name: string,
  values: { seed?: string; count?: string; keep?: string; "request-bytes"?: string },
): MeasuredOptions {
  const { defaults, script } = experimentNamed(name);
  if (script === undefined) {
    throw new UsageError(`${name} has no Python script; measure takes ${measurable()}`);
  }
  const options = {
    seed: values.seed === undefined ? (defaults.seed ?? 0) : parseSeed(values.seed),
    count: readNumber("count", values.count) ?? defaults.count,
    keep: readNumber("keep", values.keep) ?? defaults.keep,
    ...(values["request-bytes"] !== undefined && {
      requestBytes: readNumber("request-bytes", values["request-bytes"]) ?? 0,
    }),
  };
  refuseUnused(name, options, Object.keys(OPTIONS));
  script(options);
  return options;
}
