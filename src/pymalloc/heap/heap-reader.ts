/**
 * A heap to be looked at: its arenas, their pools, and the lists that they are on.
 *
 * What draws, records or counts reads the heap through this and nothing else, so it cannot
 * change it, and does not know how it is kept.
 */
import { type Block, BlockNumber } from "../block.js";
import type { ArenaMapGeometry } from "../geometry.js";
import { type HeapState, STATE } from "../heap-state.js";
import { ArenaWord, NO_ARENA } from "../tables/arena-table.js";
import { ArenaReader } from "./arena-reader.js";
import { PoolReader } from "./pool-reader.js";

/** The four arena lines of `sys._debugmallocstats()`. */
export interface ArenaFigures {
  /** Arenas ever obtained from the system. */
  readonly total: number;
  /** Arenas given back: `total - current`. */
  readonly reclaimed: number;
  /** Most arenas held at once. */
  readonly highwater: number;
  /** Arenas held now. */
  readonly current: number;
}

/** How large the radix tree is that tells which addresses are pymalloc's. */
export interface ArenaMapReading {
  readonly geometry: ArenaMapGeometry;
  /** Nodes between the root and the bottom ones. */
  readonly midNodeCount: number;
  readonly botNodeCount: number;
}

/** Where a block of an arena is. */
export interface BlockPlace {
  /** Which arena of the process it is in, from 0. */
  readonly birth: number;
  /** Which pool of the arena, from 0. */
  readonly pool: number;
  /** Which block of the pool, from 1. */
  readonly ordinal: number;
}

/** The pool that an arena gives next. */
export interface NextPool {
  readonly arena: ArenaReader;
  /** Which pool of the arena it is, from 0. */
  readonly index: number;
  /** The pool where it was emptied before; absent where it was never used. */
  readonly emptied?: PoolReader;
}

/** Reads a heap as it is at the moment of the question. */
export class HeapReader {
  /** For the room of the allocator. */
  readonly [STATE]: HeapState;

  constructor(state: HeapState) {
    this[STATE] = state;
  }

  /** The four arena lines. */
  figures(): ArenaFigures {
    const { total, highwater, current } = this[STATE].arenas.counters;
    return { total, reclaimed: total - current, highwater, current };
  }

  /** The arenas that are held, in order of birth. */
  arenas(): ArenaReader[] {
    const arenas = this[STATE].arenas.table.heldSlots().map((slot) => this.#arena(slot));
    return arenas.sort((a, b) => a.birth - b.birth);
  }

  /** The held arena of a birth number. */
  arena(birth: number): ArenaReader | undefined {
    const slot = this[STATE].arenas.table.slotOfBirth(birth);
    return slot === NO_ARENA ? undefined : this.#arena(slot);
  }

  /** The held arena that an address lies in. */
  arenaAt(address: number): ArenaReader | undefined {
    const slot = this[STATE].arenas.table.slotAt(address);
    return slot === NO_ARENA ? undefined : this.#arena(slot);
  }

  /** The arenas with a free pool, in list order: the first gives the next pool. */
  usableArenas(): ArenaReader[] {
    return this[STATE].arenas.table.usableSlots().map((slot) => this.#arena(slot));
  }

  /** The pools of all held arenas that were ever used. */
  pools(): PoolReader[] {
    return this.arenas().flatMap((arena) => arena.pools());
  }

  /** The partly used pools of a size class in list order: malloc takes from the first. */
  usedPools(sizeClass: number): PoolReader[] {
    return this[STATE].pools.table.usedPools(sizeClass).map((pool) => this.#pool(pool));
  }

  /** Whether a size class has a pool that is partly used. */
  hasUsedPool(sizeClass: number): boolean {
    return this[STATE].pools.table.next(sizeClass) !== sizeClass;
  }

  /** The pool that the next request for one gets; `undefined` where a new arena must come first. */
  nextPool(): NextPool | undefined {
    const { arenas } = this[STATE];
    const slot = arenas.usable.first;
    if (slot === NO_ARENA) return undefined;
    const [emptied] = arenas.freePools(slot);
    const pool = emptied ?? arenas.table.read(slot, ArenaWord.NEXT_UNCARVED_POOL);
    return {
      arena: this.#arena(slot),
      index: arenas.indexOf(pool),
      ...(emptied !== undefined && { emptied: this.#pool(emptied) }),
    };
  }

  /** Where a block is; it must be one of an arena that is held, live or not. */
  placeOf(block: Block): BlockPlace {
    const { arenas } = this[STATE];
    const pool = block >>> BlockNumber.SHIFT;
    return {
      birth: arenas.table.read(arenas.slotOf(pool), ArenaWord.BIRTH),
      pool: arenas.indexOf(pool),
      ordinal: block & BlockNumber.ORDINAL_MASK,
    };
  }

  /** The block at a place; 0 where its arena is not held. */
  blockAt({ birth, pool, ordinal }: BlockPlace): Block {
    const { arenas } = this[STATE];
    const slot = arenas.table.slotOfBirth(birth);
    if (slot === NO_ARENA) return 0;
    return ((arenas.firstPool(slot) + pool) << BlockNumber.SHIFT) | ordinal;
  }

  /** The pool of a block, which must be one of an arena that is held. */
  poolOf(block: Block): PoolReader {
    return this.#pool(block >>> BlockNumber.SHIFT);
  }

  /** The arena map; `undefined` before 3.10. */
  get arenaMap(): ArenaMapReading | undefined {
    return this[STATE].arenas.map;
  }

  /** Bytes of the tables that the heap's pools and blocks are kept in. */
  get tableBytes(): number {
    return this[STATE].pools.table.tableBytes;
  }

  /** Live blocks outside the arenas. */
  get rawBlocks(): number {
    return this[STATE].raw.count;
  }

  #arena(slot: number): ArenaReader {
    return new ArenaReader(this[STATE], slot);
  }

  #pool(pool: number): PoolReader {
    return new PoolReader(this[STATE], pool);
  }
}
