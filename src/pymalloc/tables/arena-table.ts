/**
 * Arenas and the list of those that can give a pool, packed in typed arrays.
 *
 * An arena lives in a slot (CPython's `arena_object`); slot 0 stands for "none".
 * The pools of slot `s` are numbered from `s << poolBits`.
 *
 *     record, eight words a slot
 *       FREE_POOLS    first emptied pool (`freepools`), 0 at the end; a stack
 *       FREE_COUNT    pools that malloc can take: emptied ones and never used ones (`nfreepools`)
 *       CARVE         the next pool that was never used (`pool_address`)
 *       NEXT, PREVIOUS in `usableArenas`
 *       TOTAL         pools in all (`ntotalpools`): one less where the arena is misaligned
 *       BIRTH         which arena of this process it is, from 0
 *
 * Invariants: `usableArenas` holds exactly the arenas with FREE_COUNT > 0, fewest
 * free pools first, so that the fullest arena is used first and the emptier ones
 * get a chance to go. `lastWith[k]` is the last arena in it with k free pools, or
 * 0 (`nfp2lasta`): with it an arena moves past its equals in one step.
 *
 * @see CPython, Objects/obmalloc.c, "Arenas" and `insert_to_freepool`.
 */
import { widen } from "./widen.js";

export const FREE_POOLS = 0;
export const FREE_COUNT = 1;
export const CARVE = 2;
export const NEXT = 3;
export const PREVIOUS = 4;
export const TOTAL = 5;
export const BIRTH = 6;
const WORDS = 8;

/** Every arena of one allocator. */
export class ArenaTable {
  record: Int32Array;
  /** Address of the arena in a slot, as the system gave it. */
  address: Float64Array;
  /** Address of the arena's first pool. */
  firstPoolAddress: Float64Array;
  /** First arena of `usableArenas`, or 0. */
  usable = 0;
  readonly lastWith: Int32Array;
  readonly firstSlot: number;
  #nextSlot: number;
  #capacity: number;
  readonly #unused: number[] = [];
  /** Slot by `floor(address / arenaBytes)`; two arenas with one key would overlap. */
  readonly #slotByRegion = new Map<number, number>();
  readonly #arenaBytes: number;

  constructor(firstSlot: number, poolsPerArena: number, arenaBytes: number) {
    this.firstSlot = firstSlot;
    this.#nextSlot = firstSlot;
    this.#capacity = firstSlot + 16;
    this.record = new Int32Array(this.#capacity * WORDS);
    this.address = new Float64Array(this.#capacity);
    this.firstPoolAddress = new Float64Array(this.#capacity);
    this.lastWith = new Int32Array(poolsPerArena + 1);
    this.#arenaBytes = arenaBytes;
  }

  /** Slots there is room for; the pool table keeps in step with it. */
  get slotCapacity(): number {
    return this.#capacity;
  }

  read(slot: number, word: number): number {
    return this.record[(slot << 3) | word]!;
  }

  write(slot: number, word: number, value: number): void {
    this.record[(slot << 3) | word] = value;
  }

  /** Takes a slot for an arena at `address`; the caller has asked {@link overlapping} first. */
  takeSlot(address: number): number {
    const slot = this.#unused.pop() ?? this.#nextSlot++;
    if (slot >= this.#capacity) this.#grow();
    this.address[slot] = address;
    this.#slotByRegion.set(Math.floor(address / this.#arenaBytes), slot);
    return slot;
  }

  releaseSlot(slot: number): void {
    this.#slotByRegion.delete(Math.floor(this.address[slot]! / this.#arenaBytes));
    this.#unused.push(slot);
  }

  /** The slots of the arenas that are held, lowest first. */
  heldSlots(): number[] {
    return [...this.#slotByRegion.values()].sort((a, b) => a - b);
  }

  /** The slot of the arena that an address lies in, or 0. */
  slotAt(address: number): number {
    const region = Math.floor(address / this.#arenaBytes);
    for (const key of [region, region - 1]) {
      const slot = this.#slotByRegion.get(key);
      if (slot === undefined) continue;
      const offset = address - this.address[slot]!;
      if (offset >= 0 && offset < this.#arenaBytes) return slot;
    }
    return 0;
  }

  /** The slot of a held arena that one at `address` would overlap, or 0. */
  overlapping(address: number): number {
    return this.slotAt(address) || this.slotAt(address + this.#arenaBytes - 1);
  }

  /** The usable arenas' slots in list order. */
  usableSlots(): number[] {
    const slots: number[] = [];
    for (let slot = this.usable; slot !== 0; slot = this.read(slot, NEXT)) slots.push(slot);
    return slots;
  }

  /** Puts an arena at the head of `usableArenas`. */
  linkHead(slot: number): void {
    this.write(slot, NEXT, this.usable);
    this.write(slot, PREVIOUS, 0);
    if (this.usable !== 0) this.write(this.usable, PREVIOUS, slot);
    this.usable = slot;
  }

  /** Puts an arena right after another in `usableArenas`. */
  linkAfter(slot: number, other: number): void {
    const next = this.read(other, NEXT);
    this.write(slot, PREVIOUS, other);
    this.write(slot, NEXT, next);
    if (next !== 0) this.write(next, PREVIOUS, slot);
    this.write(other, NEXT, slot);
  }

  unlink(slot: number): void {
    const next = this.read(slot, NEXT);
    const previous = this.read(slot, PREVIOUS);
    if (previous === 0) this.usable = next;
    else this.write(previous, NEXT, next);
    if (next !== 0) this.write(next, PREVIOUS, previous);
  }

  #grow(): void {
    this.#capacity += this.#capacity >> 1;
    this.record = widen(this.record, new Int32Array(this.#capacity * WORDS));
    this.address = widen(this.address, new Float64Array(this.#capacity));
    this.firstPoolAddress = widen(this.firstPoolAddress, new Float64Array(this.#capacity));
  }
}
