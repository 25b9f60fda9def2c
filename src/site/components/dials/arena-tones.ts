import { toneStep } from "pymalloc-lab/internal";
import type { ArenaOccupancy, HeldArena, Recording } from "pymalloc-lab/recording";

/** An arena as one tone: the mean fullness of its pools, 0 to 1, as it is drawn; or gone. */
export type ArenaTone = number | "returned";

/**
 * All arenas of a run at its end, in order of birth.
 *
 * @throws {Error} when the recording has no occupancy.
 */
export function arenaTones({ title, snapshots }: Recording): readonly ArenaTone[] {
  const end = snapshots.at(-1);
  if (end === undefined) throw new Error(`${title}: no occupancy at the end`);
  return end.arenas.map((arena: ArenaOccupancy) =>
    arena.state === "held" ? toneOf(arena) : arena.state,
  );
}

function toneOf({ poolCount, liveBlocks, capacity }: HeldArena): number {
  let pools = 0;
  let full = 0;
  for (const [run, count] of poolCount.entries()) {
    pools += count;
    // A pool that was never used has no blocks.
    full += (count * (liveBlocks[run] ?? 0)) / (capacity[run] || 1);
  }
  return toneStep(full / pools);
}
