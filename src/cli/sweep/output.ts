/**
 * A sweep's file, which a sweep that was killed continues with.
 *
 * The header is the first line, and run after run follows in order. So what a kill
 * leaves is whole up to its last line end. What comes after that is dropped, and the
 * sweep continues with the next run.
 */

import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import type { SweepHeader, SweepLine } from "../../doors/experiments.js";
import { type OutputPlace, outputPlace } from "../../files/output-place.js";
import { UsageError } from "../arguments/usage-error.js";
import { assertRunLine, lineOf, parseHeader, planDifference, wholeLines } from "./file.js";

/** A file that lines are added to. */
export class SweepOutput {
  /** Runs that the file had already. */
  readonly done: number;
  readonly #path: string;
  readonly #descriptor: number;
  /** Length of the file, if it is one: a pipe or a device has none. */
  #bytes: number | undefined;

  private constructor(path: string, place: OutputPlace, begun: Begun | undefined) {
    this.done = begun?.runs ?? 0;
    this.#path = path;
    this.#descriptor = place.kind === "descriptor" ? place.descriptor : opened(path);
    this.#bytes = begun?.bytes;
  }

  /**
   * Opens a file, new or begun.
   *
   * @throws {UsageError} when it cannot be written, or is not the beginning of this sweep;
   * it is left as it is.
   * @throws {FileRefusal} when it is neither a file, nor a pipe or device to write to.
   */
  static async open(path: string, header: SweepHeader): Promise<SweepOutput> {
    const place = outputPlace(path);
    const isFile = place.kind === "file" || place.kind === "new";
    if (isFile) closeSync(opened(path));
    const begun = isFile ? await readBegun(path, header) : undefined;
    const output = new SweepOutput(path, place, begun);
    if (begun !== undefined) ftruncateSync(output.#descriptor, begun.bytes);
    if (!begun?.bytes) output.#append(JSON.stringify(header));
    return output;
  }

  /** Adds a run. */
  add(line: SweepLine): void {
    this.#append(lineOf(line));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append(line: string): void {
    if (this.#bytes !== undefined && fstatSync(this.#descriptor).size !== this.#bytes) {
      throw new UsageError(`another process writes to ${this.#path}; let one of them finish it`);
    }
    writeFileSync(this.#descriptor, `${line}\n`);
    if (this.#bytes !== undefined) this.#bytes += Buffer.byteLength(line) + 1;
  }
}

/** What a file has of a sweep: whole lines, and their bytes with the header's. */
interface Begun {
  readonly runs: number;
  readonly bytes: number;
}

async function readBegun(path: string, header: SweepHeader): Promise<Begun> {
  let bytes = 0;
  let lines = 0;
  for await (const line of wholeLines(path)) {
    if (lines === 0) assertSameSweep(path, parseHeader(path, line), header);
    else assertRunLine(path, header, lines - 1, line);
    lines += 1;
    bytes += Buffer.byteLength(line) + 1;
  }
  if (lines === 0) assertHalfHeader(path, header);
  return { runs: Math.max(0, lines - 1), bytes };
}

function assertSameSweep(path: string, found: SweepHeader, wanted: SweepHeader): void {
  const field = planDifference(wanted.plan, found.plan);
  if (field !== undefined) {
    throw new UsageError(`${path} is of another plan: its ${field} differ; choose another file`);
  }
  const [has, asked] = [found.shard, wanted.shard].map(({ number, of }) => `${number}/${of}`);
  if (has !== asked) throw new UsageError(`${path} is shard ${has}, asked for is ${asked}`);
}

/** A file without a line is this sweep's if it is empty or a header that was cut. */
function assertHalfHeader(path: string, header: SweepHeader): void {
  if (JSON.stringify(header).startsWith(readFileSync(path, "utf8"))) return;
  throw new UsageError(`${path} is not a sweep: its first line is not a header`);
}

function opened(path: string): number {
  try {
    return openSync(path, "a");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write ${path}: ${why}`);
  }
}
