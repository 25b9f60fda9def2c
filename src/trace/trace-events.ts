/**
 * A trace's events one after the other, from columns that are read piece by piece: what it takes
 * does not grow with the trace. `readTrace` decodes a whole trace, which takes 21 bytes an event.
 */
import { type ColumnName, notATrace } from "./pmt1.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC } from "./trace.js";
import type { TraceHeader } from "./trace-header.js";
import { VARINT_LIMIT } from "./varint-column.js";

/** Fills bytes with those of a column from a place on; they are all there. */
export type ReadColumn = (column: ColumnName, from: number, into: Uint8Array) => void;

/** Who is told of the events. Blocks are numbered by their allocation, from 0. */
export interface EventVisitor {
  /** @param kind - MALLOC or CALLOC. */
  allocate(block: number, requestBytes: number, kind: number): void;
  resize(block: number, requestBytes: number): void;
  release(block: number): void;
  /** @param index - which of the trace's marks, from 0. */
  mark(index: number): void;
}

/** Bytes of a column that are read at a time. */
const PIECE_BYTES = 256 * 1024;

/** Reads the events of a trace in order. */
export class TraceEvents {
  /** Events that were read. */
  event = 0;
  #allocations = 0;
  #marks = 0;
  readonly #header: TraceHeader;
  readonly #ops: ColumnPieces;
  readonly #sizes: ColumnPieces;
  readonly #refs: ColumnPieces;

  /** @throws {RangeError} when the header's count of events is not that of its column. */
  constructor(header: TraceHeader, read: ReadColumn) {
    const lengths = new Map(header.columns);
    const pieces = (name: ColumnName) => new ColumnPieces(name, lengths.get(name) ?? 0, read);
    this.#header = header;
    this.#ops = pieces("ops");
    this.#sizes = pieces("sizes");
    this.#refs = pieces("refs");
    if (this.#ops.length !== header.eventCount) {
      throw notATrace(
        `its header says ${header.eventCount} events, column "ops" has ${this.#ops.length}`,
      );
    }
  }

  /** Whether there are more. */
  get hasMore(): boolean {
    return this.event < this.#header.eventCount;
  }

  /**
   * Reads the next event and tells of it.
   *
   * @throws {RangeError} when the columns say something that cannot be; the message names the event.
   */
  next(visitor: EventVisitor): void {
    const kind = this.#ops.byte(this.event);
    switch (kind) {
      case MALLOC:
      case CALLOC:
        visitor.allocate(this.#allocations++, this.#sizes.number(this.event), kind);
        break;
      case REALLOC:
        visitor.resize(this.#block(), this.#sizes.number(this.event));
        break;
      case FREE:
        visitor.release(this.#block());
        break;
      case MARK:
        this.#passMark();
        visitor.mark(this.#marks - 1);
        break;
      default:
        throw notATrace(`event ${this.event}: unknown operation ${kind}`);
    }
    this.event += 1;
  }

  /** @throws {RangeError} when a column continues, or the header has marks that did not come. */
  finish(): void {
    this.#sizes.finish();
    this.#refs.finish();
    const { marks } = this.#header;
    if (this.#marks !== marks.length) {
      throw notATrace(`its header says ${marks.length} marks, column "ops" has ${this.#marks}`);
    }
  }

  #block(): number {
    const back = this.#refs.number(this.event);
    const block = this.#allocations - 1 - back;
    if (block >= 0) return block;
    throw notATrace(
      `event ${this.event}: it is about the block ${back + 1} allocations back, and there were only ${this.#allocations}`,
    );
  }

  #passMark(): void {
    if (this.#header.marks[this.#marks]?.event !== this.event) {
      throw notATrace(`event ${this.event}: column "ops" has a mark there, its header does not`);
    }
    this.#marks += 1;
  }
}

/** A column, of which a piece is in memory. */
class ColumnPieces {
  readonly length: number;
  readonly #name: ColumnName;
  readonly #read: ReadColumn;
  readonly #room = new Uint8Array(PIECE_BYTES);
  #piece = this.#room.subarray(0, 0);
  #at = 0;
  /** Bytes of the column before the piece. */
  #before = 0;

  constructor(name: ColumnName, length: number, read: ReadColumn) {
    this.#name = name;
    this.length = length;
    this.#read = read;
  }

  /** @throws {RangeError} when the column is at its end. */
  byte(event: number): number {
    if (this.#at === this.#piece.length) this.#advance(event);
    return this.#piece[this.#at++]!;
  }

  /** @throws {RangeError} when the column is at its end, or the number is too large. */
  number(event: number): number {
    let value = 0;
    for (let scale = 1; scale < VARINT_LIMIT; scale *= 128) {
      const byte = this.byte(event);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw notATrace(`event ${event}: column "${this.#name}" has a number of 2^49 or more`);
  }

  finish(): void {
    const left = this.length - this.#before - this.#at;
    if (left > 0) throw notATrace(`column "${this.#name}" has ${left} bytes after its last number`);
  }

  #advance(event: number): void {
    this.#before += this.#piece.length;
    const bytes = Math.min(PIECE_BYTES, this.length - this.#before);
    if (bytes <= 0) throw notATrace(`event ${event}: column "${this.#name}" ends too early`);
    this.#piece = this.#room.subarray(0, bytes);
    this.#read(this.#name, this.#before, this.#piece);
    this.#at = 0;
  }
}
