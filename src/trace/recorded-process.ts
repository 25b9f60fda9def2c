/**
 * Turns what the recorder wrote of a process into a trace.
 *
 * The recorder (recorder/pytrace.c, which describes its file) writes addresses as they
 * are; here blocks get their numbers, and arenas the events during which they came or went.
 */
import {
  buildsOf,
  geometryOf,
  type PythonBuild,
  parsePythonVersion,
} from "../pymalloc/geometry.js";
import { HeldRegions } from "./held-regions.js";
import { LiveBlocks } from "./live-blocks.js";
import { MOST_MARKS } from "./pmt1.js";
import { RECORD_BYTES, type RecordingHeader } from "./recording-header.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC, type Trace, type TraceArena } from "./trace.js";

const ARENA_OBTAINED = 5;
const ARENA_RETURNED = 6;
const REALLOC_RESULT = 8;
const MARK_BLOCKS = 9;

/** What the process itself said at a mark. */
export interface RecordedMark {
  readonly id: number;
  readonly event: number;
  /** As `sys.getallocatedblocks()` counts them; `null` where the build does not tell. */
  readonly allocatedBlocks: number | null;
  /** pymalloc's part of `sys._debugmallocstats()`. */
  readonly text: string;
}

/** What the recording does not say itself. */
export interface RecordingAbout {
  readonly workload: string;
  readonly command: string;
  readonly cut: boolean;
}

/** The process, as far as its records were added. */
export class RecordedProcess {
  readonly marks: RecordedMark[] = [];
  /** Frees and reallocs of blocks from elsewhere, which are in no arena: they are left out. */
  foreignBlocks = 0;

  readonly #release: string;
  readonly #builds: readonly PythonBuild[];
  /** The default build of the release, until an arena of another size says which it is. */
  #python: PythonBuild;
  readonly #kinds: Uint8Array;
  readonly #requestBytes: Float64Array;
  readonly #blocks: Int32Array;
  readonly #addresses: Float64Array;
  #events = 0;
  #allocations = 0;
  readonly #live = new LiveBlocks();
  #arenas: HeldRegions;
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
    const python = parsePythonVersion(this.#release);
    // A 32-bit process writes other records.
    this.#builds = buildsOf(python).filter((build) => !build.endsWith("-32"));
    this.#python = python;
    this.#arenas = new HeldRegions(geometryOf(python).arenaBytes);
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
        this.#addText(words.subarray(at));
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
    if (this.#obtained.length === 0) this.#chooseBuild(arenaBytes);
    const own = geometryOf(this.#python).arenaBytes;
    if (arenaBytes !== own) {
      const isDefault = this.#python === this.#builds[0];
      throw new RangeError(
        `event ${this.#events}: an arena of ${arenaBytes} bytes; ${isDefault ? "the default" : "this"} build of Python ${this.#release} has ${own}`,
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

  /** The first arena tells the build. */
  #chooseBuild(arenaBytes: number): void {
    const build = this.#builds.find((one) => geometryOf(one).arenaBytes === arenaBytes);
    if (build === undefined) return;
    this.#python = build;
    this.#arenas = new HeldRegions(arenaBytes);
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
