/**
 * What an allocator's heap is made of, for the files of this room that change it.
 *
 * Everybody else reads it through `HeapReader`. Only src/pymalloc imports this file, which
 * `.dependency-cruiser.mjs` checks.
 */
import type { Arenas } from "./arenas.js";
import type { Geometry } from "./geometry.js";
import type { Pools } from "./pools.js";
import type { RawBlocks } from "./tables/raw-blocks.js";

/** Key of a heap's state in its {@link HeapReader}. */
export const STATE = Symbol("state");

/** The parts of a heap, to be changed. */
export interface HeapState {
  readonly geometry: Geometry;
  readonly arenas: Arenas;
  /** The same as `arenas.pools`. */
  readonly pools: Pools;
  readonly raw: RawBlocks;
}
