/**
 * Arenas and the list of those that can give a pool, packed in typed arrays: what is kept,
 * and where. What happens to arenas is in arenas.ts.
 *
 * An arena lives in a slot (CPython's `arena_object`); slot 0 stands for "none". The pools
 * of slot `s` are numbered from `s << poolBits`.
 *
 * Invariants: `usableArenas` holds exactly the arenas with a free pool, fewest free pools
 * first, so that the fullest arena is used first and the emptier ones get a chance to go.
 * `lastArenaWithFreePools[k]` is the last arena in it with k free pools, or 0 (`nfp2lasta`):
 * with it an arena moves past its equals in one step, where CPython before bpo-37029 walked
 * the list.
 *
 * @see CPython, Include/internal/pycore_obmalloc.h, `arena_object`, and Objects/obmalloc.c,
 *   `insert_to_freepool`.
 */
import { widen } from "../../growing/widen.js";

/** In place of a slot: no arena. */
export const NO_ARENA = 0;

/** An arena's record begins at `slot << SHIFT`: eight words, the last one unused. */
export const enum ArenaRecord {
  SHIFT = 3,
}

/** The words of an arena's record. */
export const enum ArenaWord {
  /** The pool emptied last (`freepools`): a stack through the pools' ArenaWord.NEXT, 0 at its end. */
  FIRST_FREE_POOL = 0,
  /** Pools that malloc can take, the emptied and the never used ones (`nfreepools`). */
  FREE_POOL_COUNT = 1,
  /** The next pool that was never used (`pool_address`); those before it are carved. */
  NEXT_UNCARVED_POOL = 2,
  /** Next arena in `usableArenas` (`nextarena`). */
  NEXT = 3,
  /** Previous arena in `usableArenas` (`prevarena`). */
  PREVIOUS = 4,
  /** Pools in all (`ntotalpools`): one fewer where the arena is misaligned. */
  POOL_COUNT = 5,
  /** Which arena of this process it is, from 0. */
  BIRTH = 6,
}

/** Slots to begin with (`INITIAL_ARENA_OBJECTS`). */
const FEW_SLOTS = 16;

/** Every arena of one allocator. */
export class ArenaTable {
  record: Int32Array;
  /** Address of the arena in a slot, as the system gave it. */
  address: Float64Array;
  /** Address of the arena's first pool. */
  firstPoolAddress: Float64Array;
  /** First arena of `usableArenas`, or 0. */
  firstUsable = NO_ARENA;
  /** By number of free pools: the last usable arena with that many, or 0. */
  readonly lastArenaWithFreePools: Int32Array;
  readonly firstSlot: number;
  #nextSlot: number;
  #capacity: number;
  readonly #unused: number[] = [];
  /** Slot by `floor(address / arenaBytes)`; two arenas with one key would overlap. */
  readonly #slotByRegion = new Map<number, number>();
  readonly #slotByBirth = new Map<number, number>();
  readonly #arenaBytes: number;

