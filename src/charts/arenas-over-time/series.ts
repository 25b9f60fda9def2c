/** The data of the chart, and its points in the units of the axes. */
import type { RunRecipe } from "../../recording/recording.js";
import { type ByteUnit, byteUnitFor } from "../byte-unit.js";

/** One run of the chart: columns of equal length, an entry a point. */
export interface ArenasOverTimeRun {
  readonly name: string;
  readonly arenaBytes: number;
  /** Operations so far. */
  readonly step: readonly number[];
  readonly arenas: readonly number[];
  readonly liveBytes: readonly number[];
  /** Named moments of the run, marked in the picture. */
  readonly stages?: readonly StageMark[];
  /** How the run can be made again, to be played. */
  readonly recipe?: RunRecipe;
}

/** When a stage was reached. */
export interface StageMark {
  readonly name: string;
  readonly step: number;
}

/** The chart's data. */
export interface ArenasOverTimeChart {
  readonly chart: "arenasOverTime";
  readonly title: string;
  readonly python: string;
  readonly runs: readonly ArenasOverTimeRun[];
  /** What a step is; an allocator operation where nothing is said. */
  readonly stepName?: "operation" | "text";
}

/** One point of one run, in the units of the axes too. */
export interface Point {
  readonly run: string;
  readonly step: number;
  readonly arenas: number;
  readonly heldBytes: number;
  readonly liveBytes: number;
  /** Name of the stage that was reached here, or "". */
  readonly stage: string;
  readonly x: number;
  readonly held: number;
  readonly live: number;
}

/** The unit of the x axis: so many operations. */
export interface StepUnit {
  readonly steps: number;
  readonly label: string;
}

/** A run, ready to be drawn. */
export interface RunSeries {
  readonly name: string;
  readonly points: readonly Point[];
  /** Its last point. */
  readonly end: Point;
  readonly stages: readonly StageMark[];
}

/** All runs in common units. */
export interface Series {
  readonly stepName: "operation" | "text";
  readonly runs: readonly RunSeries[];
  readonly byteUnit: ByteUnit;
  readonly stepUnit: StepUnit;
}

/** The chart's runs as points in common units. */
export function seriesOf({ runs, stepName = "operation" }: ArenasOverTimeChart): Series {
  const byteUnit = byteUnitFor(
    greatest(runs.map(({ arenas, arenaBytes }) => greatest(arenas) * arenaBytes)),
  );
  const lastStep = greatest(runs.map(({ step }) => step.at(-1) ?? 0));
  const stepUnit = stepName === "text" ? { steps: 1, label: "texts" } : stepUnitFor(lastStep);
  return {
    stepName,
    byteUnit,
    stepUnit,
    runs: runs.map((run) => {
      const points = run.step.map((_, i) => pointAt(run, i, byteUnit, stepUnit));
      const end = points.at(-1);
      if (end === undefined) throw new RangeError(`the run "${run.name}" has no points`);
      return { name: run.name, points, end, stages: run.stages ?? [] };
    }),
  };
}

function pointAt(run: ArenasOverTimeRun, i: number, unit: ByteUnit, { steps }: StepUnit): Point {
  const step = run.step[i] ?? 0;
  const arenas = run.arenas[i] ?? 0;
  const liveBytes = run.liveBytes[i] ?? 0;
  const heldBytes = arenas * run.arenaBytes;
  // Of several points at one step the last is the state that the stage saw.
  const isLastOfStep = run.step[i + 1] !== step;
  const stage = isLastOfStep ? run.stages?.find((mark) => mark.step === step)?.name : undefined;
  return {
    run: run.name,
    step,
    arenas,
    heldBytes,
    liveBytes,
    stage: stage ?? "",
    x: step / steps,
    held: heldBytes / unit.bytes,
    live: liveBytes / unit.bytes,
  };
}

function stepUnitFor(greatestStep: number): StepUnit {
  if (greatestStep >= 1_000_000) return { steps: 1_000_000, label: "operations, millions" };
  if (greatestStep >= 10_000) return { steps: 1000, label: "operations, thousands" };
  return { steps: 1, label: "operations" };
}

/** The greatest of some figures, or 0 where there are none. */
export function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
