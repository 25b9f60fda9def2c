/**
 * Arenas over time: what the process holds, and inside it what is live. The sand
 * between the two is memory that is free and that nobody else can have.
 *
 * What is held is exact at every step. What is live is known where an arena came or
 * went and at the stages, and is drawn straight in between.
 */
import type { Recording } from "../../recording/recording.js";
import { formatBytes } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { drawArenasOverTime } from "./drawing.js";
import {
  type ArenasOverTimeChart,
  type ArenasOverTimeRun,
  greatest,
  type Series,
  type StageMark,
  seriesOf,
} from "./series.js";

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
 *
 * @example
 * const { recording } = await runExperiment("toy");
 * arenasOverTime(recording).runs[0].arenas.at(-1); // => 2
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

/** The stages of a recording as marks on its line. */
export function stageMarks({ stages }: Recording): StageMark[] {
  return stages.map(({ name, step }) => ({ name, step }));
}

function runOf(name: string, recording: Recording): ArenasOverTimeRun {
  const { arenaBytes, arenasOverTime: columns, recipe } = recording;
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
    stages: stageMarks(recording),
    ...(recipe === undefined ? {} : { recipe }),
  };
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
