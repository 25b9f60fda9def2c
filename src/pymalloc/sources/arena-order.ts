/**
 * Which of the usable arenas gives the next pool.
 *
 * CPython takes the fullest, so that the emptier ones get a chance to go. The other
 * orders are what-ifs: no CPython has them. They keep `usableArenas` sorted by a walk
 * from its head, which is slow beside `nfp2lasta` and happens once a pool.
 */
import type { ArenaOrder } from "../geometry.js";
import { type ArenaTable, ArenaWord, NO_ARENA } from "../tables/arena-table.js";

/** Says whether two usable arenas may stand one after the other. */
export function mayPrecede(
  table: ArenaTable,
  slot: number,
  next: number,
  order: ArenaOrder,
): boolean {
  switch (order) {
    case "fullest-first":
      return (
        table.read(slot, ArenaWord.FREE_POOL_COUNT) <= table.read(next, ArenaWord.FREE_POOL_COUNT)
      );
    case "emptiest-first":
      return (
        table.read(slot, ArenaWord.FREE_POOL_COUNT) >= table.read(next, ArenaWord.FREE_POOL_COUNT)
      );
    case "by-address":
      return table.address[slot]! < table.address[next]!;
  }
}

/** Puts an arena that is on no list at its place in `usableArenas`: after those that may precede it. */
export function linkInOrder(table: ArenaTable, slot: number, order: ArenaOrder): void {
  let last: number = NO_ARENA;
  for (
    let other = table.firstUsable;
    other !== NO_ARENA;
    other = table.read(other, ArenaWord.NEXT)
  ) {
    if (!mayPrecede(table, other, slot, order)) break;
    last = other;
  }
  if (last === NO_ARENA) table.linkHead(slot);
  else table.linkAfter(slot, last);
}
