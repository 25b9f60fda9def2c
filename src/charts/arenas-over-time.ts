/**
 * Arenas over time: what the process holds, and inside it what is live. The sand
 * between the two is memory that is free and that nobody else can have.
 *
 * What is held is exact at every step. What is live is known where an arena came or
 * went and at the stages, and is drawn straight in between.
 */
import type { Recording } from "../recording/recording.js";
import { drawArenasOverTime } from "./arenas-over-time-drawing.js";
import { type ByteUnit, byteUnitFor, formatBytes } from "./byte-unit.js";
import type { Figure, Frame } from "./frame.js";

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

/** A recording with the name it has in a chart of several. */
export interface NamedRecording {
  readonly name: string;
  readonly recording: Recording;
}

/** What the builder of the chart may be told. */
export interface ArenasOverTimeOptions {
  /** Title of the figure; made from the run's name where it is left out. */
  readonly title?: string;
}

/**
 * Makes the chart of one run, or of several side by side.
 *
 * @throws {RangeError} when there is no run, two have one name, or one has no points.
 */
export function arenasOverTime(
  runs: Recording | readonly NamedRecording[],
  options: ArenasOverTimeOptions = {},
): ArenasOverTimeChart {
  const named = "format" in runs ? [{ name: runs.title, recording: runs }] : runs;
  const [first] = named;
  if (first === undefined) throw new RangeError("a chart needs one run at least, got none");
  const title = named.length === 1 ? `Arenas over time: ${first.name}` : "Arenas over time";
  const pythons = [...new Set(named.map(({ recording }) => recording.python))];
  return {
    chart: "arenasOverTime",
    title: options.title ?? title,
    python: pythons.join(", "),
    runs: named.map(({ name, recording }, i) => {
      assertNewName(
        name,
        named.slice(0, i).map((other) => other.name),
      );
      return runOf(name, recording);
    }),
  };
}

function assertNewName(name: string, others: readonly string[]): void {
  if (others.includes(name)) {
    throw new RangeError(`the runs of a chart need names of their own, got "${name}" twice`);
  }
}

function runOf(name: string, { arenaBytes, arenasOverTime: columns, stages }: Recording) {
  const { step, arenas, liveBytes } = columns;
  if (step.length === 0 || step.length !== arenas.length || step.length !== liveBytes.length) {
    throw new RangeError(
      `the run "${name}" needs columns of one length with one point at least, got ${step.length} steps, ${arenas.length} arenas, ${liveBytes.length} live bytes`,
    );
  }
  return {
    name,
    arenaBytes,
    step,
    arenas,
    liveBytes,
    stages: stages.map((stage) => ({ name: stage.name, step: stage.step })),
  };
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

const CAPTIONS = {
  operation: "Line: held in arenas. Blue: live. Between them: held, but free.",
  text: "Line: held in arenas. Blue: live. Between them: held, but free. Known at each text, drawn straight in between.",
} as const;

/** Draws the chart. */
export function arenasOverTimeFigure(chart: ArenasOverTimeChart, frame: Frame): Figure {
  const series = seriesOf(chart);
  return {
    title: chart.title,
    caption: `Python ${chart.python}. ${CAPTIONS[series.stepName]}`,
    alt: altOf(chart, series),
    table: tableOf(series),
    plot: drawArenasOverTime(series, frame),
  };
}

function seriesOf({ runs, stepName = "operation" }: ArenasOverTimeChart): Series {
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

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function altOf({ python }: ArenasOverTimeChart, { runs }: Series): string {
  const sentences = runs.map(({ name, points, end }) => {
    const peak = greatest(points.map(({ arenas }) => arenas));
    const held = `${end.arenas} arenas (${formatBytes(end.heldBytes)})`;
    return `${name}: at most ${peak} arenas are held, at the end ${held} with ${formatBytes(end.liveBytes)} live`;
  });
  return `Arenas over time, Python ${python}. ${sentences.join(". ")}.`;
}

function tableOf({ runs, stepName }: Series): Figure["table"] {
  const hasRuns = runs.length > 1;
  const columns = [stepName, "arenas held", "held, bytes", "live, bytes", "stage"];
  return {
    columns: hasRuns ? ["run", ...columns] : columns,
    rows: runs.flatMap(({ name, points }) =>
      points.map(({ step, arenas, heldBytes, liveBytes, stage }) => [
        ...(hasRuns ? [name] : []),
        step,
        arenas,
        heldBytes,
        liveBytes,
        stage,
      ]),
    ),
  };
}
