/**
 * The heap that was read, put into this library's own allocator, to free blocks in.
 */

import type { HeapSnapshot } from "../../pymalloc/heap/heap-snapshot.js";
import { restoreHeap } from "../../pymalloc/heap/heap-snapshot.js";
import type { Pymalloc } from "../../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../pymalloc/sources/arena-source.js";
import type { HeapReading } from "../heap-reading.js";
import { heapSnapshotOf } from "../heap-snapshot-of.js";

/** Where arenas would come from that nobody asks for. */
const UNUSED_ADDRESS = 0x1000_0000_0000;

/** What freeing gave back. */
export interface ArenasBack {
  /** Addresses of the arenas that went back to the system, in order. */
  readonly addresses: readonly number[];
  /** Arenas that are wholly free afterwards, but kept: the allocator keeps the last one. */
  readonly keptEmpty: number;
}

/** The heap as it was read, to start from anew for each question. */
export class HeapModel {
  readonly #reading: HeapReading;
  readonly #snapshots: readonly HeapSnapshot[];

  constructor(reading: HeapReading) {
    this.#reading = reading;
    this.#snapshots = reading.interpreters.map((heap) => heapSnapshotOf(reading, heap));
  }

  /** Begins with everything alive. */
  start(): Freeing {
    return new Freeing(this.#reading, this.#snapshots);
  }

  /**
   * Frees blocks, in order, and says which arenas that returns.
   *
   * @param blocks - numbers of live blocks; one that is named twice is freed once.
   * @throws {RangeError} when a block is not live or lies in no interpreter's arena.
   */
  free(blocks: Iterable<number>): ArenasBack {
    const freeing = this.start();
    freeing.free(blocks);
    return { addresses: freeing.addresses, keptEmpty: freeing.keptEmpty() };
  }
}

/** Frees blocks as CPython would, a few at a time. */
export class Freeing {
  /** Addresses of the arenas that went back to the system so far, in order. */
  readonly addresses: number[] = [];
  readonly #reading: HeapReading;
  readonly #snapshots: readonly HeapSnapshot[];
  readonly #isDone: Uint8Array;
  readonly #heaps = new Map<number, Interpreter>();

  constructor(reading: HeapReading, snapshots: readonly HeapSnapshot[]) {
    this.#reading = reading;
    this.#snapshots = snapshots;
    this.#isDone = new Uint8Array(reading.pools.blockCount);
  }

  /** As {@link HeapModel.free}; what was freed before stays so. */
  free(blocks: Iterable<number>): void {
    const { pools } = this.#reading;
    let pool = -1;
    for (const block of blocks) {
      if (this.#isDone[block] === 1) continue;
      this.#isDone[block] = 1;
      const isSame =
        pool >= 0 && block >= pools.firstBlock[pool]! && block < pools.firstBlock[pool + 1]!;
      if (!isSame) pool = pools.poolOfBlock(block);
      const place = pools.interpreter[pool]!;
      if (place < 0 || pools.isLive[block] !== 1) {
        throw new RangeError(`block ${block} is not a live block of an arena`);
      }
      this.#heapOf(place).free(pool, block - pools.firstBlock[pool]!);
    }
  }

  /** Arenas that are wholly free, but kept. */
  keptEmpty(): number {
    return [...this.#heaps.values()].reduce((sum, heap) => sum + heap.keptEmpty(), 0);
  }

  #heapOf(place: number): Interpreter {
    const known = this.#heaps.get(place);
    if (known !== undefined) return known;
    const source = new AdjacentArenas(UNUSED_ADDRESS);
    const allocator = restoreHeap(this.#reading.geometry, this.#snapshots[place]!, source);
    allocator.onArena = ({ kind, address }) => {
      if (kind === "returned") this.addresses.push(address);
    };
    const heap = new Interpreter(this.#reading, place, allocator);
    this.#heaps.set(place, heap);
    return heap;
  }
}

/** One interpreter's heap while blocks are freed in it. */
class Interpreter {
  readonly #reading: HeapReading;
  readonly #place: number;
  readonly #allocator: Pymalloc;
  /** The allocator's number of each arena, by the arena's place. */
  readonly #births: readonly number[];

  constructor(reading: HeapReading, place: number, allocator: Pymalloc) {
    this.#reading = reading;
    this.#place = place;
    this.#allocator = allocator;
    this.#births = reading.interpreters[place]!.arenas.map(
      ({ address }) => allocator.heap.arenaAt(address)!.birth,
    );
  }

  free(pool: number, index: number): void {
    const { pools, interpreters } = this.#reading;
    const arena = pools.arena[pool]!;
    const { firstPoolAddress } = interpreters[this.#place]!.arenas[arena]!;
    const poolIndex = (pools.address[pool]! - firstPoolAddress) / pools.poolBytes;
    const place = { birth: this.#births[arena]!, pool: poolIndex, ordinal: index + 1 };
    this.#allocator.free(this.#allocator.heap.blockAt(place));
  }

  keptEmpty(): number {
    return this.#allocator.heap
      .arenas()
      .filter(({ freePoolCount, poolCount }) => freePoolCount === poolCount).length;
  }
}
