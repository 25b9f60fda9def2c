/** `pymalloc-lab record`: makes a trace of a real program, and replays it before it is kept. */
import { basename, dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { RecordedMark, RecordingHeader } from "../../doors/internal.js";
import { type ReplayReport, replayTrace, type Trace, writeTrace } from "../../doors/trace.js";
import { outputPlace } from "../../files/output-place.js";
import { writeFilesTogether } from "../../files/whole-file.js";
import { WorkFolder } from "../../files/work-folder.js";
import { readArguments } from "../arguments/read-arguments.js";
import { readingInput, UsageError } from "../arguments/usage-error.js";
import { Interruption } from "../interruption.js";
import { childRecordings, childrenEnded, placeOfChild } from "./children.js";
import { type Ending, runRecorded } from "./recorded-run.js";
import { recorderLibrary } from "./recorder-library.js";
import { type ReadRecording, type RecordingPlace, readRecording } from "./recording-file.js";

const OPTIONS = {
  out: { type: "string" },
  expected: { type: "string" },
  "python-marks": { type: "boolean", default: false },
  "allow-cut": { type: "boolean", default: false },
  follow: { type: "boolean", default: false },
} as const;

interface Request {
  readonly program: readonly string[];
  readonly out: string;
  /** Where what the process said at its marks is written. */
  readonly expected: string | undefined;
  readonly marks: boolean;
  readonly allowCut: boolean;
  /** Whether children are recorded too, each in a file of its own. */
  readonly follows: boolean;
}

/** Runs the subcommand; exit code 1 where the trace does not replay. It is not kept then. */
export async function recordCommand(args: string[]): Promise<number> {
  const request = parseRequest(args);
  assertRecordable(process.platform, process.arch);
  // A program may run for hours: what is sure to fail after it is refused before.
  const place = outputPlace(request.out);
  if (request.expected !== undefined) outputPlace(request.expected);
  const library = recorderLibrary();
  // On the trace's own disk: where the recording fits, the trace does.
  const workshop = new WorkFolder(
    "path" in place && place.kind !== "stream" ? dirname(place.path) : undefined,
  );
  const interruption = new Interruption();
  try {
    const recording = join(workshop.path, "recording");
    const ending = await runRecorded({ ...request, library, recording, interruption });
    if (request.follows) await childrenEnded(recording, interruption);
    const place = { recording, program: request.program[0] ?? "", ending };
    const read = await readRecording(place, request.allowCut, interruption);
    const exitCode = finish(request, read, ending);
    if (request.follows)
      return Math.max(exitCode, await finishChildren(place, request, interruption));
    sayUnfollowed(read.header);
    return exitCode;
  } finally {
    interruption.release();
    workshop.remove();
  }
}

/** Keeps what holds of the children's recordings; exit code 1 where one does not. */
async function finishChildren(
  place: RecordingPlace,
  request: Request,
  interruption: Interruption,
): Promise<number> {
  let exitCode = 0;
  for (const child of childRecordings(place.recording)) {
    const out = placeOfChild(request.out, child);
    const { expected } = request;
    const own = {
      ...request,
      out,
      expected: expected === undefined ? undefined : placeOfChild(expected, child),
    };
    try {
      const childs = { ...place, recording: child.path, ending: undefined };
      const read = await readRecording(childs, request.allowCut, interruption);
      exitCode = Math.max(exitCode, finish(own, read, undefined));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`pymalloc-lab: process ${child.name}: ${error.message}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

/** A prefork server does its work in children: a trace of its parent alone would mislead. */
function sayUnfollowed({ childCount }: RecordingHeader): void {
  if (childCount === 0) return;
  const what =
    childCount === 1
      ? "1 process that it forked was"
      : `${childCount} processes that it forked were`;
  process.stderr.write(`  ${what} not recorded; --follow records them, a file each\n`);
}

/** Replays what was recorded, and keeps it if it holds. */
function finish(request: Request, recording: ReadRecording, ending: Ending | undefined): number {
  const { trace, report } = readingInput("the recording is of no use", () => {
    const trace = recording.process.trace({
      workload: basename(request.out).replace(/\.pmt\.gz$/, ""),
      command: request.program.join(" "),
      cut: recording.cut,
    });
    return { trace, report: replayTrace(trace) };
  });
  const differences = differencesOf(report, recording);
  if (differences.length > 0) {
    process.stderr.write(`pymalloc-lab: ${differences.join("; ")}; the trace is not kept\n`);
    return 1;
  }
  const file = readingInput("the trace is not kept", () => writeTrace(trace));
  writeFilesTogether([
    [request.out, gzipSync(file)],
    ...expectedFile(request, trace, recording.process.marks),
  ]);
  process.stderr.write(summary(request, trace, report, ending?.exitCode ?? 0));
  return 0;
}

/**
 * Refuses systems on which there is nothing to preload into, or no 64-bit pymalloc.
 *
 * @throws {UsageError} where recording is not possible.
 */
export function assertRecordable(platform: string, arch: string): void {
  if (platform !== "linux") {
    throw new UsageError(`recording needs Linux, this is ${platform}; a trace replays anywhere`);
  }
  if (arch !== "x64" && arch !== "arm64") {
    throw new UsageError(`recording needs a 64-bit x86 or ARM, this is ${arch}`);
  }
}

function parseRequest(args: string[]): Request {
  const end = args.indexOf("--");
  const program = end < 0 ? [] : args.slice(end + 1);
  const own = end < 0 ? args : args.slice(0, end);
  const { values, positionals } = readArguments({
    args: own,
    options: OPTIONS,
    allowPositionals: true,
  });
  if (values.out === undefined) throw new UsageError("record takes --out FILE, and none is given");
  if (program.length === 0 || positionals.length > 0) {
    const before = positionals.length === 0 ? "" : `, got "${positionals.join(" ")}" before it`;
    throw new UsageError(
      `record takes a program after --, as in: record --out FILE -- python3 x.py${before}`,
    );
  }
  if (program[0] === "") throw new UsageError('record takes a program after --, got ""');
  return {
    program,
    out: resolve(values.out),
    expected: values.expected === undefined ? undefined : resolve(values.expected),
    marks: values["python-marks"],
    allowCut: values["allow-cut"],
    follows: values.follow,
  };
}

function differencesOf(report: ReplayReport, { header, process }: ReadRecording): string[] {
  const { addresses, arenas, marks } = report;
  const texts = marks.filter(({ text }, i) => {
    const said = process.marks[i]?.text;
    return said !== undefined && said !== "" && said !== text;
  });
  const differences = [
    [addresses.wrong, "addresses differ from the simulator's"],
    [arenas.wrongMoment, "arenas come or go at another moment"],
    [texts.length, "stats texts differ"],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  if (differences.length > 0 && header.otherArenas > 0) {
    differences.push(
      `${header.otherArenas} arenas belong to a second interpreter of the process, which has a heap of its own`,
    );
  }
  return differences;
}

function expectedFile(
  request: Request,
  trace: Trace,
  marks: readonly RecordedMark[],
): [string, string][] {
  if (request.expected === undefined) return [];
  const expected = {
    trace: basename(request.out),
    python: trace.release,
    workload: trace.workload,
    command: trace.command,
    events: trace.eventCount,
    arenasAllocated: trace.arenasObtained.length,
    arenasFreed: trace.arenasReturned.length,
    marks,
  };
  return [[request.expected, `${JSON.stringify(expected, null, 1)}\n`]];
}

function summary(request: Request, trace: Trace, report: ReplayReport, exitCode: number): string {
  const count = (value: number) => value.toLocaleString("en-GB");
  return [
    `${request.out}: Python ${trace.release}, ${count(trace.eventCount)} events${trace.cut ? ", cut before the process ended" : ""}`,
    `  replayed   ${count(report.addresses.compared)} addresses, ${report.arenas.obtained} arenas, ${report.marks.length} marks: all as the process had them`,
    ...(exitCode === 0 ? [] : [`  the program's exit code was ${exitCode}`]),
    "",
  ].join("\n");
}
