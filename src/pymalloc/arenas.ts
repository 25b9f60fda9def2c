/**
 * What happens to arenas: where a pool is taken, where an emptied one goes, and when a whole
 * arena returns to the system.
 *
 * The list they are on is in usable-arenas.ts.
 *
 * @see CPython, Objects/obmalloc.c, `new_arena`, `allocate_from_new_pool`,
 *   `insert_to_freepool`.
 */

import { BlockNumber } from "./block.js";
import type { Geometry } from "./geometry.js";
import { Pools } from "./pools.js";
import { sizeClassCount } from "./size-class.js";
import type { ArenaSource } from "./sources/arena-source.js";
import { ArenaMap } from "./tables/arena-map.js";
import { ArenaTable, ArenaWord, NO_ARENA } from "./tables/arena-table.js";
import { UsableArenas } from "./usable-arenas.js";

/** CPython's counters, from which the four arena lines of the stats text follow. */
export interface ArenaCounters {
  /** Arenas ever obtained (`ntimes_arena_allocated`). */
  total: number;
  /** Most arenas held at once (`narenas_highwater`). */
  highwater: number;
  /** Arenas held now (`narenas_currently_allocated`). */
  current: number;
}

/** Told when an arena came or went. */
export type ArenaReport = (kind: "obtained" | "returned", slot: number) => void;

/** In place of a pool: none. */
const NO_POOL = 0;

/** A pool's number has the bits of a block's that the ordinal leaves. */
const MOST_POOLS = 1 << (BlockNumber.BITS - BlockNumber.SHIFT);

/** The arenas of one allocator, with the pools in them. */
export class Arenas {
  readonly table: ArenaTable;
  readonly pools: Pools;
  readonly counters: ArenaCounters = { total: 0, highwater: 0, current: 0 };
  readonly map: ArenaMap | undefined;
  readonly poolsPerArena: number;
  /** Bits of a pool's number below its arena's slot. */
  readonly poolBits: number;
  readonly usable: UsableArenas;

  readonly #geometry: Geometry;
  readonly #source: ArenaSource;
  readonly #report: ArenaReport;

  constructor(geometry: Geometry, source: ArenaSource, report: ArenaReport) {
    this.#geometry = geometry;
    this.#source = source;
    this.#report = report;
    this.poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
    this.poolBits = Math.log2(this.poolsPerArena);
    // The pool numbers below the first arena's are the heads of usedPools.
    const firstSlot = Math.max(1, Math.ceil(sizeClassCount(geometry) / this.poolsPerArena));
    this.table = new ArenaTable(firstSlot, this.poolsPerArena, geometry.arenaBytes);
    this.usable = new UsableArenas(this.table, geometry.arenaOrder ?? "fullest-first");
    const poolCount = this.table.slotCapacity << this.poolBits;
    this.pools = new Pools(geometry, firstSlot << this.poolBits, poolCount);
    this.map = geometry.arenaMap && new ArenaMap(geometry.arenaMap);
  }

  /** The number of an arena's first pool. */
  firstPool(slot: number): number {
    return slot << this.poolBits;
  }

  /** The slot of the arena that a pool is in. */
  slotOf(pool: number): number {
    return pool >> this.poolBits;
  }

  /** Which pool of its arena a pool is, from 0. */
  indexOf(pool: number): number {
    return pool - this.firstPool(this.slotOf(pool));
  }

  /** Address of a pool, where its header is. */
  poolAddress(pool: number): number {
    const firstAddress = this.table.firstPoolAddress[this.slotOf(pool)]!;
    return firstAddress + this.indexOf(pool) * this.#geometry.poolBytes;
  }

  /** Calls back for every pool that was ever used, of the arenas that are held. */
  forEachCarvedPool(visit: (pool: number) => void): void {
    for (const slot of this.table.heldSlots()) {
      const end = this.table.read(slot, ArenaWord.NEXT_UNCARVED_POOL);
      for (let pool = this.firstPool(slot); pool < end; pool++) visit(pool);
    }
  }

  /** The emptied pools of an arena, in the order in which malloc takes them. */
  freePools(slot: number): number[] {
    const pools: number[] = [];
    let pool = this.table.read(slot, ArenaWord.FIRST_FREE_POOL);
    for (; pool !== NO_POOL; pool = this.pools.table.next(pool)) pools.push(pool);
    return pools;
  }

