/**
 * The list of arenas that can give a pool, and how it stays sorted as they lose and win pools.
 *
 * CPython keeps the fullest arena first, so that the emptier ones get a chance to go. An arena
 * that wins a free pool must move past its equals; `lastArenaWithFreePools` (`nfp2lasta`)
 * says where they end, so that no walk is needed (bpo-37029).
 *
 * @see CPython, Objects/obmalloc.c, `allocate_from_new_pool`, `insert_to_freepool`.
 */
import type { ArenaOrder } from "./geometry.js";
import { linkInOrder } from "./sources/arena-order.js";
import { type ArenaTable, ArenaWord, NO_ARENA } from "./tables/arena-table.js";

/** `usableArenas` of one allocator. */
export class UsableArenas {
  readonly order: ArenaOrder;
  readonly #table: ArenaTable;

  constructor(table: ArenaTable, order: ArenaOrder) {
    this.#table = table;
    this.order = order;
  }

  /** The arena that gives the next pool, or `NO_ARENA`. */
  get first(): number {
    return this.#table.firstUsable;
  }

  /** Adds an arena that came from the system, where there is no usable one. */
  addOnly(slot: number): void {
    this.#table.linkHead(slot);
    this.#table.lastArenaWithFreePools[this.#freePools(slot)] = slot;
  }

  /** Adds arenas that are on no list, in the order given where that is CPython's. */
  addAll(slots: readonly number[]): void {
    const table = this.#table;
    if (this.order !== "fullest-first") {
      for (const slot of slots) linkInOrder(table, slot, this.order);
      return;
    }
    for (const slot of [...slots].reverse()) table.linkHead(slot);
    for (const slot of slots) table.lastArenaWithFreePools[this.#freePools(slot)] = slot;
  }

  /** Takes a free pool from the count of the first arena; its last one takes it off the list. */
  firstGivesPool(): void {
    const table = this.#table;
    const slot = table.firstUsable;
    const before = this.#freePools(slot);
    // Fullest first, the head stays the head with one free pool less. It is the last
    // with that many, since no other arena has fewer.
    const last = table.lastArenaWithFreePools;
    if (last[before] === slot) last[before] = NO_ARENA;
    if (before > 1) last[before - 1] = slot;
    table.write(slot, ArenaWord.FREE_POOL_COUNT, before - 1);
    if (before === 1) table.unlink(slot);
    else if (this.order !== "fullest-first") this.#relink(slot);
  }

  /**
   * Adds a free pool to the count of an arena, which then moves or leaves.
   *
   * @param keepsLastEmpty - whether an arena that is wholly free stays where none comes after it.
   * @returns whether the arena has left the list and goes back to the system.
   */
  winsPool(slot: number, keepsLastEmpty: boolean): boolean {
    const table = this.#table;
    const before = this.#freePools(slot);
    const lastWithBefore = this.#leaveGroup(slot, before);
    table.write(slot, ArenaWord.FREE_POOL_COUNT, before + 1);
    const isWhollyFree = before + 1 === table.read(slot, ArenaWord.POOL_COUNT);
    if (isWhollyFree && !(keepsLastEmpty && this.#isLast(slot, before))) {
      if (before > 0) table.unlink(slot); // case 1
      return true;
    }
    if (this.order !== "fullest-first") {
      if (before > 0) table.unlink(slot);
      linkInOrder(table, slot, this.order);
    } else if (before === 0) {
      table.linkHead(slot); // case 2
      if (table.lastArenaWithFreePools[1] === NO_ARENA) table.lastArenaWithFreePools[1] = slot;
    } else {
      this.#movePast(slot, lastWithBefore, before + 1); // cases 3 and 4
    }
    return false;
  }

  #freePools(slot: number): number {
    return this.#table.read(slot, ArenaWord.FREE_POOL_COUNT);
  }

  /**
   * Takes an arena out of the group of those with as many free pools.
   *
   * @returns the arena that was last of them, which may be this one.
   */
  #leaveGroup(slot: number, freePools: number): number {
    const table = this.#table;
    const last = table.lastArenaWithFreePools[freePools]!;
    if (last !== slot) return last;
    const previous = table.read(slot, ArenaWord.PREVIOUS);
    const takesOver = previous !== NO_ARENA && this.#freePools(previous) === freePools;
    table.lastArenaWithFreePools[freePools] = takesOver ? previous : NO_ARENA;
    return last;
  }

  /**
   * Whether no arena comes after one that has just emptied. CPython, from 3.9, keeps such an
   * arena, so that a loop that frees and takes one block does not obtain and return an arena
   * each time (bpo-37257).
   */
  #isLast(slot: number, before: number): boolean {
    const table = this.#table;
    if (this.order === "fullest-first") return table.read(slot, ArenaWord.NEXT) === NO_ARENA;
    // As in CPython's order: no other usable arena has at least as many free pools as it had.
    const others = table.usableSlots().filter((other) => other !== slot);
    return others.every((other) => this.#freePools(other) < before);
  }

  /** Moves an arena past those that now have fewer free pools, and notes it where it is last. */
  #movePast(slot: number, lastWithFewer: number, freePools: number): void {
    const table = this.#table;
    const last = table.lastArenaWithFreePools;
    if (last[freePools] === NO_ARENA) last[freePools] = slot;
    if (lastWithFewer === slot) return; // case 4
    table.unlink(slot); // case 3
    table.linkAfter(slot, lastWithFewer);
  }

  /** Moves an arena whose free pools have changed, where the order is not CPython's. */
  #relink(slot: number): void {
    this.#table.unlink(slot);
    linkInOrder(this.#table, slot, this.order);
  }
}
