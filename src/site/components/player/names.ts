/** What the player's headings and drawings call an arena and a pool. */
import { arenaName, type PlayerFrame, poolName } from "pymalloc-lab/internal";

/** An arena's short name; in full where arenas are a toy's, as its picture has it. */
export function arenaLabel(arena: number, poolsPerArena: number): string {
  return poolsPerArena === 1 ? `arena ${arena + 1}` : arenaName(arena);
}

/** A pool's name as a heading. */
export function poolHeading({ poolsPerArena }: PlayerFrame, arena: number, pool: number): string {
  return poolsPerArena === 1 ? `The pool of arena ${arena + 1}` : `Pool ${poolName(arena, pool)}`;
}
