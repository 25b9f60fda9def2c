/** A file with the memory of a process: which kind it is, and its memory. */
import type { ByteSource } from "./byte-source.js";
import { type FileOpener, readElfCore } from "./elf-core.js";
import { isElf } from "./elf-file.js";
import { InspectionRefused } from "./inspection-refused.js";
import type { MemoryImage } from "./memory-image.js";
import { isSelfCopy, readSelfCopy } from "./self-copy.js";

/**
 * Reads a core, or a copy that a process made of itself.
 *
 * @param openFile - opens the process's own files, for the memory that a core leaves out.
 * @throws {InspectionRefused} when the file is neither, is cut short, or is of a machine that
 *   is not read.
 *
 * @example
 * const note = new TextEncoder().encode("not the memory of a process");
 * try {
 *   readImageFile(new BytesInMemory("note.txt", note));
 * } catch (error) {
 *   error.message.startsWith("note.txt is neither an ELF core"); // => true
 * }
 */
export function readImageFile(source: ByteSource, openFile?: FileOpener): MemoryImage {
  if (source.byteLength === 0) throw new InspectionRefused(`${source.name} is empty`);
  if (isElf(source)) return readElfCore(source, openFile);
  if (isSelfCopy(source)) return readSelfCopy(source);
  throw new InspectionRefused(
    `${source.name} is neither an ELF core nor a copy that a process made of itself`,
  );
}
