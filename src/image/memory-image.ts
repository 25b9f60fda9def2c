/**
 * The memory of a process at one moment: its writable private memory copied, the rest read
 * page by page when somebody asks.
 *
 * Addresses and words are plain numbers. A user-space address has at most 47 bits and is
 * exact; a word above 2^53 (a hash, a double) is rounded, and no address.
 */

/** Bytes of a page, the unit in which memory that was not copied is read. */
export const PAGE_BYTES = 4096;

const HIGH_WORD = 0x1_0000_0000;

/** A line of the process's memory map. */
export interface Mapping {
  readonly start: number;
  /** One past the last address. */
  readonly end: number;
  /** As in /proc/PID/maps: "rw-p". */
  readonly permissions: string;
  /** The mapped file, "[heap]", "[stack]", or "" for anonymous memory. */
  readonly fileName: string;
  /** Where in the file the mapping begins, in bytes. */
  readonly fileOffset: number;
}

/**
 * Copied memory: a mapping, or a part of a large one.
 *
 * Invariants: `start` is a multiple of {@link PAGE_BYTES}; regions do not overlap; where a
 * mapping is cut into several regions, the cuts are multiples of {@link REGION_BYTES}, so
 * that no arena's pool lies across one; `bytes` and `halves` are the same memory.
 */
export interface CopiedRegion {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Two for each word, the low half first: what a scan runs over. */
  readonly halves: Uint32Array;
  /** As {@link Mapping.fileName}. */
  readonly fileName: string;
  /** Whether no file lies under it: the heap, the stacks, arenas, a library's zeroed data. */
  readonly isAnonymous: boolean;
}

/** Largest region, in bytes; a multiple of every pool's and every arena's bytes. */
export const REGION_BYTES = 512 * 1024 * 1024;

/** Where an image came from, and what that is worth. */
export interface ImageOrigin {
  readonly kind: "process" | "core" | "copy";
  /** What to call it in a message: "process 4711", "core.4711". */
  readonly name: string;
  /** The command line of the process as far as it is known, else "". */
  readonly commandLine: string;
  /** PYTHON… variables of the process as far as they are known. */
  readonly pythonVariables: ReadonlyMap<string, string>;
  /** How long the process stood still for the copy, in milliseconds; 0 when it was not stopped. */
  readonly stoppedMs: number;
  /** Whether the memory is of one moment: stopped, a core, a frozen copy. */
  readonly isOfOneMoment: boolean;
  /** What of the memory is missing or doubtful, in sentences. */
  readonly problems: readonly string[];
  /** The processor, where it is known: "x86-64" or "aarch64". */
  readonly machine?: string;
}

/** Reads the page at an address that was not copied, or says that there is none. */
export type PageReader = (pageAddress: number) => Uint8Array | undefined;

/**
 * The memory of a process.
 *
 * @example
 * const halves = new Uint32Array(1024);
 * const bytes = new Uint8Array(halves.buffer);
 * bytes.set(new TextEncoder().encode("spam"), 16);
 * const region = { start: 0x10000, end: 0x11000, bytes, halves, fileName: "", isAnonymous: true };
 * const origin = {
 *   kind: "copy",
 *   name: "one page",
 *   commandLine: "",
 *   pythonVariables: new Map(),
 *   stoppedMs: 0,
 *   isOfOneMoment: true,
 *   problems: [],
 * };
 * new MemoryImage(origin, [], [region]).text(0x10010); // => "spam"
 */
export class MemoryImage {
  readonly origin: ImageOrigin;
  /** All mappings, by ascending address. */
  readonly mappings: readonly Mapping[];
  /** The copied ones, by ascending address. */
  readonly regions: readonly CopiedRegion[];
  /** Bytes of a pointer. */
  readonly wordBytes: 8 | 4 = 8;
  /** The upper 32 bits that an address of copied memory can have. */
  readonly highHalves: ReadonlySet<number>;
  readonly #starts: Float64Array;
  readonly #readPage: PageReader;
  readonly #pages = new Map<number, Uint8Array | undefined>();
  #last: CopiedRegion | undefined;

  constructor(
    origin: ImageOrigin,
    mappings: readonly Mapping[],
    regions: readonly CopiedRegion[],
    readPage: PageReader = () => undefined,
  ) {
    this.origin = origin;
    this.mappings = [...mappings].sort((a, b) => a.start - b.start);
    this.regions = [...regions].sort((a, b) => a.start - b.start);
    this.#starts = Float64Array.from(this.regions, (region) => region.start);
    this.highHalves = new Set(this.regions.flatMap(highHalvesOf));
    this.#readPage = readPage;
  }

