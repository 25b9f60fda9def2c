/**
 * Which of the usable arenas gives the next pool.
 *
 * CPython takes the fullest, so that the emptier ones get a chance to go. The other
 * orders are what-ifs: no CPython has them. They keep `usableArenas` sorted by a walk
 * from its head, which is slow beside `nfp2lasta` and happens once a pool.
 */
import { type ArenaTable, FREE_COUNT, NEXT } from "../tables/arena-table.js";

/** An order of `usableArenas`; the first arena in it is used first. */
export type ArenaOrder = "fullest-first" | "emptiest-first" | "by-address";

/** The orders, CPython's own first. */
export const ARENA_ORDERS: readonly ArenaOrder[] = [
  "fullest-first",
  "emptiest-first",
  "by-address",
];

/** Says whether two usable arenas may stand one after the other. */
export function mayPrecede(
  table: ArenaTable,
  slot: number,
  next: number,
  order: ArenaOrder,
): boolean {
  switch (order) {
    case "fullest-first":
      return table.read(slot, FREE_COUNT) <= table.read(next, FREE_COUNT);
    case "emptiest-first":
      return table.read(slot, FREE_COUNT) >= table.read(next, FREE_COUNT);
    case "by-address":
      return table.address[slot]! < table.address[next]!;
  }
}

/** Puts an arena that is on no list at its place in `usableArenas`: after those that may precede it. */
export function linkInOrder(table: ArenaTable, slot: number, order: ArenaOrder): void {
  let last = 0;
  for (let other = table.usable; other !== 0; other = table.read(other, NEXT)) {
    if (!mayPrecede(table, other, slot, order)) break;
    last = other;
  }
  if (last === 0) table.linkHead(slot);
  else table.linkAfter(slot, last);
}
