/** An allocator whose every operation is taken down, so that the run can be played again. */
import type { Allocator, ArenaEvent } from "../../pymalloc/allocator.js";
import type { Block } from "../../pymalloc/block.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import { type HeapImage, takeHeapImage } from "../../pymalloc/heap/heap-image.js";
import type { ArenaFigures, HeapReader } from "../../pymalloc/heap/heap-reader.js";
import { Pymalloc } from "../../pymalloc/pymalloc.js";
import type { ArenaSource } from "../../pymalloc/sources/arena-source.js";
import { type LoggedRun, NO_BLOCK, OperationLog, placeOfBlock } from "./operation-log.js";

/**
 * It does what the allocator that it wraps does, and keeps a log of it. The log begins with
 * the heap as it is when it is wrapped.
 *
 * @example
 * const logged = LoggedPymalloc.onEmptyHeap(geometryOf("3.11"), new AdjacentArenas());
 * logged.free(logged.malloc(100));
 * logged.loggedRun().operations.length; // => 2
 */
export class LoggedPymalloc implements Allocator {
  readonly geometry: Geometry;
  readonly heap: HeapReader;
  onArena: ((event: ArenaEvent) => void) | undefined;

  readonly #inner: Pymalloc;
  readonly #log = new OperationLog();
  readonly #arenaAddresses: number[] = [];
  readonly #start: HeapImage;
  readonly #firstStep: number;

  /** @param inner - from now on to be used through this only; {@link loggedRun} checks it. */
  constructor(inner: Pymalloc) {
    this.#inner = inner;
    this.geometry = inner.geometry;
    this.heap = inner.heap;
    this.#start = takeHeapImage(inner);
    this.#firstStep = inner.step;
    this.onArena = inner.onArena;
    inner.onArena = (event) => {
      if (event.kind === "obtained") this.#arenaAddresses.push(event.address);
      this.onArena?.(event);
    };
  }

  /** Wraps an allocator on an empty heap. */
  static onEmptyHeap(geometry: Geometry, source: ArenaSource): LoggedPymalloc {
    return new LoggedPymalloc(new Pymalloc(geometry, source));
  }

  get step(): number {
    return this.#inner.step;
  }

  get arenas(): ArenaFigures {
    return this.#inner.arenas;
  }

  malloc(requestBytes: number): Block {
    const block = this.#inner.malloc(requestBytes);
    this.#log.add(NO_BLOCK, placeOfBlock(this.heap, block), requestBytes);
    return block;
  }

  calloc(count: number, itemBytes: number): Block {
    const block = this.#inner.calloc(count, itemBytes);
    this.#log.add(NO_BLOCK, placeOfBlock(this.heap, block), count * itemBytes);
    return block;
  }

  free(block: Block): void {
    // The arena may be gone afterwards.
    const from = this.#inner.isLive(block) ? placeOfBlock(this.heap, block) : NO_BLOCK;
    this.#inner.free(block);
    if (block !== NO_BLOCK) this.#log.add(from, NO_BLOCK, 0);
  }

  realloc(block: Block, requestBytes: number): Block {
    const from = this.#inner.isLive(block) ? placeOfBlock(this.heap, block) : NO_BLOCK;
    const moved = this.#inner.realloc(block, requestBytes);
    this.#log.add(from, placeOfBlock(this.heap, moved), requestBytes);
    return moved;
  }

  isLive(block: Block): boolean {
    return this.#inner.isLive(block);
  }

  blockBytes(block: Block): number {
    return this.#inner.blockBytes(block);
  }

  addressOf(block: Block): number | undefined {
    return this.#inner.addressOf(block);
  }

  allocatedBlocks(): number {
    return this.#inner.allocatedBlocks();
  }

  bytesInBlocks(): number {
    return this.#inner.bytesInBlocks();
  }

  /**
   * The run so far.
   *
   * @throws {RangeError} when the wrapped allocator was used past this one, so that the log
   *   has not every operation.
   */
  loggedRun(): LoggedRun {
    const done = this.step - this.#firstStep;
    const { length } = this.#log;
    if (done !== length) {
      throw new RangeError(
        `the log has ${length} of ${done} operations: the others went to the wrapped allocator`,
      );
    }
    return {
      start: this.#start,
      operations: this.#log.finish(),
      arenaAddresses: [...this.#arenaAddresses],
    };
  }
}
