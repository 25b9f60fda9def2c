/**
 * The memory of a process in an ELF core, of the kernel or of `gcore`.
 *
 * A core has the writable memory; what could be read again from a file (a library's code and
 * its constant texts) the kernel leaves out. Where that file is not at hand, as on another
 * machine, those bytes cannot be read, and the heap does not need them.
 */
import type { ByteSource } from "./byte-source.js";
import {
  asciiOf,
  type ElfSegment,
  PF_R,
  PF_W,
  PF_X,
  PT_LOAD,
  PT_NOTE,
  readElfCoreHeader,
  readElfNotes,
  viewOf,
} from "./elf-file.js";
import { InspectionRefused } from "./inspection-refused.js";
import { type CopiedRegion, type Mapping, MemoryImage, PAGE_BYTES } from "./memory-image.js";
import { emptyRegion, isWritablePrivate, regionBounds } from "./memory-map.js";

/** Note types of a core. @see Linux, include/uapi/linux/elf.h */
const NT_PRPSINFO = 3;
const NT_FILE = 0x46494c45;
/** Where `pr_psargs`, the command line, is in a 64-bit `elf_prpsinfo`. */
const COMMAND_OFFSET = 56;
const COMMAND_BYTES = 80;

/** Opens a file that was mapped in the process; `undefined` where it is not at hand. */
export type FileOpener = (path: string) => ByteSource | undefined;

/** A load segment with the file that lies under it, as far as the core says. */
interface Load {
  readonly segment: ElfSegment;
  readonly mapping: Mapping;
}

/**
 * Reads a core.
 *
 * @param openFile - opens the process's own files, for the memory that a core leaves out.
 * @throws {InspectionRefused} when the file is not a core of a 64-bit process, or has no memory.
 */
export function readElfCore(
  source: ByteSource,
  openFile: FileOpener = () => undefined,
): MemoryImage {
  const { machine, segments } = readElfCoreHeader(source);
  const notes = segments
    .filter(({ type }) => type === PT_NOTE)
    .flatMap((segment) => readElfNotes(source, segment));
  const core = notes.filter(({ owner }) => owner === "CORE");
  const files = core.filter(({ type }) => type === NT_FILE).flatMap(({ bytes }) => fileNote(bytes));
  const loads = segments
    .filter(({ type, memoryBytes }) => type === PT_LOAD && memoryBytes > 0)
    .map((segment) => ({ segment, mapping: mappingOf(segment, files) }));
  const { regions, missingBytes } = copyRegions(source, loads);
  if (regions.length === 0) {
    throw new InspectionRefused(
      `${source.name} is a core without memory: nothing can be read of it`,
    );
  }
  const info = core.find(({ type }) => type === NT_PRPSINFO);
  const origin = {
    kind: "core" as const,
    name: source.name,
    commandLine: info === undefined ? "" : commandLine(info.bytes),
    pythonVariables: new Map<string, string>(),
    stoppedMs: 0,
    isOfOneMoment: true,
    problems:
      missingBytes > 0
        ? [`the core is cut short: ${missingBytes} bytes of the process's memory are missing`]
        : [],
    machine,
  };
  const mappings = loads.map(({ mapping }) => mapping);
  const others = files.filter((file) => !mappings.some((one) => overlap(one, file)));
  return new MemoryImage(origin, [...mappings, ...others], regions, (page) =>
    readPage(source, loads, files, openFile, page),
  );
}

function commandLine(bytes: Uint8Array): string {
  return asciiOf(bytes.subarray(COMMAND_OFFSET, COMMAND_OFFSET + COMMAND_BYTES)).trim();
}

/** Files of the process: addresses, offsets in units of a page, then the names. */
function fileNote(bytes: Uint8Array): Mapping[] {
  if (bytes.length < 16) return [];
  const view = viewOf(bytes);
  const word = (at: number) => Number(view.getBigUint64(at, true));
  const count = word(0);
  const unitBytes = word(8);
  let nameAt = 16 + 24 * count;
  if (!(nameAt <= bytes.length)) return [];
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, place) => {
    const entry = 16 + 24 * place;
    const end = bytes.indexOf(0, nameAt);
    const fileName = decoder.decode(bytes.subarray(nameAt, end < 0 ? bytes.length : end));
    nameAt = end < 0 ? bytes.length : end + 1;
    return {
      start: word(entry),
      end: word(entry + 8),
      permissions: "r--p",
      fileName,
      fileOffset: word(entry + 16) * unitBytes,
    };
  });
}

function mappingOf(segment: ElfSegment, files: readonly Mapping[]): Mapping {
  const start = segment.address;
  const file = files.find((one) => start >= one.start && start < one.end);
  const { flags } = segment;
  return {
    start,
    end: start + segment.memoryBytes,
    permissions: `${flags & PF_R ? "r" : "-"}${flags & PF_W ? "w" : "-"}${flags & PF_X ? "x" : "-"}p`,
    fileName: file?.fileName ?? "",
    fileOffset: file === undefined ? 0 : file.fileOffset + start - file.start,
  };
}

function copyRegions(source: ByteSource, loads: readonly Load[]) {
  const regions: CopiedRegion[] = [];
  let missingBytes = 0;
  for (const { segment, mapping } of loads) {
    if (!isWritablePrivate(mapping)) continue;
    if (mapping.fileName === "") missingBytes += segment.memoryBytes - segment.fileBytes;
    const end = mapping.start + segment.fileBytes;
    for (const [from, to] of regionBounds({ start: mapping.start, end })) {
      const at = segment.fileOffset + from - mapping.start;
      const there = Math.min(to - from, source.byteLength - at);
      missingBytes += to - from - Math.max(0, there);
      // A core that is cut short may claim terabytes: what is not there gets no memory.
      const whole = Math.floor(there / PAGE_BYTES) * PAGE_BYTES;
      if (whole <= 0) continue;
      const region = emptyRegion(from, from + whole, mapping);
      source.read(at, region.bytes);
      regions.push(region);
    }
  }
  return { regions, missingBytes };
}

function readPage(
  source: ByteSource,
  loads: readonly Load[],
  files: readonly Mapping[],
  openFile: FileOpener,
  page: number,
): Uint8Array | undefined {
  const bytes = new Uint8Array(PAGE_BYTES);
  const load = loads.find(({ mapping }) => page >= mapping.start && page < mapping.end);
  if (load !== undefined && page - load.mapping.start < load.segment.fileBytes) {
    const at = load.segment.fileOffset + page - load.mapping.start;
    return source.read(at, bytes) > 0 ? bytes : undefined;
  }
  const file = files.find(({ start, end }) => page >= start && page < end);
  const opened = file === undefined ? undefined : openFile(file.fileName);
  if (file === undefined || opened === undefined) return undefined;
  return opened.read(file.fileOffset + page - file.start, bytes) > 0 ? bytes : undefined;
}

function overlap(one: Mapping, other: Mapping): boolean {
  return one.start < other.end && other.start < one.end;
}
