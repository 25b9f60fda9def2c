/**
 * One moment of a run as plain columns: what a drawing of all arenas needs, ready to
 * be sent from one thread to another.
 */

import { arenaBlockCharacters } from "../../pymalloc/occupancy.js";
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
  /** Free pools of each arena. */
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
  const { heap, geometry } = allocator;
  const poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
  const frame = {
    step: player.step,
    arenas: new Uint8Array(births.length),
    freePools: new Uint8Array(births.length),
    addresses: new Float64Array(births.length),
    poolsPerArena,
    classes: new Uint8Array(births.length * poolsPerArena).fill(POOL_UNTOUCHED),
    live: new Uint16Array(births.length * poolsPerArena),
  };
  const { total } = heap.figures();
  births.forEach((birth, number) => {
    const arena = heap.arena(birth);
    if (arena === undefined) {
      frame.arenas[number] = birth < total ? GONE : NOT_YET;
      return;
    }
    frame.arenas[number] = HELD;
    frame.freePools[number] = arena.freePoolCount;
    frame.addresses[number] = arena.address;
    const at = number * poolsPerArena;
    arena.pools().forEach((pool, index) => {
      frame.classes[at + index] = pool.sizeClass;
      frame.live[at + index] = pool.liveBlocks;
    });
    frame.classes.fill(POOL_LOST, at + arena.poolCount, at + poolsPerArena);
  });
  const numberOf = new Map(births.map((birth, number) => [birth, number]));
  const usable = heap.usableArenas().map(({ birth }) => numberOf.get(birth)!);
  return { ...frame, usable };
}

/**
 * The blocks of an arena's pools in address order, a character each: `x` live, `-` free,
 * `.` never used. A pool that was never used has none. Empty where the arena is not held.
 */
export function arenaBlocks(player: RunPlayer, arena: number): string {
  const held = player.allocator.heap.arena(player.births[arena] ?? -1);
  return held === undefined ? "" : arenaBlockCharacters(held);
}
