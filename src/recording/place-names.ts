/**
 * Names of arenas, pools and blocks, for words and drawings alike.
 *
 * Everything is counted from 1: arenas in order of birth, the pools of an arena and the blocks of
 * a pool in order of address. A player, a figure, a check and the prose beside them call the same
 * thing by the same name.
 */

/** A pool of an arena that is told by its birth. */
export interface NamedPool {
  readonly birth: number;
  /** Place in the arena, from 0. */
  readonly pool: number;
}

/** A block of such a pool. */
export interface NamedBlock extends NamedPool {
  /** Place in the pool, from 1. */
  readonly ordinal: number;
}

/** How places are called in a sentence. */
export interface PlaceNames {
  arena(birth: number): string;
  pool(pool: NamedPool): string;
  block(block: NamedBlock): string;
}

/**
 * The short name of an arena.
 *
 * @param arena - its number in order of birth, from 0.
 *
 * @example
 * arenaName(0); // => "A1"
 */
export function arenaName(arena: number): string {
  return `A${arena + 1}`;
}

/**
 * The short name of a pool.
 *
 * @param arena - its arena's number in order of birth, from 0.
 * @param pool - its place in the arena, from 0.
 *
 * @example
 * poolName(6, 56); // => "A7·57"
 */
export function poolName(arena: number, pool: number): string {
  return `${arenaName(arena)}·${pool + 1}`;
}

/** Short names, for arenas of many pools. */
export function shortNames(numberOf: (birth: number) => number): PlaceNames {
  const pool = (place: NamedPool) => poolName(numberOf(place.birth), place.pool);
  return {
    arena: (birth) => arenaName(numberOf(birth)),
    pool,
    block: (place) => `block ${place.ordinal} of pool ${pool(place)}`,
  };
}

/**
 * Names in full, for arenas that are one pool each: their blocks are counted through all of them.
 *
 * @param blocksPerArena - blocks that one arena has room for.
 * @param noun - what lives in a block, such as "node".
 */
export function countedNames(
  numberOf: (birth: number) => number,
  blocksPerArena: number,
  noun: string,
): PlaceNames {
  const arena = (birth: number) => `arena ${numberOf(birth) + 1}`;
  return {
    arena,
    pool: ({ birth }) => `the pool of ${arena(birth)}`,
    block: ({ birth, ordinal }) =>
      `${noun} ${numberOf(birth) * blocksPerArena + ordinal}, in ${arena(birth)}`,
  };
}
