/** Which arena gives the next pool, and why, in words. */
import { FREE_COUNT, NEXT } from "../../pymalloc/tables/arena-table.js";
import { nextPoolOf } from "../log/operation-outcome.js";
import { type PlaceNames, shortNames } from "../place-names.js";
import type { RunPlayer } from "./run-player.js";

/** The next pool, if a size that has none left is asked for now. */
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
  const { arenas } = player.allocator;
  const next = nextPoolOf(player.allocator);
  if (next === undefined) {
    return {
      words:
        "No arena has a free pool. The next pool needs a new arena, and the system will be asked for one.",
    };
  }
  const { table, poolBits } = arenas;
  const numberOf = (slot: number) =>
    player.births.findIndex((birth) => player.slotOf(birth) === slot);
  const arena = numberOf(next.slot);
  const birth = player.births[arena] ?? 0;
  const pool = next.pool - (next.slot << poolBits);
  const free = table.read(next.slot, FREE_COUNT);
  const second = table.read(next.slot, NEXT);
  const why =
    second === 0
      ? "It is the only arena with a free pool"
      : table.read(second, FREE_COUNT) === free
        ? `It is first of the arenas with ${free} free, the fewest`
        : `It has the fewest free pools, ${free}: the fullest arena is used first, so that emptier ones may empty`;
  const which = next.isUntouched
    ? "No emptied pool is left in it, so its next untouched one is cut"
    : "Of its free pools the one emptied last goes first";
  return {
    place: { arena, pool },
    words: `The next pool comes from ${names.arena(birth)}: ${names.pool({ birth, pool })}. ${why}. ${which}.`,
  };
}
