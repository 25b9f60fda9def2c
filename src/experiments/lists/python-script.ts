/**
 * The Python script behind a list experiment, for a real interpreter to run.
 *
 * Three of its lines print the stats, at the moments that a run's stages are: before
 * the list is made, when it is there, when the deletion is over.
 */

/** What varies between scripts. */
export interface ScriptParts {
  /** Python's `random.seed(...)`. */
  readonly seed: number | bigint;
  readonly count: number;
  /** The list's name. */
  readonly noun: string;
  /** Python expression that makes one object. */
  readonly make: string;
  /** Statement that keeps some of the objects. */
  readonly deletion: string;
}

/** The line that prints the stats to stderr. */
export const STATS_LINE = "sys._debugmallocstats()";

/** The script's text. */
export function pythonScript({ seed, count, noun, make, deletion }: ScriptParts): string {
  return `${[
    "import sys, gc, random",
    `random.seed(${seed})`,
    STATS_LINE,
    `${noun} = [${make} for _ in range(${count})]`,
    STATS_LINE,
    deletion,
    "gc.collect()",
    STATS_LINE,
  ].join("\n")}\n`;
}
