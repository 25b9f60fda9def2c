/** Measured runs as the generated file beside has them: one row a run, one group a machine. */

/** Arenas in total, reclaimed, at most, and now; bytes in live blocks. */
export type FigureRow = readonly [
  total: number,
  reclaimed: number,
  highwater: number,
  current: number,
  bytesInBlocks: number,
];

/** A run of a real interpreter. */
export type RunRow = readonly [
  release: string,
  experiment: string,
  seed: number,
  count: number,
  keep: number,
  startup: FigureRow,
  allocated: FigureRow,
  deleted: FigureRow,
];

/** Where figures come from. */
export interface Provenance {
  /** The day, as year-month-day. */
  readonly measured: string;
  /** Kind of machine: processor, system, libc. */
  readonly machine: string;
  readonly how: string;
}

/** Runs of one origin. */
export interface RunGroup {
  readonly provenance: Provenance;
  readonly rows: readonly RunRow[];
}

/** Runs of rare-survivors with the seeds 1, 2, 3 and so on, on one interpreter. */
export interface SeedRows {
  readonly provenance: Provenance;
  readonly release: string;
  readonly count: number;
  readonly keep: number;
  /** Arenas held at start-up. */
  readonly startup: number;
  /** Arenas held after the deletion, by seed. */
  readonly held: readonly number[];
  /** Arenas that had lost a pool to alignment when all strings were there, by seed. */
  readonly offGrid: readonly number[];
}
