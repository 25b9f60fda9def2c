/** One arena that is held, to be looked at. */
import type { HeapState } from "../heap-state.js";
import { ArenaWord } from "../tables/arena-table.js";
import { PoolReader } from "./pool-reader.js";

/** Reads an arena as it is at the moment of the question, while it is held. */
export class ArenaReader {
  readonly #state: HeapState;
  readonly #slot: number;

  constructor(state: HeapState, slot: number) {
    this.#state = state;
    this.#slot = slot;
  }

  /** Which arena of the process it is, from 0. */
  get birth(): number {
    return this.#read(ArenaWord.BIRTH);
  }

  /** Its address, as the system gave it. */
  get address(): number {
    return this.#state.arenas.table.address[this.#slot]!;
  }

  /** Address of its first pool: above {@link address} where the arena is misaligned. */
  get firstPoolAddress(): number {
    return this.#state.arenas.table.firstPoolAddress[this.#slot]!;
  }

  /** Pools in all. */
  get poolCount(): number {
    return this.#read(ArenaWord.POOL_COUNT);
  }

  /** Pools that were ever used: the first so many. */
  get carvedPoolCount(): number {
    const { arenas } = this.#state;
    return this.#read(ArenaWord.NEXT_UNCARVED_POOL) - arenas.firstPool(this.#slot);
  }

  /** Pools that malloc can take: the emptied and the never used ones. */
  get freePoolCount(): number {
    return this.#read(ArenaWord.FREE_POOL_COUNT);
  }

  /** 1 where the arena does not start on a pool boundary, else 0. */
  get poolsLostToAlignment(): number {
    return this.#state.arenas.poolsPerArena - this.poolCount;
  }

  /** A pool by its index, from 0; `undefined` where it was never used. */
  pool(index: number): PoolReader | undefined {
    if (!(index >= 0 && index < this.carvedPoolCount)) return undefined;
    return new PoolReader(this.#state, this.#state.arenas.firstPool(this.#slot) + index);
  }

  /** The pools that were ever used, in address order. */
  pools(): PoolReader[] {
    const first = this.#state.arenas.firstPool(this.#slot);
    const { carvedPoolCount: length } = this;
    return Array.from({ length }, (_, index) => new PoolReader(this.#state, first + index));
  }

  /** The emptied pools, in the order in which malloc takes them. */
  freePools(): PoolReader[] {
    const pools = this.#state.arenas.freePools(this.#slot);
    return pools.map((pool) => new PoolReader(this.#state, pool));
  }

  #read(word: ArenaWord): number {
    return this.#state.arenas.table.read(this.#slot, word);
  }
}
