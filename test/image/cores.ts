/** Cores and self-made copies made by hand, for the tests of their readers. */

const PAGE = 4096;
const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;

/** A stretch of memory. */
export interface Stretch {
  readonly start: number;
  readonly bytes: Uint8Array;
  /** As in /proc/PID/maps. */
  readonly permissions: string;
  /** Bytes that the core leaves out, after those that are there. */
  readonly leftOutBytes?: number;
}

/** A page filled with one byte. */
export function pageOf(byte: number, pages = 1): Uint8Array {
  return new Uint8Array(pages * PAGE).fill(byte);
}

/** What may be wrong with a core's header. */
export interface HeaderChoices {
  readonly bits?: 1 | 2;
  readonly order?: 1 | 2;
  readonly type?: number;
  readonly machine?: number;
}

/** An ELF core with memory, a file note and a command line. */
export function coreOf(
  stretches: readonly Stretch[],
  files: readonly { start: number; end: number; page: number; name: string }[] = [],
  { bits = 2, order = 1, type = 4, machine = 62 }: HeaderChoices = {},
): Uint8Array {
  const notes = joined([note(3, processInfo("python3 app.py")), note(0x46494c45, fileNote(files))]);
  const tableBytes = SEGMENT_BYTES * (stretches.length + 1);
  const notesAt = HEADER_BYTES + tableBytes;
  const memoryAt = Math.ceil((notesAt + notes.length) / PAGE) * PAGE;
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  [0x7f, 0x45, 0x4c, 0x46, bits, order, 1].forEach((byte, at) => {
    header.setUint8(at, byte);
  });
  header.setUint16(16, type, true);
  header.setUint16(18, machine, true);
  header.setBigUint64(32, BigInt(HEADER_BYTES), true);
  header.setUint16(54, SEGMENT_BYTES, true);
  header.setUint16(56, stretches.length + 1, true);
  const segments = [segment(4, 0, notesAt, 0, notes.length, 0)];
  let at = memoryAt;
  for (const { start, bytes, permissions, leftOutBytes = 0 } of stretches) {
    const flags = ["x", "w", "r"].reduce(
      (sum, letter, bit) => sum + (permissions.includes(letter) ? 1 << bit : 0),
      0,
    );
    segments.push(segment(1, flags, at, start, bytes.length, bytes.length + leftOutBytes));
    at += bytes.length;
  }
  const padding = new Uint8Array(memoryAt - notesAt - notes.length);
  const head = [new Uint8Array(header.buffer), ...segments, notes, padding];
  return joined([...head, ...stretches.map(({ bytes }) => bytes)]);
}

function segment(
  type: number,
  flags: number,
  offset: number,
  address: number,
  fileBytes: number,
  memoryBytes: number,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(SEGMENT_BYTES));
  view.setUint32(0, type, true);
  view.setUint32(4, flags, true);
  [offset, address, 0, fileBytes, memoryBytes].forEach((value, place) => {
    view.setBigUint64(8 + 8 * place, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}

function note(type: number, bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(20));
  head.setUint32(0, 5, true);
  head.setUint32(4, bytes.length, true);
  head.setUint32(8, type, true);
  "CORE\0".split("").forEach((letter, at) => {
    head.setUint8(12 + at, letter.charCodeAt(0));
  });
  return joined([new Uint8Array(head.buffer), bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}

function processInfo(command: string): Uint8Array {
  const bytes = new Uint8Array(136);
  bytes.set(new TextEncoder().encode(command), 56);
  return bytes;
}

function fileNote(files: readonly { start: number; end: number; page: number; name: string }[]) {
  const numbers = [
    files.length,
    PAGE,
    ...files.flatMap(({ start, end, page }) => [start, end, page]),
  ];
  return joined([
    numbersOf(numbers),
    new TextEncoder().encode(files.map(({ name }) => `${name}\0`).join("")),
  ]);
}

/** A copy that a process made of itself. */
export function selfCopyOf(maps: string, stretches: readonly Stretch[]): Uint8Array {
  const text = new TextEncoder().encode(maps);
  return joined([
    new TextEncoder().encode("PYMEM1\0\0"),
    numbersOf([text.length]),
    text,
    ...stretches.flatMap(({ start, bytes }) => [numbersOf([start, start + bytes.length]), bytes]),
    numbersOf([0, 0]),
  ]);
}

function numbersOf(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(numbers.map(BigInt)).buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
