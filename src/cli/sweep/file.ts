/** A sweep's file as it is read: a header, then a line a run, in order. */
import { createReadStream } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  jobOfShard,
  parseShard,
  runCountOfShard,
  type Shard,
  SWEEP_FORMAT,
  type SweepHeader,
  type SweepPlan,
  sweepJob,
  sweepPlan,
} from "../../index.js";
import { UsageError } from "../arguments/usage-error.js";

/** Lines of a file, in order; what follows the last line end is no line. */
export async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/**
 * Reads a header.
 *
 * @throws {UsageError} when it is none, or one of another format.
 */
export function parseHeader(path: string, line: string): SweepHeader {
  const header = parsed(line);
  const format = header["format"];
  if (typeof format !== "string" || !format.startsWith("pymalloc-lab sweep ")) {
    throw new UsageError(`${path} is no sweep: its first line is no header`);
  }
  if (format !== SWEEP_FORMAT) {
    throw new UsageError(`${path} has the format "${format}"; this program has "${SWEEP_FORMAT}"`);
  }
  try {
    const plan = sweepPlan(header["plan"]);
    const { number, of } = { ...(header["shard"] as Partial<Shard>) };
    return { format, plan, shard: parseShard(`${number}/${of}`) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} has a header that does not hold: ${why}`);
  }
}

/** @throws {UsageError} when a line is not that of a shard's run; `index` is from 0. */
export function assertRunLine(
  path: string,
  { plan, shard }: SweepHeader,
  index: number,
  line: string,
): void {
  if (index >= runCountOfShard(plan, shard)) {
    throw new UsageError(`${path} has more runs than its plan`);
  }
  const expected = sweepJob(plan, jobOfShard(shard, index));
  const run = parsed(line);
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, run[name]]));
  if (isDeepStrictEqual(found, { ...expected })) return;
  const place = `line ${index + 2} of ${path}`;
  throw new UsageError(`${place} should be run ${expected.job} of the sweep, and is not`);
}

/** Name of the first field in which two plans differ, or `undefined`. */
export function planDifference(one: SweepPlan, other: SweepPlan): string | undefined {
  const fields = Object.keys(one) as (keyof SweepPlan)[];
  return fields.find((field) => !isDeepStrictEqual(one[field], other[field]));
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(line) };
  } catch {
    return {};
  }
}
