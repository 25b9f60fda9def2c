/** Which arena gives the next pool, and why, in words. */
import { type PlaceNames, shortNames } from "../place-names.js";
import type { RunPlayer } from "./run-player.js";

/** The pool a request would get now if its size class had no used pool. */
export interface NextPoolWords {
  /** Arena by its number and pool in it; absent where a new arena would come. */
  readonly place?: { readonly arena: number; readonly pool: number };
  readonly words: string;
}

/** Says where the next pool will come from; without names of the caller's own, by short ones. */
export function tellNextPool(
  player: RunPlayer,
  names: PlaceNames = shortNames((birth) => player.births.indexOf(birth)),
): NextPoolWords {
  const { heap } = player.allocator;
  const next = heap.nextPool();
  if (next === undefined) {
    return {
      words:
        "No arena has a free pool. The next pool needs a new arena, and the system will be asked for one.",
    };
  }
  const { birth } = next.arena;
  const arena = player.births.indexOf(birth);
  const pool = next.index;
  const free = next.arena.freePoolCount;
  const [, second] = heap.usableArenas();
  const why =
    second === undefined
      ? "It is the only arena with a free pool"
      : second.freePoolCount === free
        ? `It is first of the arenas with ${free} free, the fewest`
        : `It has the fewest free pools, ${free}: the fullest arena is used first, so that emptier ones may empty`;
  const which =
    next.emptied === undefined
      ? "No emptied pool is left in it, so its next untouched one is cut"
      : "Of its free pools the one emptied last goes first";
  return {
    place: { arena, pool },
    words: `The next pool comes from ${names.arena(birth)}: ${names.pool({ birth, pool })}. ${why}. ${which}.`,
  };
}
