/**
 * One experiment known in three ways: what the formula expects, what the simulator
 * gives, what a real CPython said. Made for a notebook's table.
 */
import type { PythonVersion } from "../pymalloc/geometry.js";
import { measuredRun } from "./measured/measured-runs.js";
import { experimentNamed, runExperiment } from "./run-experiment.js";
import type { Expectation } from "./theory.js";

/** Arenas held at a stage. */
export interface ThreeWaysRow {
  /** The real interpreter's version, such as "3.11.7". */
  readonly CPython: string;
  readonly stage: string;
  /** By the formula, with the arenas of start-up and the spread where it has one. */
  readonly formula: string;
  readonly simulator: number;
  readonly measured: number;
}

/**
 * Compares an experiment, with its own count and share, on some versions.
 *
 * @param seed - one for which the experiment was measured; see `MEASURED_RUNS`.
 * @returns three rows a version: start-up, after allocation, after deletion.
 * @throws {RangeError} when there is no such experiment or no such measured run.
 *
 * @example
 * const rows = await threeWays("rare-survivors", ["3.11"], 20240607);
 * rows.at(-1).simulator === rows.at(-1).measured; // => true
 */
export async function threeWays(
  experiment: string,
  versions: readonly PythonVersion[],
  seed: number,
): Promise<ThreeWaysRow[]> {
  const rows: ThreeWaysRow[] = [];
  for (const python of versions) {
    const measured = measuredRun(experiment, python, seed);
    const theory = experimentNamed(experiment).theory?.({ python });
    const { stages } = await runExperiment(experiment, { python, seed });
    const atStartup = stages[0]?.arenas.current ?? 0;
    measured.stages.forEach(({ name, arenas }, i) => {
      const expectation = name === "startup" ? undefined : theory?.[name];
      rows.push({
        CPython: measured.release,
        stage: name,
        formula: expectation === undefined ? "" : inWords(expectation, atStartup),
        simulator: stages[i]?.arenas.current ?? 0,
        measured: arenas.current,
      });
    });
  }
  return rows;
}

function inWords({ expected, spread }: Expectation, atStartup: number): string {
  const whole = (expected + atStartup).toFixed(1);
  return spread < 0.05 ? whole : `${whole} ± ${spread.toFixed(1)}`;
}
