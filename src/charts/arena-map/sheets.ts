/** The data of an arena map: its sheets, and the arenas on them. */

/** One arena of a map; `null` is one that went back. */
export type MapArena = {
  /** One character a pool; see pool-characters.ts. */
  readonly pools: string;
  /** The blocks themselves, where arenas are few and tiny: `x` live, `-` free, `.` never used. */
  readonly blocks?: string;
  readonly liveBlocks: number;
  readonly liveBytes: number;
} | null;

/** One snapshot, drawn. */
export interface ArenaMapSheet {
  readonly name: string;
  readonly arenas: readonly MapArena[];
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
}
