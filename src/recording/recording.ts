/**
 * A recording: one run of a workload on the allocator, as plain data.
 *
 * It is JSON. It can be saved, compared, and drawn again without running
 * anything. Arenas are recorded by event, not sampled: a point is written when
 * an arena comes or goes, and at each named stage, so the step line through
 * the points is exact however many operations lie between them.
 */

import type { ArenaFigures } from "../pymalloc/heap/heap-reader.js";

/** What the allocator says at a named moment of a run. */
export interface Stage {
  readonly name: string;
  /** Allocator operations done so far. */
  readonly step: number;
  readonly arenas: ArenaFigures;
  /** Live blocks, in arenas and out of them (`sys.getallocatedblocks()`). */
  readonly blocks: number;
  /** Bytes of the live blocks inside arenas, by block and not by request. */
  readonly bytesInBlocks: number;
}

/**
 * How full every arena was at a stage.
 *
 * `arenas` is in order of birth and has an entry for every arena the run ever
 * held, so that the picture keeps its places when arenas go.
 */
export interface OccupancySnapshot {
  /** Name of the stage this was taken at. */
  readonly stage: string;
  readonly step: number;
  readonly arenas: readonly ArenaOccupancy[];
}

/** One arena of a snapshot: held with its pools, or given back. */
export type ArenaOccupancy = HeldArena | ReturnedArena;

/** An arena that went back to the system; nothing else is known of it. */
export interface ReturnedArena {
  readonly state: "returned";
}

/**
 * An arena that is held. Its pools are in address order, as runs of equal
 * pools: entry `i` of the four arrays says "`poolCount[i]` pools of
 * `blockBytes[i]`-byte blocks, each with `liveBlocks[i]` of `capacity[i]` live".
 * `blockBytes` 0 is a pool that was never used; it has no blocks.
 */
export interface HeldArena {
  readonly state: "held";
  /** Pools lost because the arena does not start on a pool boundary: 0 or 1. */
  readonly poolsLostToAlignment: number;
  readonly poolCount: readonly number[];
  readonly blockBytes: readonly number[];
  readonly liveBlocks: readonly number[];
  readonly capacity: readonly number[];
  /**
   * The blocks of all pools in address order, where an arena has four pools or fewer:
   * `x` live, `-` free, `.` never used.
   */
  readonly blocks?: string;
}

/**
 * Arenas over time, as columns of equal length: after operation `step[i]` the
 * process held `arenas[i]` arenas with `liveBytes[i]` bytes of live blocks. Where
 * an arena came, the block it came for is not counted yet.
 */
export interface ArenasOverTime {
  readonly step: readonly number[];
  readonly arenas: readonly number[];
  readonly liveBytes: readonly number[];
}

/** How a run was made, and can be made again: equal recipes give equal runs. */
export interface RunRecipe {
  /** Name of the experiment. */
  readonly experiment: string;
  /** The options it ran with, where they were not its own defaults. */
  readonly options: Readonly<Record<string, string | number>>;
}

/** One run, complete. */
export interface Recording {
  readonly format: "pymalloc-lab recording 1";
  /** What ran, in words: "random-half, 1,000,000 strings, seed 7". */
  readonly title: string;
  /** CPython version modelled, such as "3.11". */
  readonly python: string;
  readonly arenaBytes: number;
  readonly poolBytes: number;
  /** Allocator operations in all. */
  readonly steps: number;
  readonly arenasOverTime: ArenasOverTime;
  readonly stages: readonly Stage[];
  readonly snapshots: readonly OccupancySnapshot[];
  /** Absent where nothing but this recording can tell how it was made. */
  readonly recipe?: RunRecipe;
}
