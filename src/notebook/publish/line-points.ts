/** A run as a line of which the first part is known, and the rest is to be guessed. */

/** A moment of a run, in the question's unit. */
export type LinePoint = { readonly step: number; readonly held: number; readonly live: number };

/** A line, of which the first part is known. A type and no interface, so that it counts as JSON. */
export type GuessedLine = {
  /** Names of the stages at which the guess begins and ends. */
  readonly from: string;
  readonly to: string;
  /** Up to the stage `from`, and from there on. */
  readonly known: readonly LinePoint[];
  readonly truth: readonly LinePoint[];
};

/** A run as a chart or a recording has it: columns of equal length, and its stages in order. */
export interface DrawnRun {
  readonly arenaBytes: number;
  readonly step: readonly number[];
  readonly arenas: readonly number[];
  readonly liveBytes: readonly number[];
  readonly stages: readonly { readonly name: string; readonly step: number }[];
}

/**
 * Makes the line of a run.
 *
 * @param from - the stage at which the guess begins.
 * @param unitBytes - bytes of one unit of the amounts.
 */
export function lineFrom(
  run: DrawnRun,
  from: DrawnRun["stages"][number],
  unitBytes: number,
): GuessedLine {
  const points = pointsOf(run, unitBytes);
  return {
    from: from.name,
    to: run.stages.at(-1)?.name ?? "",
    known: points.filter(({ step }) => step <= from.step),
    truth: points.filter(({ step }) => step >= from.step),
  };
}

function pointsOf(
  { step, arenas, liveBytes, arenaBytes }: DrawnRun,
  unitBytes: number,
): LinePoint[] {
  const rounded = (bytes: number) => Math.round((bytes / unitBytes) * 100) / 100;
  return step.map((at, i) => ({
    step: at,
    held: rounded((arenas[i] ?? 0) * arenaBytes),
    live: rounded(liveBytes[i] ?? 0),
  }));
}
