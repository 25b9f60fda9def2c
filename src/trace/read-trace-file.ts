/**
 * Reads a trace file as it is on a disk or comes over a network: gzipped.
 *
 * Runs in Node and in browsers alike. A file can be made to unzip to a thousand
 * times its size, so the header is read first and nothing beyond what it promises.
 */
import { unzipped, type ZippedFile } from "../gzip/gzip.js";
import { MOST_HEADER_BYTES, MOST_TRACE_BYTES, notATrace } from "./pmt1.js";
import { headerEnd, readTrace } from "./read-trace.js";
import type { Trace } from "./trace.js";
import { parseTraceHeader } from "./trace-header.js";

/**
 * Unzips and decodes a trace.
 *
 * @param file - its bytes, or a stream of them: a `Blob`'s, a `Response`'s body.
 * @param mostBytes - unzipped bytes to take at most.
 * @throws {RangeError} when the file is not gzip, is cut short or altered, would unzip
 *   to more than `mostBytes`, or is not a trace (see {@link readTrace}).
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * trace.python; // => "3.9"
 */
export async function readTraceFile(
  file: ZippedFile,
  mostBytes = MOST_TRACE_BYTES,
): Promise<Trace> {
  const trace = new UnzippedTrace(mostBytes);
  for await (const chunk of unzipped(file)) trace.add(chunk);
  return readTrace(trace.bytes());
}

/** What is unzipped so far, never more than the header promised. */
class UnzippedTrace {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  /** Most bytes there may be: of a header line at first, of the whole trace when that is known. */
  #limit: number | undefined;
  readonly #mostBytes: number;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#limit === undefined && chunk.includes(10)) this.#limit = this.#promised();
    if (this.#limit === undefined && this.#length > MOST_HEADER_BYTES) {
      throw notATrace(`no header line in its first ${MOST_HEADER_BYTES} bytes`);
    }
    if (this.#limit !== undefined && this.#length > this.#limit) {
      throw notATrace(`it continues after the ${this.#limit} bytes that its header promises`);
    }
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  #promised(): number {
    const bytes = this.bytes();
    const end = headerEnd(bytes);
    if (end === undefined)
      throw notATrace(`no header line in its first ${MOST_HEADER_BYTES} bytes`);
    const promised = end + 1 + parseTraceHeader(bytes.subarray(0, end)).columnBytes;
    if (promised > this.#mostBytes) {
      throw new RangeError(
        `the trace would unzip to ${promised} bytes; at most ${this.#mostBytes} are taken`,
      );
    }
    return promised;
  }
}
