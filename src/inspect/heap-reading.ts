/**
 * A heap as it was found in a process's memory: what every question about it starts from.
 *
 * All interpreters of a process share one table of pools and one numbering of blocks. A
 * *pool number* is a place in {@link ReadPools}; a *block number* counts the carved blocks of
 * all pools, pool by pool, so that what is known of blocks is kept in flat arrays.
 */
import type { MemoryImage } from "../image/memory-image.js";
import type { Geometry } from "../pymalloc/geometry.js";
import type { ReadPools } from "./read-pools.js";

/** The interpreter that a process runs. */
export interface InterpreterVersion {
  /** "3.11.7", or "3.11" where only a file's name told it. */
  readonly version: string;
  /** 11 of 3.11.7: what the layouts of objects depend on. */
  readonly minor: number;
}

/** An arena. */
export interface ReadArena {
  readonly address: number;
  /** Its place in CPython's `arenas` array, which its pools' headers name. */
  readonly slot: number;
  /** Address of the first pool: that of the arena, or the next pool boundary. */
  readonly firstPoolAddress: number;
  /** Pools it has room for; CPython's `ntotalpools`. */
  readonly poolCount: number;
  /** Emptied and never used pools; CPython's `nfreepools`. */
  readonly freePoolCount: number;
  /** Pool numbers of the carved pools, by address. */
  readonly pools: readonly number[];
  /** Emptied pools as places in `pools`, the one that malloc takes first at the end. */
  readonly freePools: readonly number[];
}

/** CPython's counters of arenas. */
export interface ArenaCounters {
  readonly total: number;
  readonly highwater: number;
  readonly current: number;
  /** Live blocks that the raw allocator gave; `undefined` where that counter was not found. */
  readonly rawBlocks: number | undefined;
}

/** Nodes of the arena map that were ever made (3.10 and later). */
export interface ArenaMapCounts {
  readonly midNodes: number;
  readonly botNodes: number;
}

/** The heap of one interpreter: a process has one, and from 3.12 one for each sub-interpreter. */
export interface InterpreterHeap {
  /** By slot. */
  readonly arenas: readonly ReadArena[];
  /** Places in `arenas`, in the order of CPython's `usable_arenas`. */
  readonly usableArenas: readonly number[];
  /** For each size class the numbers of its used pools, in list order. */
  readonly usedPools: readonly (readonly number[])[];
  readonly counters: ArenaCounters;
  readonly arenaMap: ArenaMapCounts | undefined;
  /** Contradictions between the structures, in sentences; none in a good reading. */
  readonly problems: readonly string[];
}

/** What was read of a process's heap. */
export interface HeapReading {
  readonly image: MemoryImage;
  readonly python: InterpreterVersion;
  readonly geometry: Geometry;
  readonly pools: ReadPools;
  /** The main interpreter first. */
  readonly interpreters: readonly InterpreterHeap[];
  /** Whether CPython's debug hooks pad every block (`PYTHONMALLOC=debug`). */
  readonly hasDebugHooks: boolean;
  /** Bytes before the object's own in a block: 16 under the debug hooks, else 0. */
  readonly blockPrefixBytes: number;
  /** Contradictions in the whole and of each interpreter; none in a good reading. */
  readonly problems: readonly string[];
}