  /**
   * Takes a pool from the first usable arena: the one emptied last, else the next never used.
   *
   * @see CPython, Objects/obmalloc.c, `allocate_from_new_pool`.
   */
  takePool(): number {
    const { table, usable } = this;
    if (usable.first === NO_ARENA) this.#obtain();
    const slot = usable.first;
    usable.firstGivesPool();
    const emptied = table.read(slot, ArenaWord.FIRST_FREE_POOL);
    if (emptied !== NO_POOL) {
      table.write(slot, ArenaWord.FIRST_FREE_POOL, this.pools.table.next(emptied));
      return emptied;
    }
    const uncarved = table.read(slot, ArenaWord.NEXT_UNCARVED_POOL);
    table.write(slot, ArenaWord.NEXT_UNCARVED_POOL, uncarved + 1);
    this.pools.reset(uncarved);
    return uncarved;
  }

  #obtain(): void {
    const slot = this.adopt(this.#source.obtain(this.#geometry.arenaBytes));
    this.usable.addOnly(slot);
    this.#report("obtained", slot);
  }

  /**
   * Enters an arena of the system in the tables, on no list and with no pool used.
   *
   * @param birth - which arena of the process it is; given for heaps that are put back.
   * @returns its slot.
   * @throws {RangeError} when the address is misaligned or overlaps a held arena.
   * @see CPython, Objects/obmalloc.c, `new_arena`.
   */
  adopt(address: number, birth = this.counters.total): number {
    const { arenaBytes, poolBytes } = this.#geometry;
    this.#assertPlace(address);
    this.#assertNumbersLeft();
    const slot = this.table.takeSlot(address, birth);
    const poolCount = this.table.slotCapacity << this.poolBits;
    if (poolCount > this.pools.table.poolCount) this.pools.table.grow(poolCount);
    // mmap promises 4 KiB: what lies before the first pool boundary is lost, a whole pool with it.
    const lostBytes = (poolBytes - (address % poolBytes)) % poolBytes;
    const total = this.poolsPerArena - (lostBytes > 0 ? 1 : 0);
    this.table.firstPoolAddress[slot] = address + lostBytes;
    this.table.write(slot, ArenaWord.FIRST_FREE_POOL, NO_POOL);
    this.table.write(slot, ArenaWord.FREE_POOL_COUNT, total);
    this.table.write(slot, ArenaWord.POOL_COUNT, total);
    this.table.write(slot, ArenaWord.NEXT_UNCARVED_POOL, this.firstPool(slot));
    this.map?.mark(address, arenaBytes);
    this.counters.total += 1;
    this.counters.current += 1;
    this.counters.highwater = Math.max(this.counters.highwater, this.counters.current);
    return slot;
  }

  #assertPlace(address: number): void {
    const { alignment } = this.#geometry;
    if (!Number.isSafeInteger(address) || address <= 0 || address % alignment !== 0) {
      throw new RangeError(
        `an arena's address must be a multiple of ${alignment} above 0, got ${address}`,
      );
    }
    if (this.table.overlapping(address) !== NO_ARENA) {
      throw new RangeError(`the arena at ${hexAddress(address)} overlaps one that is still held`);
    }
  }

  #assertNumbersLeft(): void {
    const slots = this.table.firstSlot + this.counters.current + 1;
    if (slots << this.poolBits <= MOST_POOLS) return;
    const heldBytes = this.counters.current * this.#geometry.arenaBytes;
    throw new RangeError(
      `the model holds ${this.counters.current} arenas (${heldBytes} bytes) and cannot name more`,
    );
  }

  /**
   * Hands an emptied pool to its arena. obmalloc.c then has four cases:
   *
   * 1. all pools of the arena are free: it returns to the system, unless it is kept;
   * 2. it is the arena's only free pool: the arena is usable again, and goes first;
   * 3. another arena now has fewer free pools: this one moves past it;
   * 4. else there is nothing more to do.
   *
   * @see CPython, Objects/obmalloc.c, `insert_to_freepool`.
   */
  poolEmptied(pool: number): void {
    const { table, pools } = this;
    const slot = this.slotOf(pool);
    pools.vacate(pool);
    pools.table.setNext(pool, table.read(slot, ArenaWord.FIRST_FREE_POOL));
    table.write(slot, ArenaWord.FIRST_FREE_POOL, pool);
    if (this.usable.winsPool(slot, this.#geometry.keepsLastEmptyArena)) this.#return(slot);
  }

  #return(slot: number): void {
    const end = this.table.read(slot, ArenaWord.NEXT_UNCARVED_POOL);
    for (let pool = this.firstPool(slot); pool < end; pool++) this.pools.reset(pool);
    this.counters.current -= 1;
    this.table.releaseSlot(slot);
    this.#source.release(this.table.address[slot]!, this.#geometry.arenaBytes);
    this.#report("returned", slot);
  }
}

/** An address as CPython prints it. */
export function hexAddress(address: number): string {
  return `0x${address.toString(16)}`;
}
