/**
 * One moment of a run as plain columns: what a drawing of all arenas needs, ready to
 * be sent from one thread to another.
 */

import { arenaBlockCharacters } from "../../pymalloc/occupancy.js";
import { CARVE, FREE_COUNT, TOTAL } from "../../pymalloc/tables/arena-table.js";
import type { RunPlayer } from "./run-player.js";

/** An arena that is still to come, is held, or went back. */
export const NOT_YET = 0;
export const HELD = 1;
export const GONE = 2;

/** In place of a size class: a pool never used, and one lost to alignment. */
export const POOL_UNTOUCHED = 255;
export const POOL_LOST = 254;

/** All arenas at one moment; arenas are numbered in order of birth, from 0. */
export interface PlayerFrame {
  readonly step: number;
  /** Of each arena, one of the three states above. */
  readonly arenas: Uint8Array;
  /** Pools that each arena could give. */
  readonly freePools: Uint8Array;
  readonly addresses: Float64Array;
  readonly poolsPerArena: number;
  /** Size class of each pool, arena by arena; see {@link POOL_UNTOUCHED}. */
  readonly classes: Uint8Array;
  /** Live blocks of each pool. */
  readonly live: Uint16Array;
  /** Usable arenas in list order. */
  readonly usable: readonly number[];
}

/** Reads the moment that a player is at. */
export function playerFrame(player: RunPlayer): PlayerFrame {
  const { births, allocator } = player;
  const { arenas, pools } = allocator;
  const { poolsPerArena } = arenas;
  const frame = {
    step: player.step,
    arenas: new Uint8Array(births.length),
    freePools: new Uint8Array(births.length),
    addresses: new Float64Array(births.length),
    poolsPerArena,
    classes: new Uint8Array(births.length * poolsPerArena).fill(POOL_UNTOUCHED),
    live: new Uint16Array(births.length * poolsPerArena),
  };
  const numberOf = new Map<number, number>();
  births.forEach((birth, number) => {
    const slot = player.slotOf(birth);
    if (slot === undefined) {
      frame.arenas[number] = birth < arenas.counters.total ? GONE : NOT_YET;
      return;
    }
    numberOf.set(slot, number);
    frame.arenas[number] = HELD;
    frame.freePools[number] = arenas.table.read(slot, FREE_COUNT);
    frame.addresses[number] = arenas.table.address[slot]!;
    const first = slot << arenas.poolBits;
    const at = number * poolsPerArena;
    const carved = arenas.table.read(slot, CARVE) - first;
    for (let index = 0; index < carved; index++) {
      frame.classes[at + index] = pools.sizeClass(first + index);
      frame.live[at + index] = pools.liveBlocks(first + index);
    }
    frame.classes.fill(POOL_LOST, at + arenas.table.read(slot, TOTAL), at + poolsPerArena);
  });
  const usable = arenas.table.usableSlots().map((slot) => numberOf.get(slot)!);
  return { ...frame, usable };
}

/**
 * The blocks of an arena's pools in address order, a character each: `x` live, `-` free,
 * `.` never used. A pool that was never used has none. Empty where the arena is not held.
 */
export function arenaBlocks(player: RunPlayer, arena: number): string {
  const slot = player.slotOf(player.births[arena] ?? -1);
  return slot === undefined ? "" : arenaBlockCharacters(player.allocator, slot);
}
