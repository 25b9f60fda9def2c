/**
 * Turns what the recorder wrote of a process into a trace.
 *
 * The recorder (recorder/pytrace.c, which describes its file) writes addresses as they
 * are; here blocks get their numbers, and arenas the events during which they came or went.
 */
import { geometryOf, type PythonVersion, parsePythonVersion } from "../pymalloc/geometry.js";
import { LiveBlocks } from "./live-blocks.js";
import { MOST_MARKS } from "./pmt1.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC, type Trace, type TraceArena } from "./trace.js";

/** Bytes before the first record. */
export const RECORDING_HEADER_BYTES = 64 * 1024;
/** Bytes of a record. */
export const RECORD_BYTES = 16;

const ARENA_OBTAINED = 5;
const ARENA_RETURNED = 6;
const REALLOC_RESULT = 8;
const MARK_BLOCKS = 9;

/** How a recording ended, by the recorder's number for it. */
export const RECORDING_STATES = [
  "never began",
  "recording",
  "finished",
  "stopped",
  "not cpython",
  "free-threaded",
  "other allocator",
  "replaced",
] as const;

/** The start of the recorder's file. */
export interface RecordingHeader {
  /** "recording" where the process ended without a word, as a kill makes it. */
  readonly state: (typeof RECORDING_STATES)[number];
  /** The `errno` behind "stopped". */
  readonly failure: number;
  /** Whole records in the file. */
  readonly records: number;
  /** Arenas that a second interpreter of the process obtained; it may have a heap of its own. */
  readonly otherArenas: number;
  /** What Python says of itself, such as "3.11.7 (main, ...)". */
  readonly version: string;
}

/**
 * Reads the recorder's header.
 *
 * @throws {RangeError} when the bytes are not the recorder's.
 */
export function parseRecordingHeader(bytes: Uint8Array): RecordingHeader {
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  if (bytes.length < RECORDING_HEADER_BYTES || text(0, 8) !== "PYTRACE1") {
    throw new RangeError(`not a recording: ${bytes.length} bytes that do not begin as one`);
  }
  const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = text(40, 296);
  return {
    state: RECORDING_STATES[fields.getUint32(8, true)] ?? "never began",
    failure: fields.getInt32(12, true),
    records: Number(fields.getBigUint64(16, true)),
    otherArenas: Number(fields.getBigUint64(32, true)),
    version: version.slice(0, version.indexOf("\0")),
  };
}

/** What the process itself said at a mark. */
export interface RecordedMark {
  readonly id: number;
  readonly event: number;
  /** As `sys.getallocatedblocks()` counts them; `null` where the build does not tell. */
  readonly allocatedBlocks: number | null;
  /** pymalloc's part of `sys._debugmallocstats()`. */
  readonly text: string;
}

/** What the recording does not tell by itself. */
export interface RecordingAbout {
  readonly workload: string;
  readonly command: string;
  readonly cut: boolean;
}

/** The process, as far as its records were added. */
export class RecordedProcess {
  readonly marks: RecordedMark[] = [];
  /** Frees and reallocs of blocks that came from elsewhere and lie in no arena; left out. */
  foreignBlocks = 0;

  readonly #release: string;
  readonly #python: PythonVersion;
  readonly #arenaBytes: number;
  readonly #kinds: Uint8Array;
  readonly #requestBytes: Float64Array;
  readonly #blocks: Int32Array;
  readonly #addresses: Float64Array;
  #events = 0;
  #allocations = 0;
  readonly #live = new LiveBlocks();
  readonly #arenas: HeldRegions;
  readonly #obtained: TraceArena[] = [];
  readonly #returned: TraceArena[] = [];
  /** Of a realloc whose second record is still to come. */
  #reallocFrom = 0;
  #reallocBytes = 0;
  /** Of a mark whose text is still to come. */
  #text = new Uint8Array(0);
  #textAt = 0;
  #mark: Omit<RecordedMark, "text"> | undefined;

  /**
   * @param header - of the recording.
   * @throws {RangeError} when its Python is not modelled.
   */
  constructor({ version, records }: RecordingHeader) {
    this.#release = /^\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? version;
    this.#python = parsePythonVersion(this.#release);
    this.#arenaBytes = geometryOf(this.#python).arenaBytes;
    this.#arenas = new HeldRegions(this.#arenaBytes);
    this.#kinds = new Uint8Array(records);
    this.#requestBytes = new Float64Array(records);
    this.#blocks = new Int32Array(records);
    this.#addresses = new Float64Array(records);
  }

  /**
   * Adds records, in the file's order.
   *
   * @param words - four words of 32 bits for each.
   * @throws {RangeError} when they cannot be of one process that was recorded from its
   *   start; the message names the event.
   */
  add(words: Uint32Array): void {
    for (let at = 0; at < words.length; at += 4) {
      if (this.#textAt < this.#text.length) {
        this.#addText(words.subarray(at, at + 4));
        continue;
      }
      const low = words[at]!;
      const value = (low >>> 8) + words[at + 1]! * 2 ** 24;
      const address = words[at + 2]! + words[at + 3]! * 2 ** 32;
      this.#addRecord(low & 255, value, address);
    }
  }

