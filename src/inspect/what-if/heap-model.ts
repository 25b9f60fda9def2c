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

/** Frees blocks as CPython would, in a copy that starts anew for each question. */
export class HeapModel {
  readonly #reading: HeapReading;
  readonly #snapshots: readonly HeapSnapshot[];

  constructor(reading: HeapReading) {
    this.#reading = reading;
    this.#snapshots = reading.interpreters.map((heap) => heapSnapshotOf(reading, heap));
  }

  /**
   * Frees blocks, in order, and says which arenas that returns.
   *
   * @param blocks - numbers of live blocks; one that is named twice is freed once.
   * @throws {RangeError} when a block is not live or lies in no interpreter's arena.
   */
  free(blocks: Iterable<number>): ArenasBack {
    const { pools } = this.#reading;
    const isDone = new Uint8Array(pools.blockCount);
    const addresses: number[] = [];
    const heaps = new Map<number, Interpreter>();
    for (const block of blocks) {
      if (isDone[block] === 1) continue;
      isDone[block] = 1;
      const pool = pools.poolOfBlock(block);
      const place = pools.interpreter[pool]!;
      if (place < 0 || pools.isLive[block] !== 1) {
        throw new RangeError(`block ${block} is not a live block of an arena`);
      }
      let heap = heaps.get(place);
      if (heap === undefined) {
        heap = this.#restore(place, addresses);
        heaps.set(place, heap);
      }
      heap.free(pool, block - pools.firstBlock[pool]!);
    }
    const keptEmpty = [...heaps.values()].reduce((sum, heap) => sum + heap.keptEmpty(), 0);
    return { addresses, keptEmpty };
  }

  #restore(place: number, addresses: number[]): Interpreter {
    const source = new AdjacentArenas(UNUSED_ADDRESS);
    const allocator = restoreHeap(this.#reading.geometry, this.#snapshots[place]!, source);
    allocator.onArena = ({ kind, address }) => {
      if (kind === "returned") addresses.push(address);
    };
    return new Interpreter(this.#reading, place, allocator);
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
