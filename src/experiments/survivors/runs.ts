/** Runs of rare-survivors over many shares, as the generated file beside has them. */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { Provenance } from "../measured/measured-rows.js";

/** A sweep of the simulator, cut down to what is held at the end. */
export interface SurvivorSweep {
  /** The command that made it; its file has every figure. */
  readonly command: string;
  readonly count: number;
  /** Chances to be kept, from small to large. */
  readonly keep: readonly number[];
  /** Runs of each chance, and what their seeds are derived from. */
  readonly seeds: number;
  readonly seed: number;
  readonly held: readonly SweptVersion[];
}

/** The runs of a version: the seed varies fastest, then the chance. */
export interface SweptVersion {
  readonly python: PythonVersion;
  readonly arenaBytes: number;
  /** Arenas held after the deletion, beyond those of start-up. */
  readonly arenas: readonly number[];
}

/** Runs of real interpreters. */
export interface SurvivorMeasurements {
  readonly provenance: Provenance;
  readonly runs: readonly SurvivorMeasurement[];
}

/** A run of a real interpreter. */
export interface SurvivorMeasurement {
  readonly release: string;
  readonly keep: number;
  readonly seed: number;
  /** Arenas held at start-up, and after the deletion. */
  readonly startup: number;
  readonly held: number;
}
