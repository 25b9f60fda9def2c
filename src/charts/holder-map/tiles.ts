/**
 * The data of a map coloured by who holds what: arenas with their pools, or one arena's pools
 * with their blocks.
 *
 * A cell is one character:
 *
 *     .        never used
 *     #        lost to alignment
 *     -        held, and nothing alive in it
 *     a to d   something of the first to fourth named holder in it; A to D: much of it is live
 *     z, Z     the same, of anything else
 */

/** A cell that was never used. */
export const UNTOUCHED = ".";
/** A pool that the arena lost because it starts off the pool grid. */
export const LOST = "#";
/** Held, and free. */
export const FREE = "-";

/** Holders that have a colour of their own. */
export const MOST_COLOURED = 4;

/** A tile. */
export interface HolderTile {
  /** "arena 3", "pool 12". */
  readonly name: string;
  /** Going: it comes back now, and a page lets it fade; back: it has gone. */
  readonly state: "held" | "going" | "back";
  /** One character a cell. */
  readonly cells: string;
  /** What is in it, line by line. */
  readonly says: readonly string[];
  /** What single cells have to say, by their place; where it is given, the tile itself is silent. */
  readonly cellSays?: readonly (readonly [cell: number, says: string])[];
}

/** The chart's data. */
export interface HolderMapChart {
  readonly chart: "holderMap";
  readonly title: string;
  readonly caption: string;
  /** What a tile is, and what a cell. */
  readonly tile: "arena" | "pool";
  /** Names of the holders that have a colour, at most {@link MOST_COLOURED}. */
  readonly holders: readonly string[];
  readonly tiles: readonly HolderTile[];
}

/** What is known of the pools of an arena, to draw them. */
export interface MappedArena {
  readonly address: number;
  readonly poolCount: number;
  readonly isShifted: boolean;
  readonly carvedPools: number;
  readonly pools: readonly MappedPool[];
}

/** What is known of a pool. */
export interface MappedPool {
  readonly pool: number;
  readonly blockBytes: number;
  readonly carvedBlocks: number;
  readonly liveBlocks: number;
  /** Live blocks by the place of their holder, -1 for those that none of the holders keeps. */
  readonly byHolder: ReadonlyMap<number, number>;
}

/** A block that is alive. */
export interface MappedBlock {
  readonly index: number;
  /** "str", "keys of dict". */
  readonly what: string;
  /** Place of its holder, -1 for none. */
  readonly holder: number;
}
