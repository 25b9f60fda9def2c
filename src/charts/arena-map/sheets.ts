/** The data of an arena map: its sheets, and the arenas on them. */
import type { ArenasOverTime, RunRecipe } from "../../recording/recording.js";
import type { StageMark } from "../arenas-over-time/series.js";

/** One arena of a map; `null` is one that went back. */
export type MapArena = {
  /** One character a pool; see pool-characters.ts. */
  readonly pools: string;
  /** The blocks themselves, where arenas are few and tiny: `x` live, `-` free, `.` never used. */
  readonly blocks?: string;
  readonly liveBlocks: number;
  readonly liveBytes: number;
} | null;

/** The run that a sheet is one moment of, to be played from there. */
export interface SheetRun {
  readonly recipe: RunRecipe;
  /** The moment that the sheet shows. */
  readonly step: number;
  readonly arenasOverTime: ArenasOverTime;
  readonly stages: readonly StageMark[];
}

/** One snapshot, drawn. */
export interface ArenaMapSheet {
  readonly name: string;
  readonly arenas: readonly MapArena[];
  /** Absent where the run cannot be made again. */
  readonly run?: SheetRun;
}

/** What a reader of a page can do with the blocks of a map: free them, one by one. */
export interface ArenaMapTouch {
  /** What a block is, such as "node". */
  readonly noun: string;
  /** Blocks to be freed, and arenas that are to come back for them; a task, where both are given. */
  readonly free?: number;
  readonly back?: number;
}

/** The chart's data. */
export interface ArenaMapChart {
  readonly chart: "arenaMap";
  readonly title: string;
  /** What ran, where all sheets are of one run. */
  readonly run?: string;
  readonly python: string;
  readonly arenaBytes: number;
  readonly poolBytes: number;
  readonly sheets: readonly ArenaMapSheet[];
  /** Pixels of a cell, where how many arenas there are does not decide it. */
  readonly cellPixels?: number;
  /** Where it is given, a page lets its readers free the blocks; elsewhere the map stands still. */
  readonly touch?: ArenaMapTouch;
}
