/** `pymalloc-lab replay`: a recorded process against the simulator. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { type ReplayReport, readTrace, replayTrace } from "../index.js";
import { parsingArguments, UsageError } from "./usage-error.js";

/** Runs the subcommand; exit code 1 where an address or an arena is wrong. */
export async function replayCommand(args: string[]): Promise<number> {
  const { values, positionals } = parsingArguments(() =>
    parseArgs({
      args,
      options: { json: { type: "boolean", default: false } },
      allowPositionals: true,
    }),
  );
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) {
    throw new UsageError(`replay takes one trace file, got ${positionals.length}`);
  }
  const trace = readTrace(unzipped(path));
  const report = replayTrace(trace);
  const file = basename(path);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ file, python: trace.python, ...report })}\n`
      : summary(file, trace.python, report),
  );
  return report.addresses.wrong === 0 && report.arenas.wrongMoment === 0 ? 0 : 1;
}

function unzipped(path: string): Uint8Array {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return gunzipSync(file);
  } catch {
    throw new UsageError(`${path} is not a gzip file, or is cut short`);
  }
}

function summary(file: string, python: string, report: ReplayReport): string {
  const { addresses, arenas, events, marks } = report;
  return [
    `${file}: Python ${python}, ${events.toLocaleString("en")} events`,
    `  addresses  ${addresses.compared.toLocaleString("en")} compared, ${addresses.wrong} wrong`,
    `  arenas     ${arenas.obtained} obtained, ${arenas.returned} returned, ${arenas.wrongMoment} at a wrong moment`,
    `  marks      ${marks.length}`,
    "",
  ].join("\n");
}
