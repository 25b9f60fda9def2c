/**
 * Where arenas come from: the seam between the allocator and the system.
 *
 * CPython asks `mmap` for an arena and gives it back with `munmap`. Which
 * address comes is the system's choice, and from 3.10 it matters: an arena
 * that does not start on a pool boundary loses a pool.
 */

/** The system as the allocator sees it. */
export interface ArenaSource {
  /**
   * Hands out memory for one arena.
   *
   * @param arenaBytes - bytes wanted.
   * @returns its address, a multiple of 16 that overlaps no arena still held.
   */
  obtain(arenaBytes: number): number;

  /** Takes an arena back. */
  release(address: number, arenaBytes: number): void;
}

/**
 * Arenas side by side, each below the one before, as `mmap` places them in an empty address space.
 *
 * @example
 * const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
 * mallocStats(allocator).arenas.current; // => 0
 */
export class AdjacentArenas implements ArenaSource {
  /** Memory given back, highest address first: the next request takes the highest. */
  readonly #released: number[] = [];
  #lowest: number;

  /**
   * @param top - address just above the first arena; a multiple of the pool's bytes gives
   *   arenas that lose no pool, any other multiple of 4,096 gives arenas that all lose one.
   */
  constructor(top = 0x7ff0_0000_0000) {
    this.#lowest = top;
  }

  obtain(arenaBytes: number): number {
    const again = this.#released.shift();
    if (again !== undefined) return again;
    this.#lowest -= arenaBytes;
    return this.#lowest;
  }

  release(address: number): void {
    const at = this.#released.findIndex((other) => other < address);
    this.#released.splice(at < 0 ? this.#released.length : at, 0, address);
  }
}

/**
 * The addresses that a recorded process got, in order.
 *
 * @example
 * new RecordedArenas([2 ** 20]).obtain(); // => 1048576
 */
export class RecordedArenas implements ArenaSource {
  readonly #addresses: readonly number[];
  #taken = 0;

  constructor(addresses: readonly number[]) {
    this.#addresses = addresses;
  }

  /** @throws {RangeError} when the run asks for more arenas than were recorded. */
  obtain(): number {
    const address = this.#addresses[this.#taken];
    if (address === undefined) {
      throw new RangeError(
        `the recording has ${this.#addresses.length} arenas, and the run asks for one more`,
      );
    }
    this.#taken += 1;
    return address;
  }

  release(): void {}
}