  /** Bytes that were copied. */
  get copiedBytes(): number {
    return this.regions.reduce((bytes, { start, end }) => bytes + end - start, 0);
  }

  /** The copied region that has an address. */
  regionAt(address: number): CopiedRegion | undefined {
    const last = this.#last;
    if (last !== undefined && address >= last.start && address < last.end) return last;
    const region = this.regions[lastAtMost(this.#starts, address)];
    if (region === undefined || address >= region.end) return undefined;
    this.#last = region;
    return region;
  }

  /** The mapping that has an address, copied or not. */
  mappingAt(address: number): Mapping | undefined {
    return this.mappings.find(({ start, end }) => address >= start && address < end);
  }

  /** The unsigned 64-bit word at an address; -1 when it cannot be read. */
  word(address: number): number {
    const region = this.regionAt(address);
    if (region !== undefined && address + 8 <= region.end && address % 4 === 0) {
      const at = (address - region.start) / 4;
      return region.halves[at]! + region.halves[at + 1]! * HIGH_WORD;
    }
    const bytes = this.bytes(address, 8);
    if (bytes === undefined) return -1;
    return littleEndian(bytes, 0) + littleEndian(bytes, 4) * HIGH_WORD;
  }

  /** The signed 64-bit word at an address; NaN when it cannot be read. */
  signedWord(address: number): number {
    const bytes = this.bytes(address, 8);
    if (bytes === undefined) return Number.NaN;
    return littleEndian(bytes, 0) + (littleEndian(bytes, 4) | 0) * HIGH_WORD;
  }

  /** The unsigned 32-bit number at an address; -1 when it cannot be read. */
  uint32(address: number): number {
    const region = this.regionAt(address);
    if (region !== undefined && address + 4 <= region.end && address % 4 === 0) {
      return region.halves[(address - region.start) / 4]!;
    }
    const bytes = this.bytes(address, 4);
    return bytes === undefined ? -1 : littleEndian(bytes, 0);
  }

  /** The byte at an address; -1 when it cannot be read. */
  byte(address: number): number {
    return this.bytes(address, 1)?.[0] ?? -1;
  }

  /** Bytes at an address, not to be written to; `undefined` when not all can be read. */
  bytes(address: number, count: number): Uint8Array | undefined {
    if (count === 0) return new Uint8Array(0);
    const region = this.regionAt(address);
    if (region === undefined) return this.#uncopiedBytes(address, count);
    const at = address - region.start;
    if (address + count <= region.end) return region.bytes.subarray(at, at + count);
    return joined(region.bytes.subarray(at), this.bytes(region.end, address + count - region.end));
  }

  /**
   * The text at an address up to its zero byte, read as UTF-8.
   *
   * @param limitBytes - a longer one is not taken for a text.
   * @returns `undefined` when it cannot be read, has no end or is not UTF-8.
   */
  text(address: number, limitBytes = 300): string | undefined {
    for (let count = 0; count < limitBytes; count++) {
      const byte = this.byte(address + count);
      if (byte < 0) return undefined;
      if (byte === 0) return decoded(this.bytes(address, count)!);
    }
    return undefined;
  }

  #uncopiedBytes(address: number, count: number): Uint8Array | undefined {
    const start = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
    const page = this.#page(start);
    if (page === undefined) return undefined;
    const at = address - start;
    if (at + count <= PAGE_BYTES) return page.subarray(at, at + count);
    return joined(page.subarray(at), this.bytes(start + PAGE_BYTES, at + count - PAGE_BYTES));
  }

  #page(start: number): Uint8Array | undefined {
    if (this.#pages.has(start)) return this.#pages.get(start);
    const page = this.#readPage(start);
    this.#pages.set(start, page);
    return page;
  }
}

/** Index of the last of ascending numbers that is at most a value; -1 when all are above it. */
export function lastAtMost(ascending: Float64Array | Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

function highHalvesOf({ start, end }: CopiedRegion): number[] {
  const first = Math.floor(start / HIGH_WORD);
  const last = Math.floor((end - 1) / HIGH_WORD);
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
  );
}

function joined(head: Uint8Array, tail: Uint8Array | undefined): Uint8Array | undefined {
  if (tail === undefined) return undefined;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
