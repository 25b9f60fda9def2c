/** `pymalloc-lab replay`: a recorded process against the simulator. */
import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import {
  type ReplayReport,
  readTraceFile,
  replayTrace,
  survivorsOf,
  type Trace,
} from "../../doors/trace.js";
import { readArguments } from "../arguments/read-arguments.js";
import { readingInput, UsageError } from "../arguments/usage-error.js";
import { survivorsReport } from "./survivors-report.js";

/** Runs the subcommand; exit code 1 where an address or an arena is wrong. */
export async function replayCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    options: { json: { type: "boolean", default: false }, at: { type: "string" } },
    allowPositionals: true,
  });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) {
    throw new UsageError(`replay takes one trace file, got ${positionals.length}`);
  }
  const trace = await readFile(path);
  const moment = values.at === undefined ? undefined : momentOf(values.at, trace);
  // A trace can be well formed and still say what no process does, as to free a block twice.
  const report = readingInput(`cannot replay ${path}`, () => replayTrace(trace));
  const file = basename(path);
  const survivors = survivorsOf(trace, moment);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ file, python: trace.python, ...report, survivors })}\n`
      : `${summary(file, trace, report)}${survivorsReport(trace, survivors)}`,
  );
  return report.addresses.wrong === 0 && report.arenas.wrongMoment === 0 ? 0 : 1;
}

/** Reads a moment: a number of events, or "mark:2". */
function momentOf(text: string, { eventCount, marks }: Trace): number {
  const [, markId] = /^mark:(\d+)$/.exec(text) ?? [];
  if (markId !== undefined) {
    const mark = marks.find(({ id }) => id === Number(markId));
    if (mark !== undefined) return mark.event;
    const there = marks.length === 0 ? "none" : marks.map(({ id }) => id).join(", ");
    throw new UsageError(`the trace has no mark ${markId}; it has ${there}`);
  }
  if (/^\d+$/.test(text) && Number(text) <= eventCount) return Number(text);
  throw new UsageError(
    `--at takes a number of events, 0 to ${eventCount}, or a mark as in mark:2, got "${text}"`,
  );
}

async function readFile(path: string): Promise<Trace> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${path} is a folder; replay takes one trace file, FILE.pmt.gz`);
  }
  try {
    const file = createReadStream(path);
    await once(file, "open");
    return await readTraceFile(Readable.toWeb(file));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`cannot read ${path}: ${error.message}`, { cause: error });
  }
}

function summary(file: string, { python, cut }: Trace, report: ReplayReport): string {
  const { addresses, arenas, events, marks } = report;
  return [
    `${file}: Python ${python}, ${events.toLocaleString("en-GB")} events${cut ? ", cut before the process ended" : ""}`,
    `  addresses  ${addresses.compared.toLocaleString("en-GB")} compared, ${addresses.wrong} wrong`,
    `  arenas     ${arenas.obtained} obtained, ${arenas.returned} returned, ${arenas.wrongMoment} at a wrong moment`,
    `  marks      ${marks.length}`,
    "",
  ].join("\n");
}
