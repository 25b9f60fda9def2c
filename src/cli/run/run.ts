/** `pymalloc-lab run`: an experiment, its figures as a table or as JSON. */
import type { parseArgs } from "node:util";
import { parseLayout } from "../../doors/cpython.js";
import {
  DELETION_ORDERS,
  EXPERIMENTS,
  type ExperimentOptions,
  type ExperimentResult,
  runExperiment,
} from "../../doors/experiments.js";
import { parsePythonVersion } from "../../doors/pymalloc.js";
import { parseSeed, readNumber, refuseUnused } from "../arguments/experiment-arguments.js";
import { readArguments } from "../arguments/read-arguments.js";
import { parsingArguments, UsageError } from "../arguments/usage-error.js";
import { grouped, tableRow } from "../text/columns.js";

const OPTIONS = {
  python: { type: "string" },
  seed: { type: "string" },
  count: { type: "string" },
  keep: { type: "string" },
  "request-bytes": { type: "string" },
  nodes: { type: "string" },
  mode: { type: "string" },
  layout: { type: "string" },
  order: { type: "string" },
  "arena-kib": { type: "string" },
  check: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

/** Runs the subcommand; see the command's help for its arguments. */
export async function runCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  if (values.list) {
    process.stdout.write(values.json ? listAsJson() : listAsText());
    return 0;
  }
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new UsageError(
      `run takes one experiment, got ${positionals.length}; run --list names them`,
    );
  }
  const options = parsingArguments(() => optionsOf(values));
  refuseUnused(name, options, Object.keys(OPTIONS));
  const result = await runExperiment(name, options);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table(result));
  return 0;
}

function listAsText(): string {
  return EXPERIMENTS.map(({ name, summary }) => `${tableRow([-19, -1], [name, summary])}\n`).join(
    "",
  );
}

function listAsJson(): string {
  const experiments = EXPERIMENTS.map(({ name, summary }) => ({ name, summary }));
  return `${JSON.stringify({ experiments })}\n`;
}

function optionsOf(values: Values): ExperimentOptions {
  return {
    ...(values.python !== undefined && { python: parsePythonVersion(values.python) }),
    ...(values.seed !== undefined && { seed: parseSeed(values.seed) }),
    ...numberOption("count", values.count),
    ...numberOption("keep", values.keep),
    ...numberOption("requestBytes", values["request-bytes"]),
    ...nodesOption(values.nodes),
    ...modeOption(values.mode),
    ...orderOption(values.order),
    ...arenaOption(values["arena-kib"]),
    ...(values.check && { check: true }),
    ...(values.layout !== undefined && { layout: parseLayout(values.layout) }),
  };
}

function orderOption(text: string | undefined): ExperimentOptions {
  if (text === undefined) return {};
  const order = DELETION_ORDERS.find((one) => one === text);
  if (order !== undefined) return { order };
  throw new UsageError(`order must be one of ${DELETION_ORDERS.join(", ")}, got "${text}"`);
}

function arenaOption(text: string | undefined): ExperimentOptions {
  const kibibytes = readNumber("arena-kib", text);
  return kibibytes === undefined ? {} : { arenaBytes: kibibytes * 1024 };
}

function numberOption(
  name: "count" | "keep" | "requestBytes",
  text: string | undefined,
): ExperimentOptions {
  const value = readNumber(name, text);
  return value === undefined ? {} : { [name]: value };
}

const MODES = ["in-place", "direct", "direct-sorted", "text"] as const;

function modeOption(text: string | undefined): ExperimentOptions {
  if (text === undefined) return {};
  const mode = MODES.find((known) => known === text);
  if (mode !== undefined) return { mode };
  throw new UsageError(`mode must be one of ${MODES.join(", ")}, got "${text}"`);
}

function nodesOption(text: string | undefined): ExperimentOptions {
  if (text === undefined) return {};
  if (text === "slots" || text === "plain") return { nodes: text };
  throw new UsageError(`nodes must be "slots" or "plain", got "${text}"`);
}

/** Stage, the four arena figures, blocks, bytes in blocks. */
const WIDTHS = [-12, 10, 10, 10, 10, 16, 16];

function table(result: ExperimentResult): string {
  const header = [
    "stage",
    "total",
    "reclaimed",
    "highwater",
    "current",
    "blocks",
    "bytes in blocks",
  ];
  const rows = result.stages.map(({ name, arenas, blocks, bytesInBlocks }) => [
    name,
    ...[arenas.total, arenas.reclaimed, arenas.highwater, arenas.current, blocks, bytesInBlocks],
  ]);
  const lines = [header, ...rows].map((cells) => tableRow(WIDTHS, cells));
  const { nodeCounts } = result;
  const kept =
    nodeCounts === undefined
      ? `${grouped(result.keptCount)} of ${grouped(result.count)} kept`
      : `${grouped(nodeCounts.built)} nodes, compressed ${grouped(nodeCounts.compressed)}`;
  const title = `${result.recording.title}, Python ${result.python}; ${kept}`;
  const model = result.model === undefined ? [] : [result.model];
  return [title, ...model, ...lines, ""].join("\n");
}
