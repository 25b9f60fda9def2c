/**
 * What happens to arenas: where a pool is taken, where an emptied one goes, and
 * when a whole arena returns to the system.
 *
 * @see CPython, Objects/obmalloc.c, `new_arena`, `allocate_from_new_pool`,
 *   `insert_to_freepool`.
 */

import type { Geometry } from "./geometry.js";
import { sizeClassCount } from "./size-class.js";
import { type ArenaOrder, linkInOrder } from "./sources/arena-order.js";
import type { ArenaSource } from "./sources/arena-source.js";
import { ArenaMap } from "./tables/arena-map.js";
import {
  ArenaTable,
  BIRTH,
  CARVE,
  FREE_COUNT,
  FREE_POOLS,
  NEXT,
  PREVIOUS,
  TOTAL,
} from "./tables/arena-table.js";
import { BLOCK_BITS } from "./tables/pool-records.js";
import { PoolTable } from "./tables/pool-table.js";

/** CPython's counters, from which the four arena lines of the stats text follow. */
export interface ArenaCounters {
  /** Arenas ever obtained. */
  total: number;
  /** Most arenas held at once. */
  highwater: number;
  /** Arenas held now. */
  current: number;
}

const MAX_POOLS = 1 << (31 - BLOCK_BITS);

/** The arenas of one allocator, with the pools in them. */
export class Arenas {
  readonly table: ArenaTable;
  readonly pools: PoolTable;
  readonly counters: ArenaCounters = { total: 0, highwater: 0, current: 0 };
  readonly map: ArenaMap | undefined;
  readonly poolsPerArena: number;
  /** Bits of a pool's number below its arena's slot. */
  readonly poolBits: number;
  readonly order: ArenaOrder;

  readonly #geometry: Geometry;
  readonly #source: ArenaSource;
  readonly #report: (kind: "obtained" | "returned", slot: number) => void;

  constructor(
    geometry: Geometry,
    source: ArenaSource,
    report: (kind: "obtained" | "returned", slot: number) => void,
  ) {
    this.#geometry = geometry;
    this.#source = source;
    this.#report = report;
    this.poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
    this.poolBits = Math.log2(this.poolsPerArena);
    this.order = geometry.arenaOrder ?? "fullest-first";
    // The pool numbers below the first arena's are the heads of usedPools.
    const firstSlot = Math.max(1, Math.ceil(sizeClassCount(geometry) / this.poolsPerArena));
    this.table = new ArenaTable(firstSlot, this.poolsPerArena, geometry.arenaBytes);
    const poolCount = this.table.slotCapacity << this.poolBits;
    this.pools = new PoolTable(geometry, firstSlot << this.poolBits, poolCount);
    this.map = geometry.arenaMap && new ArenaMap(geometry.arenaMap);
  }

  /** Address of a pool, where its header is. */
  poolAddress(pool: number): number {
    const slot = pool >> this.poolBits;
    const index = pool - (slot << this.poolBits);
    return this.table.firstPoolAddress[slot]! + index * this.#geometry.poolBytes;
  }

  /** Calls back for every pool that was ever used, of the arenas that are held. */
  forEachCarvedPool(visit: (pool: number) => void): void {
    for (const slot of this.table.heldSlots()) {
      const end = this.table.read(slot, CARVE);
      for (let pool = slot << this.poolBits; pool < end; pool++) visit(pool);
    }
  }

  /** Takes a pool from the first usable arena: the one emptied last, else the next never used. */
  takePool(): number {
    const { table } = this;
    if (table.usable === 0) this.#obtain();
    const slot = table.usable;
    const freeCount = table.read(slot, FREE_COUNT);
    // Fullest first, the head stays the head with one free pool less. It is the last
    // with that many, since no other arena has fewer.
    if (table.lastWith[freeCount] === slot) table.lastWith[freeCount] = 0;
    if (freeCount > 1) table.lastWith[freeCount - 1] = slot;
    let pool = table.read(slot, FREE_POOLS);
    if (pool !== 0) {
      table.write(slot, FREE_POOLS, this.pools.next(pool));
    } else {
      pool = table.read(slot, CARVE);
      table.write(slot, CARVE, pool + 1);
      this.pools.reset(pool);
    }
    table.write(slot, FREE_COUNT, freeCount - 1);
    if (freeCount === 1) table.unlink(slot);
    else if (this.order !== "fullest-first") this.#relink(slot);
    return pool;
  }

