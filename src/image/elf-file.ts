/** The parts of an ELF file that a core is made of: header, segments, notes. */
import type { ByteSource } from "./byte-source.js";
import { InspectionRefused } from "./inspection-refused.js";

/** A segment of the program header. */
export interface ElfSegment {
  readonly type: number;
  readonly flags: number;
  readonly fileOffset: number;
  readonly address: number;
  readonly fileBytes: number;
  readonly memoryBytes: number;
}

/** Segment types and flags. @see `elf.h` */
export const PT_LOAD = 1;
export const PT_NOTE = 4;
export const PF_X = 1;
export const PF_W = 2;
export const PF_R = 4;

const MAGIC = 0x7f454c46;
const HEADER_BYTES = 64;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const ET_CORE = 4;
/** More segments than a 16-bit field holds: the number is in the first section header. */
const PN_XNUM = 0xffff;
const SEGMENT_BYTES = 56;

/** `e_machine` of the processors whose object layouts are CPython's of 64-bit Linux. */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [62, "x86-64"],
  [183, "aarch64"],
]);

/** Largest program header and largest note segment that are believed, in bytes. */
const LIMIT_BYTES = 256 * 1024 * 1024;

/** An ELF core's header. */
export interface ElfCoreHeader {
  readonly machine: string;
  readonly segments: readonly ElfSegment[];
}

/** Whether a file begins as every ELF file does. */
export function isElf(source: ByteSource): boolean {
  const start = new Uint8Array(4);
  return source.read(0, start) === 4 && viewOf(start).getUint32(0) === MAGIC;
}

/**
 * Reads the header of a core.
 *
 * @throws {InspectionRefused} when the file is not a core of a 64-bit little-endian process.
 */
export function readElfCoreHeader(source: ByteSource): ElfCoreHeader {
  const { name } = source;
  if (!isElf(source)) throw new InspectionRefused(`${name} is not an ELF file`);
  const header = viewOf(readExactly(source, 0, HEADER_BYTES));
  if (header.getUint8(5) !== LITTLE_ENDIAN) {
    throw new InspectionRefused(
      `${name} is of a big-endian machine; only little-endian ones are read`,
    );
  }
  if (header.getUint16(16, true) !== ET_CORE) {
    throw new InspectionRefused(`${name} is a program or a library, not the core of a process`);
  }
  if (header.getUint8(4) !== CLASS_64) {
    throw new InspectionRefused(
      `${name} is the core of a 32-bit process; only 64-bit ones are read`,
    );
  }
  const machine = MACHINES.get(header.getUint16(18, true));
  if (machine === undefined) {
    const number = header.getUint16(18, true);
    throw new InspectionRefused(
      `${name} is the core of machine type ${number}; only x86-64 and aarch64 are read`,
    );
  }
  return { machine, segments: readSegments(source, header) };
}

function readSegments(source: ByteSource, header: DataView): ElfSegment[] {
  const tableOffset = Number(header.getBigUint64(32, true));
  const entryBytes = header.getUint16(54, true);
  let count = header.getUint16(56, true);
  if (count === PN_XNUM) {
    const sectionOffset = Number(header.getBigUint64(40, true));
    count = viewOf(readExactly(source, sectionOffset, HEADER_BYTES)).getUint32(44, true);
  }
  if (entryBytes < SEGMENT_BYTES || entryBytes * count > LIMIT_BYTES) {
    throw new InspectionRefused(`${source.name} has a broken program header`);
  }
  const table = viewOf(readExactly(source, tableOffset, entryBytes * count));
  return Array.from({ length: count }, (_, place) => segmentAt(table, place * entryBytes));
}

function segmentAt(table: DataView, at: number): ElfSegment {
  const word = (offset: number) => Number(table.getBigUint64(at + offset, true));
  return {
    type: table.getUint32(at, true),
    flags: table.getUint32(at + 4, true),
    fileOffset: word(8),
    address: word(16),
    fileBytes: word(32),
    memoryBytes: word(40),
  };
}

/** A note of a core: its owner, its type, its bytes. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Reads the notes of a segment; what is broken ends them. */
export function readElfNotes(source: ByteSource, segment: ElfSegment): ElfNote[] {
  const byteCount = Math.min(
    segment.fileBytes,
    source.byteLength - segment.fileOffset,
    LIMIT_BYTES,
  );
  if (!(byteCount > 0)) return [];
  const bytes = readExactly(source, segment.fileOffset, byteCount);
  const view = viewOf(bytes);
  const notes: ElfNote[] = [];
  for (let at = 0; at + 12 <= bytes.length; ) {
    const ownerBytes = view.getUint32(at, true);
    const noteBytes = view.getUint32(at + 4, true);
    const ownerAt = at + 12;
    const notesAt = ownerAt + aligned(ownerBytes);
    if (notesAt + noteBytes > bytes.length) break;
    notes.push({
      owner: asciiOf(bytes.subarray(ownerAt, ownerAt + Math.max(0, ownerBytes - 1))),
      type: view.getUint32(at + 8, true),
      bytes: bytes.subarray(notesAt, notesAt + noteBytes),
    });
    at = notesAt + aligned(noteBytes);
  }
  return notes;
}

/** Bytes of a note's parts are rounded up to a multiple of 4. */
function aligned(byteCount: number): number {
  return Math.ceil(byteCount / 4) * 4;
}

/**
 * Reads bytes of a source.
 *
 * @throws {InspectionRefused} when the source ends before them.
 */
export function readExactly(source: ByteSource, offset: number, byteCount: number): Uint8Array {
  if (offset + byteCount > source.byteLength) {
    throw new InspectionRefused(
      `${source.name} is cut short: it has ${source.byteLength} bytes and should have ${offset + byteCount}`,
    );
  }
  const bytes = new Uint8Array(byteCount);
  if (source.read(offset, bytes) !== byteCount) {
    throw new InspectionRefused(`${source.name} cannot be read at byte ${offset}`);
  }
  return bytes;
}

/** Characters of bytes up to the first zero, one each. */
export function asciiOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}

/** Numbers of bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
