/**
 * The three runs of the landing page, and the figures read off them.
 *
 * `src/site/data/hero.json` holds recordings of the library's own experiments,
 * made by `npm run hero`. Every figure on the page is computed here from them.
 */
import type { ArenaOccupancy, Recording, Stage } from "pymalloc-lab/recording";

/** One run: what was asked for, and what was recorded. */
export interface HeroRun {
  readonly experiment: "random-half" | "first-half" | "rare-survivors";
  readonly seed: number;
  /** Strings allocated. */
  readonly count: number;
  /** Strings still alive at the end. */
  readonly keptCount: number;
  readonly recording: Recording;
}

/** What the page says of a run. */
export interface HeroFigures {
  /** Share of the strings that were dropped, 0 to 1. */
  readonly goneShare: number;
  /** Share of the arenas that went back to the system, 0 to 1. */
  readonly backShare: number;
  readonly allocated: Stage;
  readonly deleted: Stage;
  /** Every arena of the run as it was at the end, in order of birth. */
  readonly arenas: readonly ArenaOccupancy[];
}

/**
 * Reads the figures off a run.
 *
 * @throws {Error} when the recording lacks a stage, or the occupancy at its end.
 */
export function figuresOf({ count, keptCount, recording }: HeroRun): HeroFigures {
  const allocated = stageOf(recording, "allocated");
  const deleted = stageOf(recording, "deleted");
  const snapshot = recording.snapshots.find(({ stage }) => stage === deleted.name);
  if (snapshot === undefined) throw new Error(`${recording.title}: no occupancy at "deleted"`);
  return {
    goneShare: (count - keptCount) / count,
    backShare: deleted.arenas.reclaimed / deleted.arenas.total,
    allocated,
    deleted,
    arenas: snapshot.arenas,
  };
}

/**
 * Writes a share as a percentage; one that is nearly all gets the decimals that tell it from 100%.
 *
 * @example
 * percent(0.4684); // => "47%"
 * percent(0.999945); // => "99.995%"
 */
export function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.995 && share < 1 ? 3 : 0)}%`;
}

function stageOf(recording: Recording, name: string): Stage {
  const stage = recording.stages.find((candidate) => candidate.name === name);
  if (stage === undefined) throw new Error(`${recording.title}: no stage "${name}"`);
  return stage;
}
