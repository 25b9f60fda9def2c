/**
 * Standard output, when it is a file. Node writes to one once and takes a part for the whole:
 * on a full disk, or under `ulimit -f`, the rest would be missing and nobody would be told.
 */
import { fstatSync } from "node:fs";
import { type Content, writeAll } from "../files/write-all.js";

const STANDARD_OUTPUT = 1;

/** Makes writing to standard output write all, or throw {@link FileRefusal}. */
export function writeOutputWhole(): void {
  if (!isFile(STANDARD_OUTPUT)) return;
  process.stdout.write = (content: Content, ...rest: unknown[]): boolean => {
    writeAll(STANDARD_OUTPUT, content, "the standard output");
    const done = rest.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}
