/** A sweep's file as it is read: a header, then a line a run, in order. */
import { createReadStream } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { crc32 } from "node:zlib";
import {
  parseShard,
  runCountOfShard,
  type Shard,
  type SweepHeader,
  type SweepLine,
  type SweepPlan,
  sweepPlan,
} from "../../doors/experiments.js";
import { jobOfShard, SWEEP_FORMAT, sweepJob } from "../../doors/internal.js";
import { parseJson, quotedJson } from "../../json/parse-json.js";
import { UsageError } from "../arguments/usage-error.js";

/** Longest line of a sweep, in UTF-16 units; a plan of a thousand counts is a tenth of it. */
const LONGEST_LINE = 1_000_000;

/** How much is said of what a header has, in UTF-16 units: it may quote all of it. */
const LONGEST_REASON = 300;

/** What ends a run's line: a checksum of all that stands before it. */
const CHECKSUM = /,"crc32":"([0-9a-f]{8})"\}$/;

/** A run as its line. */
export function lineOf(run: SweepLine): string {
  const text = JSON.stringify(run).slice(0, -1);
  return `${text},"crc32":"${checksumOf(text)}"}`;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

/**
 * Lines of a file, in order; what follows the last line end is not a line.
 *
 * @throws {UsageError} when a line is too long, or ends in CRLF.
 */
export async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE)
      throw new UsageError(`${path} is not a sweep: a line has no end`);
    for (const line of lines) {
      if (line.endsWith("\r")) {
        throw new UsageError(
          `${path} has lines that end in CRLF, as on Windows; a sweep's end in LF: convert it`,
        );
      }
      yield line;
    }
  }
}

/**
 * Reads a header.
 *
 * @throws {UsageError} when it is not such a file, or one of another format.
 */
export function parseHeader(path: string, line: string): SweepHeader {
  const header = parsed(line);
  const format = header["format"];
  if (typeof format !== "string" || !format.startsWith("pymalloc-lab sweep ")) {
    throw new UsageError(`${path} is not a sweep: its first line is not a header`);
  }
  if (format !== SWEEP_FORMAT) {
    throw new UsageError(
      `${path} has the format ${quotedJson(format)}; this program has "${SWEEP_FORMAT}"`,
    );
  }
  try {
    const plan = sweepPlan(header["plan"]);
    const { number, of } = { ...(header["shard"] as Partial<Shard>) };
    return { format, plan, shard: parseShard(`${number}/${of}`) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const reason = why.slice(0, LONGEST_REASON);
    throw new UsageError(`${path} has a header that does not hold: ${reason}`);
  }
}

/** @throws {UsageError} when a line is altered, or not that of a shard's run; `index` is from 0. */
export function assertRunLine(
  path: string,
  { plan, shard }: SweepHeader,
  index: number,
  line: string,
): void {
  if (index >= runCountOfShard(plan, shard)) {
    throw new UsageError(`${path} has more runs than its plan`);
  }
  assertUnaltered(path, index, line);
  const expected = sweepJob(plan, jobOfShard(shard, index));
  const run = parsed(line);
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, run[name]]));
  if (isDeepStrictEqual(found, { ...expected })) return;
  const place = `line ${index + 2} of ${path}`;
  throw new UsageError(`${place} should be run ${expected.job} of the sweep, and is not`);
}

function assertUnaltered(path: string, index: number, line: string): void {
  const place = `line ${index + 2} of ${path}`;
  const found = CHECKSUM.exec(line);
  if (found === null)
    throw new UsageError(`${place} is not a run of a sweep: its checksum is missing`);
  if (found[1] === checksumOf(line.slice(0, found.index))) return;
  throw new UsageError(`${place} was altered: its checksum is another; make that shard again`);
}

/** Name of the first field in which two plans differ, or `undefined`. */
export function planDifference(one: SweepPlan, other: SweepPlan): string | undefined {
  const fields = Object.keys(one) as (keyof SweepPlan)[];
  return fields.find((field) => !isDeepStrictEqual(one[field], other[field]));
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return { ...Object(parseJson(line)) };
  } catch {
    return {};
  }
}
