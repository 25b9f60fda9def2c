/**
 * What real interpreters said, for a notebook or a page to put beside a run: the
 * experiments with their own count and shares, each figure with its provenance.
 */
import { type PythonVersion, parsePythonVersion } from "../../pymalloc/geometry.js";
import type { ArenaFigures } from "../../pymalloc/heap/heap-reader.js";
import type { FigureRow, Provenance, RunRow, SeedRows } from "./measured-rows.js";
import { RUN_GROUPS, SEED_ROWS } from "./measured-runs-data.js";

/** A stage of a measured run. */
export interface MeasuredStage {
  readonly name: "startup" | "allocated" | "deleted";
  readonly arenas: ArenaFigures;
  /** Bytes in live blocks. */
  readonly bytesInBlocks: number;
}

/** An experiment that a real interpreter ran. */
export interface MeasuredRun {
  readonly python: PythonVersion;
  /** The interpreter's own version, such as "3.11.7". */
  readonly release: string;
  readonly experiment: string;
  readonly seed: number;
  readonly count: number;
  readonly keep: number;
  readonly stages: readonly [MeasuredStage, MeasuredStage, MeasuredStage];
  readonly provenance: Provenance;
}

/** Every measured run that the library carries. */
export const MEASURED_RUNS: readonly MeasuredRun[] = RUN_GROUPS.flatMap(({ provenance, rows }) =>
  rows.map((row) => runOf(row, provenance)),
);

/** Twenty measured seeds of rare-survivors, on two versions. */
export const MEASURED_SEEDS: readonly SeedRows[] = SEED_ROWS;

/**
 * Finds the measured run of an experiment.
 *
 * @throws {RangeError} when none was measured; the message says for which seeds there are some.
 *
 * @example
 * measuredRun("random-half", "3.11", 20240607).stages[2].arenas.current; // => 79
 */
export function measuredRun(experiment: string, python: PythonVersion, seed: number): MeasuredRun {
  const alike = MEASURED_RUNS.filter(
    (run) => run.experiment === experiment && run.python === python,
  );
  const found = alike.find((run) => run.seed === seed);
  if (found !== undefined) return found;
  const seeds = alike.map((run) => run.seed).join(", ");
  throw new RangeError(
    `${experiment} on Python ${python} was not measured with seed ${seed}; there are ${seeds || "none"}`,
  );
}

function runOf(row: RunRow, provenance: Provenance): MeasuredRun {
  const [release, experiment, seed, count, keep, startup, allocated, deleted] = row;
  return {
    python: parsePythonVersion(release),
    release,
    experiment,
    seed,
    count,
    keep,
    stages: [stage("startup", startup), stage("allocated", allocated), stage("deleted", deleted)],
    provenance,
  };
}

function stage(name: MeasuredStage["name"], row: FigureRow): MeasuredStage {
  const [total, reclaimed, highwater, current, bytesInBlocks] = row;
  return { name, arenas: { total, reclaimed, highwater, current }, bytesInBlocks };
}
