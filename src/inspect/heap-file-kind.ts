/** Which files hold a heap, told by how they begin. */
import { GZIP_MAGIC_BYTES, isGzip } from "../gzip/gzip.js";
import type { ByteSource } from "../image/byte-source.js";
import { isElf } from "../image/elf-file.js";
import { isSelfCopy } from "../image/self-copy.js";

/** A heap with its labels and holders; a process's memory as the system wrote it, or the process itself. */
export type HeapFileKind = "held heap" | "core" | "copy";

/** First bytes of a file that tell its kind. */
export const HEAP_FILE_START_BYTES = 8;

/**
 * Tells the kind of a file.
 *
 * @param source - the file, or its first {@link HEAP_FILE_START_BYTES} alone.
 * @returns undefined where it is none of them, as a stats text is not.
 *
 * @example
 * heapFileKind(new BytesInMemory("core", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46))); // => "core"
 * heapFileKind(new BytesInMemory("empty", new Uint8Array(0))); // => undefined
 */
export function heapFileKind(source: ByteSource): HeapFileKind | undefined {
  const start = new Uint8Array(GZIP_MAGIC_BYTES);
  source.read(0, start);
  if (isGzip(start)) return "held heap";
  if (isElf(source)) return "core";
  return isSelfCopy(source) ? "copy" : undefined;
}
