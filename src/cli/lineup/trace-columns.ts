/** A trace file, unzipped into a file of its own and read from there piece by piece. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  headerEnd,
  MOST_HEADER_BYTES,
  notATrace,
  parseTraceHeader,
  type ReadColumn,
  type TraceHeader,
  unzipped,
} from "../../doors/internal.js";
import { FileRefusal, reasonOf } from "../../files/output-place.js";
import { writeAll } from "../../files/write-all.js";
import { UsageError } from "../arguments/usage-error.js";

/** An unzipped trace. */
export interface TraceColumns {
  readonly header: TraceHeader;
  /** Of the file as it was, zipped; in hexadecimal. */
  readonly sha256: string;
  readonly read: ReadColumn;
  readonly close: () => void;
}

/**
 * Unzips a trace into a folder. Nothing beyond what its header promises is written.
 *
 * @throws {UsageError} when it cannot be read, or is not a trace.
 * @throws {FileRefusal} when the disk is full.
 */
export async function unzipTrace(path: string, folder: string): Promise<TraceColumns> {
  const hash = createHash("sha256");
  const columns = new ColumnsFile(join(folder, "columns"));
  try {
    const file = Readable.toWeb(Readable.from(hashing(path, hash), { objectMode: false }));
    for await (const chunk of unzipped(file)) columns.add(chunk);
    const header = columns.finish();
    return {
      header,
      sha256: hash.digest("hex"),
      read: columns.reader(header),
      close: () => columns.close(),
    };
  } catch (error) {
    columns.close();
    if (error instanceof FileRefusal) throw error;
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

async function* hashing(path: string, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    yield chunk;
  }
}

/** What comes after the header line goes into a file. */
class ColumnsFile {
  readonly #file: number;
  #header: TraceHeader | undefined;
  #start: Uint8Array = new Uint8Array();
  #written = 0;

  constructor(path: string) {
    this.#file = openSync(path, "wx+", 0o600);
  }

  add(chunk: Uint8Array): void {
    if (this.#header !== undefined) this.#write(this.#header, chunk);
    else this.#addToStart(chunk);
  }

  finish(): TraceHeader {
    if (this.#header === undefined) throw notATrace("no header line");
    const { columnBytes } = this.#header;
    if (this.#written === columnBytes) return this.#header;
    throw notATrace(
      `it is cut short: its header promises ${columnBytes} bytes after it, the file has ${this.#written}`,
    );
  }

  reader(header: TraceHeader): ReadColumn {
    const starts = new Map<string, number>();
    let at = 0;
    for (const [name, bytes] of header.columns) {
      starts.set(name, at);
      at += bytes;
    }
    return (column, from, into) => {
      const start = (starts.get(column) ?? 0) + from;
      for (let done = 0; done < into.length; ) {
        const got = readSync(this.#file, into, done, into.length - done, start + done);
        if (got === 0) throw new Error("the unzipped trace became shorter");
        done += got;
      }
    };
  }

  close(): void {
    closeSync(this.#file);
  }

  #addToStart(chunk: Uint8Array): void {
    this.#start = Buffer.concat([this.#start, chunk]);
    const end = headerEnd(this.#start);
    if (end !== undefined) {
      this.#header = parseTraceHeader(this.#start.subarray(0, end));
      this.#write(this.#header, this.#start.subarray(end + 1));
      this.#start = new Uint8Array();
    } else if (this.#start.length > MOST_HEADER_BYTES) {
      throw notATrace(`no header line in its first ${MOST_HEADER_BYTES} bytes`);
    }
  }

  #write(header: TraceHeader, bytes: Uint8Array): void {
    if (this.#written + bytes.length > header.columnBytes) {
      throw notATrace(
        `it continues after the ${header.columnBytes} bytes that its header promises`,
      );
    }
    writeAll(this.#file, bytes, "the unzipped trace, in the folder that TMPDIR names");
    this.#written += bytes.length;
  }
}
