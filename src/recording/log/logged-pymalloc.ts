/** An allocator whose every operation is taken down, so that the run can be played again. */
import { type HeapImage, takeHeapImage } from "../../pymalloc/heap/heap-image.js";
import { type Block, Pymalloc } from "../../pymalloc/pymalloc.js";
import { type LoggedRun, NO_BLOCK, OperationLog, placeOfBlock } from "./operation-log.js";

/**
 * It does what {@link Pymalloc} does, and keeps a log. The log begins with the first
 * operation, after a start-up heap was put in place.
 */
export class LoggedPymalloc extends Pymalloc {
  readonly #log = new OperationLog();
  readonly #arenaAddresses: number[] = [];
  #start: HeapImage | undefined;
  #arenasBefore = 0;
  /** A realloc is one operation, though it calls malloc and free. */
  #isInRealloc = false;

  override malloc(requestBytes: number): Block {
    if (this.#isInRealloc) return super.malloc(requestBytes);
    this.#begin();
    const block = super.malloc(requestBytes);
    this.#add(NO_BLOCK, block, requestBytes);
    return block;
  }

  override free(block: Block): void {
    if (this.#isInRealloc || block === NO_BLOCK) {
      super.free(block);
      return;
    }
    this.#begin();
    // The arena may be gone afterwards.
    const from = placeOfBlock(this, block);
    super.free(block);
    this.#log.add(from, NO_BLOCK, 0);
  }

  override realloc(block: Block, requestBytes: number): Block {
    this.#begin();
    const from = placeOfBlock(this, block);
    this.#isInRealloc = true;
    try {
      const moved = super.realloc(block, requestBytes);
      this.#add(from, moved, requestBytes);
      return moved;
    } finally {
      this.#isInRealloc = false;
    }
  }

  /** The run so far. */
  loggedRun(): LoggedRun {
    this.#begin();
    return {
      start: this.#start ?? takeHeapImage(this),
      operations: this.#log.finish(),
      arenaAddresses: [...this.#arenaAddresses],
    };
  }

  #begin(): void {
    if (this.#start !== undefined) return;
    this.#start = takeHeapImage(this);
    this.#arenasBefore = this.arenas.counters.total;
  }

  #add(from: number, block: Block, requestBytes: number): void {
    const to = placeOfBlock(this, block);
    this.#log.add(from, to, requestBytes);
    const { total } = this.arenas.counters;
    if (total === this.#arenasBefore) return;
    this.#arenasBefore = total;
    this.#arenaAddresses.push(this.#arenaAddressOf(block));
  }

  #arenaAddressOf(block: Block): number {
    const slot = this.arenas.table.slotAt(this.addressOf(block) ?? 0);
    return this.arenas.table.address[slot]!;
  }
}