  constructor(firstSlot: number, poolsPerArena: number, arenaBytes: number) {
    this.firstSlot = firstSlot;
    this.#nextSlot = firstSlot;
    this.#capacity = firstSlot + FEW_SLOTS;
    this.record = new Int32Array(this.#capacity << ArenaRecord.SHIFT);
    this.address = new Float64Array(this.#capacity);
    this.firstPoolAddress = new Float64Array(this.#capacity);
    this.lastArenaWithFreePools = new Int32Array(poolsPerArena + 1);
    this.#arenaBytes = arenaBytes;
  }

  /** Slots there is room for; the pool table has room for their pools. */
  get slotCapacity(): number {
    return this.#capacity;
  }

  read(slot: number, word: ArenaWord): number {
    return this.record[(slot << ArenaRecord.SHIFT) | word]!;
  }

  write(slot: number, word: ArenaWord, value: number): void {
    this.record[(slot << ArenaRecord.SHIFT) | word] = value;
  }

  /** Takes a slot for an arena at `address`; the caller has asked {@link overlapping} first. */
  takeSlot(address: number, birth: number): number {
    const slot = this.#unused.pop() ?? this.#nextSlot++;
    if (slot >= this.#capacity) this.#grow();
    this.address[slot] = address;
    this.write(slot, ArenaWord.BIRTH, birth);
    this.#slotByBirth.set(birth, slot);
    this.#slotByRegion.set(Math.floor(address / this.#arenaBytes), slot);
    return slot;
  }

  releaseSlot(slot: number): void {
    this.#slotByRegion.delete(Math.floor(this.address[slot]! / this.#arenaBytes));
    this.#slotByBirth.delete(this.read(slot, ArenaWord.BIRTH));
    this.#unused.push(slot);
  }

  /** The slots of the arenas that are held, lowest first. */
  heldSlots(): number[] {
    return [...this.#slotByRegion.values()].sort((a, b) => a - b);
  }

  /** The slot of the held arena with a birth number, or 0. */
  slotOfBirth(birth: number): number {
    return this.#slotByBirth.get(birth) ?? NO_ARENA;
  }

  /**
   * The slot of the arena that an address lies in, or 0.
   *
   * @see CPython, Objects/obmalloc.c, `address_in_range`, which asks `arena_map_is_used` from 3.10.
   */
  slotAt(address: number): number {
    const region = Math.floor(address / this.#arenaBytes);
    for (const key of [region, region - 1]) {
      const slot = this.#slotByRegion.get(key);
      if (slot === undefined) continue;
      const offset = address - this.address[slot]!;
      if (offset >= 0 && offset < this.#arenaBytes) return slot;
    }
    return NO_ARENA;
  }

  /** The slot of a held arena that one at `address` would overlap, or 0. */
  overlapping(address: number): number {
    return this.slotAt(address) || this.slotAt(address + this.#arenaBytes - 1);
  }

  /** The usable arenas' slots in list order. */
  usableSlots(): number[] {
    const slots: number[] = [];
    for (let slot = this.firstUsable; slot !== NO_ARENA; slot = this.read(slot, ArenaWord.NEXT))
      slots.push(slot);
    return slots;
  }

  /** Puts an arena at the head of `usableArenas`. */
  linkHead(slot: number): void {
    this.write(slot, ArenaWord.NEXT, this.firstUsable);
    this.write(slot, ArenaWord.PREVIOUS, NO_ARENA);
    if (this.firstUsable !== NO_ARENA) this.write(this.firstUsable, ArenaWord.PREVIOUS, slot);
    this.firstUsable = slot;
  }

  /** Puts an arena right after another in `usableArenas`. */
  linkAfter(slot: number, other: number): void {
    const next = this.read(other, ArenaWord.NEXT);
    this.write(slot, ArenaWord.PREVIOUS, other);
    this.write(slot, ArenaWord.NEXT, next);
    if (next !== NO_ARENA) this.write(next, ArenaWord.PREVIOUS, slot);
    this.write(other, ArenaWord.NEXT, slot);
  }

  unlink(slot: number): void {
    const next = this.read(slot, ArenaWord.NEXT);
    const previous = this.read(slot, ArenaWord.PREVIOUS);
    if (previous === NO_ARENA) this.firstUsable = next;
    else this.write(previous, ArenaWord.NEXT, next);
    if (next !== NO_ARENA) this.write(next, ArenaWord.PREVIOUS, previous);
  }

  #grow(): void {
    this.#capacity += this.#capacity >> 1;
    this.record = widen(this.record, new Int32Array(this.#capacity << ArenaRecord.SHIFT));
    this.address = widen(this.address, new Float64Array(this.#capacity));
    this.firstPoolAddress = widen(this.firstPoolAddress, new Float64Array(this.#capacity));
  }
}
