/**
 * Reads a held-heap file: unzips it, parses it, and has it checked.
 *
 * A file can be made to unzip to a thousand times its size, so no more is unzipped than was
 * allowed. Runs in Node and in browsers alike.
 */
import { unzipped, type ZippedFile } from "../../gzip/gzip.js";
import { checkHeldHeap } from "./check-held-heap.js";
import type { HeldHeap } from "./held-heap.js";

/** Most bytes that a file may unzip to, unless the caller says otherwise. */
export const MOST_HELD_HEAP_BYTES = 400 * 1024 * 1024;

/**
 * Unzips and checks a file.
 *
 * @param file - its bytes, or a stream of them: a `Blob`'s, a `Response`'s body.
 * @param mostBytes - unzipped bytes to take at most.
 * @throws {RangeError} when the file is not gzip, is cut short, would unzip to more than
 *   `mostBytes`, or is not a held heap of this version; the message names what is wrong.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * held.python; // => "3.11.7"
 */
export async function readHeldHeap(
  file: ZippedFile,
  mostBytes = MOST_HELD_HEAP_BYTES,
): Promise<HeldHeap> {
  const text = await unzippedText(file, mostBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`not a held heap: it is not JSON (${why})`);
  }
  return checkHeldHeap(value);
}

async function unzippedText(file: ZippedFile, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parts: string[] = [];
  let byteCount = 0;
  const decoded = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new RangeError("not a held heap: it is not UTF-8 text");
    }
  };
  for await (const chunk of unzipped(file)) {
    byteCount += chunk.length;
    if (byteCount > mostBytes) {
      throw new RangeError(`the file unzips to more than the ${mostBytes} bytes that are taken`);
    }
    parts.push(decoded(chunk));
  }
  parts.push(decoded());
  return parts.join("");
}
