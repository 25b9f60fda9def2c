/** A file of this machine as a source of bytes (Node only). */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "./byte-source.js";
import { InspectionRefused } from "./inspection-refused.js";

/** Most bytes that one call of the system reads. */
export const READ_BYTES = 1 << 30;

/**
 * An open file.
 *
 * @example
 * const file = new FileSource("package.json");
 * const bytes = new Uint8Array(file.byteLength);
 * file.read(0, bytes); // => bytes.length
 * file.close();
 */
export class FileSource implements ByteSource {
  readonly name: string;
  readonly byteLength: number;
  readonly #descriptor: number;

  /**
   * @throws {InspectionRefused} when the path is not a regular file; a `SystemError` when it
   *   cannot be opened.
   */
  constructor(path: string) {
    this.name = path;
    // A pipe that nobody writes to would make the opening wait for ever.
    this.#descriptor = openSync(path, "r");
    const stat = fstatSync(this.#descriptor);
    if (!stat.isFile()) {
      closeSync(this.#descriptor);
      throw new InspectionRefused(`${path} is not a regular file`);
    }
    this.byteLength = stat.size;
  }

  read(offset: number, into: Uint8Array): number {
    return readFully(this.#descriptor, into, 0, into.length, offset);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/**
 * Reads until a stretch of an array is full or the file ends.
 *
 * @param position - in the file, in bytes; addresses up to 2^48 are taken too.
 * @returns how many bytes were read.
 */
export function readFully(
  descriptor: number,
  into: Uint8Array,
  from: number,
  byteCount: number,
  position: number,
): number {
  let done = 0;
  while (done < byteCount) {
    const count = Math.min(byteCount - done, READ_BYTES);
    const read = readSync(descriptor, into, from + done, count, position + done);
    if (read <= 0) break;
    done += read;
  }
  return done;
}

/**
 * Opens files that a process had mapped, each once; what is not there is `undefined`.
 *
 * @example
 * const files = new MappedFiles();
 * files.open("package.json") === files.open("package.json"); // => true
 * files.open("/no/such/file"); // => undefined
 * files.close();
 */
export class MappedFiles {
  readonly #files = new Map<string, FileSource | undefined>();

  readonly open = (path: string): ByteSource | undefined => {
    if (!this.#files.has(path)) this.#files.set(path, opened(path));
    return this.#files.get(path);
  };

  close(): void {
    for (const file of this.#files.values()) file?.close();
    this.#files.clear();
  }
}

function opened(path: string): FileSource | undefined {
  try {
    return new FileSource(path);
  } catch {
    return undefined;
  }
}
