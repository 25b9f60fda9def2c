/** Writing to an open file, and saying in plain words what the system says against it. */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { codeOf, FileRefusal, reasonOf } from "./output-place.js";

/** A content: a text is written as UTF-8. */
export type Content = string | Uint8Array;

/** A pipe that is full is tried again after this time. */
const RETRY_MS = 5;

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of this disk is used up",
  EFBIG: "it became larger than the system lets a file be (ulimit -f)",
  ENXIO: "nobody reads from it",
  EPIPE: "its reader has left",
};

/**
 * Writes all of a content to an open file.
 *
 * @param named - the file, for the message.
 * @throws {FileRefusal} when it cannot be written; a part of it may be.
 */
export function writeAll(descriptor: number, content: Content, named: string): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  refusing(named, () => {
    for (let at = 0; at < bytes.length; ) at += writeSome(descriptor, bytes.subarray(at));
  });
}

function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    return 0;
  }
}

/** Opens a pipe or a device. A pipe that nobody reads would keep the command waiting for ever. */
export function openStream(named: string, path: string): number {
  try {
    // The first is there to be refused at once; it is closed after the second is open.
    const probe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
    } finally {
      closeSync(probe);
    }
  } catch (error) {
    throw new FileRefusal(`cannot write ${named}: ${whyOf(error)}`, { cause: error });
  }
}

/** Does something to a file; what the system says against it is said with the file's name. */
export function refusing<T>(named: string, task: () => T): T {
  try {
    return task();
  } catch (error) {
    if (error instanceof FileRefusal || codeOf(error) === "") throw error;
    throw new FileRefusal(`cannot write ${named}: ${whyOf(error)}`, { cause: error });
  }
}

function whyOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? reasonOf(error);
}