  /** The trace of what was added. */
  trace(about: RecordingAbout): Trace {
    const events = this.#events;
    return {
      python: this.#python,
      release: this.#release,
      ...about,
      eventCount: events,
      allocationCount: this.#allocations,
      kinds: this.#kinds.subarray(0, events),
      requestBytes: this.#requestBytes.subarray(0, events),
      blocks: this.#blocks.subarray(0, events),
      addresses: this.#addresses.subarray(0, events),
      arenasObtained: this.#obtained,
      arenasReturned: this.#returned,
      marks: this.marks.map(({ event, id }) => ({ event, id })),
    };
  }

  #addRecord(kind: number, value: number, address: number): void {
    switch (kind) {
      case MALLOC:
      case CALLOC:
        this.#live.set(address, this.#allocations++);
        this.#addRequest(kind, 0, value, address);
        break;
      case REALLOC:
        this.#reallocFrom = address;
        this.#reallocBytes = value;
        break;
      case REALLOC_RESULT:
        this.#addRealloc(address);
        break;
      case FREE: {
        const block = this.#takeLive(address);
        if (block !== undefined) this.#addEvent(FREE, block);
        break;
      }
      case ARENA_OBTAINED:
      case ARENA_RETURNED:
        this.#addArena(kind, value, address);
        break;
      case MARK:
        this.#beginMark(value, address);
        break;
      case MARK_BLOCKS:
        this.#addMarkBlocks(address === 1 ? value : null);
        break;
      default:
        throw new RangeError(`event ${this.#events}: unknown record ${kind}`);
    }
  }

  #addRealloc(address: number): void {
    const block = this.#takeLive(this.#reallocFrom);
    if (block === undefined) return;
    this.#live.set(address, block);
    this.#addRequest(REALLOC, block, this.#reallocBytes, address);
  }

  #addRequest(kind: number, block: number, requestBytes: number, address: number): void {
    this.#requestBytes[this.#events] = requestBytes;
    if (this.#arenas.has(address)) this.#addresses[this.#events] = address;
    this.#addEvent(kind, block);
  }

  #addEvent(kind: number, block: number): void {
    this.#kinds[this.#events] = kind;
    this.#blocks[this.#events] = block;
    this.#events += 1;
  }

  #takeLive(address: number): number | undefined {
    const block = this.#live.take(address);
    if (block !== undefined) return block;
    if (this.#arenas.has(address)) {
      throw new RangeError(
        `event ${this.#events}: the block at 0x${address.toString(16)} was not allocated while recording`,
      );
    }
    this.foreignBlocks += 1;
    return undefined;
  }

  #addArena(kind: number, arenaBytes: number, address: number): void {
    if (arenaBytes !== this.#arenaBytes) {
      throw new RangeError(
        `event ${this.#events}: an arena of ${arenaBytes} bytes; the default build of Python ${this.#release} has ${this.#arenaBytes}`,
      );
    }
    const arena = { event: this.#events, address };
    if (kind === ARENA_OBTAINED) {
      this.#obtained.push(arena);
      this.#arenas.add(address);
    } else {
      this.#returned.push(arena);
      this.#arenas.delete(address);
    }
  }

  #beginMark(id: number, textBytes: number): void {
    if (this.marks.length >= MOST_MARKS) {
      throw new RangeError(`event ${this.#events}: more than ${MOST_MARKS} marks`);
    }
    this.#mark = { id, event: this.#events, allocatedBlocks: null };
    this.#text = new Uint8Array(textBytes);
    // Its count of blocks comes first.
    this.#textAt = textBytes;
    this.#addEvent(MARK, 0);
  }

  #addMarkBlocks(allocatedBlocks: number | null): void {
    if (this.#mark === undefined) return;
    this.#mark = { ...this.#mark, allocatedBlocks };
    this.#textAt = 0;
    if (this.#text.length === 0) this.#endMark();
  }

  #addText(words: Uint32Array): void {
    const bytes = new Uint8Array(words.buffer, words.byteOffset, RECORD_BYTES);
    this.#text.set(bytes.subarray(0, this.#text.length - this.#textAt), this.#textAt);
    this.#textAt += RECORD_BYTES;
    if (this.#textAt >= this.#text.length) this.#endMark();
  }

  #endMark(): void {
    if (this.#mark === undefined) return;
    this.marks.push({ ...this.#mark, text: new TextDecoder().decode(this.#text) });
    this.#mark = undefined;
  }
}

/** The arenas held, asked by address. */
class HeldRegions {
  /** Address by `floor(address / arenaBytes)`; two arenas of one key would overlap. */
  readonly #byRegion = new Map<number, number>();
  readonly #arenaBytes: number;
  /** The arena of the last answer: most requests follow one in the same. */
  #last = Number.POSITIVE_INFINITY;

  constructor(arenaBytes: number) {
    this.#arenaBytes = arenaBytes;
  }

  add(address: number): void {
    this.#byRegion.set(Math.floor(address / this.#arenaBytes), address);
  }

  delete(address: number): void {
    this.#byRegion.delete(Math.floor(address / this.#arenaBytes));
    this.#last = Number.POSITIVE_INFINITY;
  }

  has(address: number): boolean {
    if (this.#holds(this.#last, address)) return true;
    const region = Math.floor(address / this.#arenaBytes);
    for (const key of [region, region - 1]) {
      const arena = this.#byRegion.get(key);
      if (arena === undefined || !this.#holds(arena, address)) continue;
      this.#last = arena;
      return true;
    }
    return false;
  }

  #holds(arena: number, address: number): boolean {
    return address >= arena && address < arena + this.#arenaBytes;
  }
}
