/**
 * Pools as characters, so that a chart of twenty thousand pools is a few short
 * strings that one can read and compare.
 *
 *     .        never used
 *     #        lost to alignment
 *     0        emptied: no block live
 *     1 to 4   that many blocks live, which is little
 *     a to z, A to Z   52 steps from nearly empty to full; Z is full
 *
 * A pool whose few live blocks fill it is Z, not a digit.
 */
import type { HeldArena } from "../../recording/recording.js";

/** A pool that was never used. */
export const UNTOUCHED = ".";
/** A pool that the arena lost because it starts off the pool grid. */
export const LOST = "#";

/** Most live blocks of a pool that counts as a pin, if no pool of its arena has more. */
export const PIN_BLOCKS = 4;

const LEVELS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Writes an arena's pools, one character each, in address order; the lost one last. */
export function poolCharacters(arena: HeldArena): string {
  const runs = arena.poolCount.map((poolCount, i) =>
    poolCharacter(
      arena.blockBytes[i] ?? 0,
      arena.liveBlocks[i] ?? 0,
      arena.capacity[i] ?? 0,
    ).repeat(poolCount),
  );
  return runs.join("") + LOST.repeat(arena.poolsLostToAlignment);
}

function poolCharacter(blockBytes: number, liveBlocks: number, capacity: number): string {
  if (blockBytes === 0) return UNTOUCHED;
  if (liveBlocks === capacity) return "Z";
  if (liveBlocks <= PIN_BLOCKS) return String(liveBlocks);
  const level = Math.max(
    1,
    Math.min(LEVELS.length - 1, Math.round((liveBlocks / capacity) * LEVELS.length)),
  );
  return LEVELS.charAt(level - 1);
}

/**
 * Share of a pool's blocks that are live, as far as its character tells.
 *
 * @returns 0 to 1; the few of a digit count as a trace that can be seen.
 *
 * @example
 * liveShare("Z"); // => 1
 * liveShare("0"); // => 0
 */
export function liveShare(character: string): number {
  const level = LEVELS.indexOf(character) + 1;
  if (level > 0) return level / LEVELS.length;
  return isFew(character) ? 0.04 : 0;
}

/** Whether a pool has one live block, or up to four: little enough to be drawn as a pin. */
export function isFew(character: string): boolean {
  return character >= "1" && character <= String(PIN_BLOCKS);
}

/**
 * Pools of an arena in which a block is live.
 *
 * @example
 * poolsInUse("ZZk1000...#"); // => 4
 */
export function poolsInUse(pools: string): number {
  return [...pools].filter((character) => liveShare(character) > 0).length;
}

/** Whether an arena is held by a few blocks alone: no pool has more than a pin has. */
export function isPinned(pools: string): boolean {
  return [...pools].some(isFew) && !/[a-zA-Z]/.test(pools);
}