  /** Moves an arena whose free pools have changed, where the order is not CPython's. */
  #relink(slot: number): void {
    this.table.unlink(slot);
    linkInOrder(this.table, slot, this.order);
  }

  #obtain(): void {
    const slot = this.adopt(this.#source.obtain(this.#geometry.arenaBytes));
    this.table.linkHead(slot);
    this.table.lastWith[this.table.read(slot, FREE_COUNT)] = slot;
    this.#report("obtained", slot);
  }

  /**
   * Enters an arena of the system in the tables, on no list and with no pool used.
   * For heaps that are put together from a snapshot.
   *
   * @returns its slot.
   * @throws {RangeError} when the address is misaligned or overlaps a held arena.
   */
  adopt(address: number): number {
    const { arenaBytes, poolBytes, alignment } = this.#geometry;
    if (!Number.isSafeInteger(address) || address <= 0 || address % alignment !== 0) {
      throw new RangeError(
        `an arena's address must be a multiple of ${alignment} above 0, got ${address}`,
      );
    }
    if (this.table.overlapping(address) !== 0) {
      throw new RangeError(`the arena at ${hexAddress(address)} overlaps one that is still held`);
    }
    this.#assertRoom();
    const slot = this.table.takeSlot(address);
    const poolCount = this.table.slotCapacity << this.poolBits;
    if (poolCount > this.pools.poolCount) this.pools.grow(poolCount);
    // mmap promises 4 KiB: what lies before the first pool boundary is lost, a whole pool with it.
    const lostBytes = (poolBytes - (address % poolBytes)) % poolBytes;
    const total = this.poolsPerArena - (lostBytes > 0 ? 1 : 0);
    this.table.firstPoolAddress[slot] = address + lostBytes;
    this.table.write(slot, FREE_POOLS, 0);
    this.table.write(slot, FREE_COUNT, total);
    this.table.write(slot, TOTAL, total);
    this.table.write(slot, CARVE, slot << this.poolBits);
    this.table.write(slot, BIRTH, this.counters.total);
    this.map?.mark(address, arenaBytes);
    this.counters.total += 1;
    this.counters.current += 1;
    this.counters.highwater = Math.max(this.counters.highwater, this.counters.current);
    return slot;
  }

  /** A block's name has 31 bits, and its pool what its ordinal leaves of them. */
  #assertRoom(): void {
    const slots = this.table.firstSlot + this.counters.current + 1;
    if (slots << this.poolBits <= MAX_POOLS) return;
    const heldBytes = this.counters.current * this.#geometry.arenaBytes;
    throw new RangeError(
      `the model holds ${this.counters.current} arenas (${heldBytes} bytes) and cannot name more`,
    );
  }

  /** Hands an emptied pool to its arena, which moves up the list or goes back to the system. */
  poolEmptied(pool: number): void {
    this.pools.vacate(pool);
    const { table } = this;
    const slot = pool >> this.poolBits;
    this.pools.setNext(pool, table.read(slot, FREE_POOLS));
    table.write(slot, FREE_POOLS, pool);

    const had = table.read(slot, FREE_COUNT);
    const freeCount = had + 1;
    const last = table.lastWith[had]!;
    if (last === slot) {
      const previous = table.read(slot, PREVIOUS);
      const takesOver = previous !== 0 && table.read(previous, FREE_COUNT) === had;
      table.lastWith[had] = takesOver ? previous : 0;
    }
    table.write(slot, FREE_COUNT, freeCount);

    if (freeCount === table.read(slot, TOTAL) && this.#returnsEmpty(slot)) {
      if (had > 0) table.unlink(slot);
      this.#return(slot);
    } else if (this.order !== "fullest-first") {
      if (had > 0) table.unlink(slot);
      linkInOrder(table, slot, this.order);
    } else if (had === 0) {
      table.linkHead(slot);
      if (table.lastWith[1] === 0) table.lastWith[1] = slot;
    } else {
      this.#moveUp(slot, last, freeCount);
    }
  }

  /** From 3.9 the last of the usable arenas is kept, so that a loop at a boundary does not thrash. */
  #returnsEmpty(slot: number): boolean {
    const { table } = this;
    if (!this.#geometry.keepsLastEmptyArena) return true;
    if (this.order === "fullest-first") return table.read(slot, NEXT) !== 0;
    // What stands after it in CPython's order: another arena with as many free pools.
    const had = table.read(slot, FREE_COUNT) - 1;
    return table
      .usableSlots()
      .some((other) => other !== slot && table.read(other, FREE_COUNT) >= had);
  }

  /** Keeps `usableArenas` sorted after an arena won a free pool: past those that have as few. */
  #moveUp(slot: number, last: number, freeCount: number): void {
    const { table } = this;
    if (table.lastWith[freeCount] === 0) table.lastWith[freeCount] = slot;
    if (last === slot) return;
    table.unlink(slot);
    table.linkAfter(slot, last);
  }

  #return(slot: number): void {
    const end = this.table.read(slot, CARVE);
    for (let pool = slot << this.poolBits; pool < end; pool++) this.pools.reset(pool);
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
