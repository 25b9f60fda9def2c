/**
 * The spread of seeds: what many runs of one experiment held, a dot a run, on the spread that a
 * formula expects. Runs that agree are stacked.
 */
/** Runs that differ in their seed alone. */
export interface SeedRuns {
  readonly name: string;
  /** Arenas held at the end, a run each. */
  readonly arenas: readonly number[];
  /** Arenas that are expected, and their standard deviation. */
  readonly expected: number;
  readonly spread: number;
  /** Whether a real interpreter made them: then they are drawn as rings. */
  readonly isMeasured?: boolean;
}

/** The chart's data. */
export interface SeedSpreadChart {
  readonly chart: "seedSpread";
  readonly title: string;
  readonly rows: readonly SeedRuns[];
}

/**
 * Makes the chart of one or more rows of runs.
 *
 * @throws {RangeError} when there is no row, a row has no run, or a spread is not above 0.
 *
 * @example
 * const runs = { name: "3.11", arenas: [40, 42, 41], expected: 41, spread: 1 };
 * seedSpread([runs], { title: "Three seeds" }).title; // => "Three seeds"
 */
export function seedSpread(
  rows: readonly SeedRuns[],
  { title = "Every seed is another number, round the same mean" }: { readonly title?: string } = {},
): SeedSpreadChart {
  if (rows.length === 0) throw new RangeError("the spread of seeds needs a row at least, got none");
  for (const { name, arenas, spread } of rows) {
    if (arenas.length === 0)
      throw new RangeError(`the row "${name}" needs a run at least, got none`);
    if (!(spread > 0))
      throw new RangeError(`the row "${name}" needs a spread above 0, got ${spread}`);
  }
  return { chart: "seedSpread", title, rows };
}
