/**
 * A plan: a trace's requests in the form in which the recorder's program makes them of a real
 * allocator, written piece by piece, with pymalloc's own answers by the model.
 *
 * `recorder/lineup.c` has the form. Where it is to take a reading, the plan has a moment.
 */

import { widen } from "../growing/widen.js";
import type { Block } from "../pymalloc/block.js";
import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { RecordedArenas } from "../pymalloc/sources/arena-source.js";
import { CALLOC, FREE, MALLOC, REALLOC } from "../trace/trace.js";
import type { EventVisitor } from "../trace/trace-events.js";
import type { TraceHeader } from "../trace/trace-header.js";
import { type Bounds, boundsOf, livePools } from "./bounds.js";
import { LiveSlots } from "./live-slots.js";

/** A reading that a run of the plan takes. */
export interface Moment {
  /** Events before it. */
  readonly event: number;
  /** Bytes asked for and not freed. */
  readonly live: number;
  /** What pymalloc holds by the model: its arenas, and what went past it. */
  readonly modelHeld: number;
}

/** Operations of a plan that are not events of a trace. @see recorder/lineup.c */
const END = 0;
const SAMPLE = 5;
const AT_MARK = 6;

/** Written at a time. */
const PIECE_BYTES = 64 * 1024;

/** Most bytes of an event in a plan: an operation and three numbers. */
const MOST_EVENT_BYTES = 32;

const FIRST_SLOTS = 1024;

/** Writes the plan of a trace. Tell it of each event, and of each moment at which to take a reading. */
export class ReplayPlan implements EventVisitor {
  /** In the order in which a run answers. */
  readonly moments: Moment[] = [];
  /** Most bytes that lived at once. */
  mostLive = 0;
  /** Number of the moment of the mark; `undefined` before it. */
  markMoment: number | undefined;
  bounds: (Bounds & { readonly rawBytes: number }) | undefined;
  #live = 0;
  #rawBytes = 0;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #allocator: Pymalloc;
  readonly #slots = new LiveSlots();
  #requestBytes = new Float64Array(FIRST_SLOTS);
  #blocks: Int32Array = new Int32Array(FIRST_SLOTS);
  readonly #piece = new Uint8Array(PIECE_BYTES);
  #at = 0;

  /** @param write - takes a piece of the plan; the bytes are used again after it. */
  constructor(header: TraceHeader, write: (bytes: Uint8Array) => void) {
    this.#write = write;
    const addresses = header.arenasObtained.map(({ address }) => address);
    this.#allocator = new Pymalloc(geometryOf(header.python), new RecordedArenas(addresses));
  }

  /** Places for blocks that a run needs. */
  get slotCount(): number {
    return this.#slots.count;
  }

  allocate(block: number, requestBytes: number, kind: number): void {
    const slot = this.#slots.take(block);
    if (slot >= this.#blocks.length) this.#widen();
    this.#operation(kind === CALLOC ? CALLOC : MALLOC, slot);
    this.#number(requestBytes);
    this.#served(slot, this.#allocator.malloc(requestBytes), requestBytes);
  }

  resize(block: number, requestBytes: number): void {
    const slot = this.#slots.slotOf(block);
    const [served, before] = [this.#blocks[slot]!, this.#requestBytes[slot]!];
    this.#operation(REALLOC, slot);
    this.#number(requestBytes);
    this.#number(before);
    this.#gone(served, before);
    this.#served(slot, this.#allocator.realloc(served, requestBytes), requestBytes);
  }

  release(block: number): void {
    const slot = this.#slots.release(block);
    this.#operation(FREE, slot);
    this.#allocator.free(this.#blocks[slot]!);
    this.#gone(this.#blocks[slot]!, this.#requestBytes[slot]!);
  }

  /** A trace's own marks are moments only if somebody says so. */
  mark(): void {}

  /** A reading. @param event - events before it. */
  sample(event: number): void {
    this.#moment(event, SAMPLE);
  }

  /** The reading at which the allocators are compared. @param event - events before it. */
  atMark(event: number): void {
    this.markMoment = this.moments.length;
    const { heap, geometry } = this.#allocator;
    this.bounds = { ...boundsOf(livePools(heap), geometry), rawBytes: this.#rawBytes };
    this.#moment(event, AT_MARK);
  }

  /** Writes what is left. */
  end(): void {
    this.#byte(END);
    this.#flush();
  }

  #served(slot: number, block: Block, requestBytes: number): void {
    this.#blocks[slot] = block;
    this.#requestBytes[slot] = requestBytes;
    this.#live += requestBytes;
    if (block < 0) this.#rawBytes += requestBytes;
    if (this.#live > this.mostLive) this.mostLive = this.#live;
  }

  #gone(block: Block, requestBytes: number): void {
    this.#live -= requestBytes;
    if (block < 0) this.#rawBytes -= requestBytes;
  }

  #moment(event: number, operation: number): void {
    const { arenas, geometry } = this.#allocator;
    const modelHeld = arenas.current * geometry.arenaBytes + this.#rawBytes;
    this.moments.push({ event, live: this.#live, modelHeld });
    this.#byte(operation);
  }

  #operation(kind: number, slot: number): void {
    if (this.#at + MOST_EVENT_BYTES > PIECE_BYTES) this.#flush();
    this.#byte(kind);
    this.#number(slot);
  }

  #number(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  #byte(byte: number): void {
    if (this.#at === PIECE_BYTES) this.#flush();
    this.#piece[this.#at++] = byte;
  }

  #flush(): void {
    this.#write(this.#piece.subarray(0, this.#at));
    this.#at = 0;
  }

  #widen(): void {
    const room = this.#blocks.length * 2;
    this.#blocks = widen(this.#blocks, new Int32Array(room));
    this.#requestBytes = widen(this.#requestBytes, new Float64Array(room));
  }
}
