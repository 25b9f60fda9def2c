/**
 * Arenas over time: what the process holds, and inside it what is live. The sand
 * between the two is memory that is free and that nobody else can have.
 */
import * as Plot from "@observablehq/plot";
import type { Recording } from "../recording/recording.js";
import { type ByteUnit, byteUnitFor, formatBytes, formatNumber } from "./byte-unit.js";
import type { Figure, Frame } from "./frame.js";

/** One run of the chart: columns of equal length, an entry a point. */
export interface ArenasOverTimeRun {
  readonly name: string;
  readonly arenaBytes: number;
  /** Operations so far. */
  readonly step: readonly number[];
  readonly arenas: readonly number[];
  readonly liveBytes: readonly number[];
}

/** The chart's data. */
export interface ArenasOverTimeChart {
  readonly chart: "arenasOverTime";
  readonly title: string;
  readonly python: string;
  readonly runs: readonly ArenasOverTimeRun[];
}

/** A recording with the name it has in a chart of several. */
export interface NamedRecording {
  readonly name: string;
  readonly recording: Recording;
}

/**
 * Makes the chart of one run, or of several side by side.
 *
 * @throws {RangeError} when there is no run.
 */
export function arenasOverTime(runs: Recording | readonly NamedRecording[]): ArenasOverTimeChart {
  const named = "format" in runs ? [{ name: runs.title, recording: runs }] : runs;
  const [first] = named;
  if (first === undefined) throw new RangeError("a chart needs one run at least, got none");
  const pythons = [...new Set(named.map(({ recording }) => recording.python))];
  return {
    chart: "arenasOverTime",
    title: named.length === 1 ? `Arenas over time: ${first.name}` : "Arenas over time",
    python: pythons.join(", "),
    runs: named.map(({ name, recording }) => ({
      name,
      arenaBytes: recording.arenaBytes,
      ...recording.arenasOverTime,
    })),
  };
}

interface Point {
  readonly run: string;
  readonly step: number;
  readonly arenas: number;
  readonly heldBytes: number;
  readonly liveBytes: number;
  /** In the chart's units. */
  readonly x: number;
  readonly held: number;
  readonly live: number;
}

/** Frames narrower than this get their runs one below the other. */
const NARROW = 600;

/** Draws the chart. */
export function arenasOverTimeFigure(chart: ArenasOverTimeChart, frame: Frame): Figure {
  const { unit, scale, points } = pointsOf(chart);
  const ends = chart.runs.map(({ name }) => lastOf(points.filter(({ run }) => run === name)));
  const isStacked = chart.runs.length > 1 && frame.width < NARROW;
  const facet = chart.runs.length === 1 ? {} : isStacked ? { fy: "run" } : { fx: "run" };
  const names = chart.runs.map(({ name }) => name);
  return {
    title: chart.title,
    caption: `Python ${chart.python}. Line: held in arenas. Blue: live. Between them: held, but free.`,
    alt: altOf(chart, points),
    table: tableOf(chart, points),
    plot: {
      width: frame.width,
      height: isStacked ? 60 + 150 * chart.runs.length : 280,
      marginLeft: 48,
      marginRight: 46,
      marginTop: isStacked ? 20 : 30,
      marginBottom: 40,
      className: "plot",
      style: { fontSize: "13px", color: "var(--pm-muted)", background: "transparent" },
      x: { label: `${scale.label} →`, ticks: names.length > 2 && !isStacked ? 3 : 5 },
      y: { label: `↑ ${unit.name}`, grid: true, ticks: 4, domain: [0, topOf(points)] },
      ...(isStacked ? { fy: { label: null, axis: null, domain: names, padding: 0.25 } } : {}),
      ...(facet.fx === undefined ? {} : { fx: { label: null, domain: names, padding: 0.18 } }),
      marks: [
        ...areas(points, facet),
        ...endLabels(ends, facet),
        ...(isStacked ? [runNames(names)] : []),
        Plot.ruleY([0], { stroke: "var(--pm-rule-strong)" }),
        ...(frame.interactive === true ? pointerMarks(points, facet, unit) : []),
      ],
    },
  };
}

interface StepScale {
  readonly steps: number;
  readonly label: string;
}

function pointsOf(chart: ArenasOverTimeChart) {
  const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const heldBytes = chart.runs.map((run) => greatest(run.arenas) * run.arenaBytes);
  const unit = byteUnitFor(greatest(heldBytes));
  const scale = stepScale(greatest(chart.runs.map((run) => run.step.at(-1) ?? 0)));
  const points = chart.runs.flatMap((run) =>
    run.step.map((step, i): Point => {
      const arenas = run.arenas[i] ?? 0;
      const liveBytes = run.liveBytes[i] ?? 0;
      const held = arenas * run.arenaBytes;
      return {
        run: run.name,
        step,
        arenas,
        heldBytes: held,
        liveBytes,
        x: step / scale.steps,
        held: held / unit.bytes,
        live: liveBytes / unit.bytes,
      };
    }),
  );
  return { unit, scale, points };
}

function stepScale(greatestStep: number): StepScale {
  if (greatestStep >= 1_000_000) return { steps: 1_000_000, label: "operations, millions" };
  if (greatestStep >= 10_000) return { steps: 1000, label: "operations, thousands" };
  return { steps: 1, label: "operations" };
}

function topOf(points: readonly Point[]): number {
  return points.reduce((top, { held }) => Math.max(top, held), 0) * 1.05;
}

type Facet = { readonly fx?: string; readonly fy?: string };

function areas(points: readonly Point[], facet: Facet): Plot.Markish[] {
  const held = { ...facet, x: "x", y: "held", z: "run", curve: "step-after" } as const;
  return [
    Plot.areaY(points, { ...held, fill: "var(--pm-held)" }),
    Plot.areaY(points, { ...facet, x: "x", y: "live", z: "run", fill: "var(--pm-live)" }),
    Plot.lineY(points, { ...held, stroke: "var(--pm-held-line)", strokeWidth: 2 }),
  ];
}

/** The values at the end stand beside it, in place of a legend. */
function endLabels(ends: readonly Point[], facet: Facet): Plot.Markish[] {
  const label = { ...facet, x: "x", textAnchor: "start", dx: 6, fontWeight: 650 } as const;
  const apart = ends.filter(({ held, live }) => held - live > 0.08 * topOf(ends));
  return [
    Plot.text(ends, {
      ...label,
      y: "held",
      text: ({ held }: Point) => formatNumber(held),
      fill: "var(--pm-held-line)",
    }),
    Plot.text(apart, {
      ...label,
      y: "live",
      text: ({ live }: Point) => formatNumber(live),
      fill: "var(--pm-live)",
    }),
  ];
}

function runNames(names: readonly string[]): Plot.Markish {
  return Plot.text(names, {
    fy: (name: string) => name,
    text: (name: string) => name,
    frameAnchor: "top-left",
    dx: 4,
    dy: -14,
    fontWeight: 650,
    fill: "var(--ifm-font-color-base, currentColor)",
  });
}

function pointerMarks(points: readonly Point[], facet: Facet, unit: ByteUnit): Plot.Markish[] {
  const pointer = { ...facet, x: "x", y: "held", maxRadius: 1000 } as const;
  const title = ({ step, arenas, held, live }: Point) =>
    [
      `operation ${step.toLocaleString("en-GB")}`,
      `${arenas} arenas held: ${formatNumber(held)} ${unit.name}`,
      `live: ${formatNumber(live)} ${unit.name}`,
    ].join("\n");
  return [
    Plot.ruleX(points, Plot.pointerX({ ...pointer, stroke: "currentColor", strokeOpacity: 0.6 })),
    Plot.tip(points, Plot.pointerX({ ...pointer, title, fontSize: 13 })),
  ];
}

function altOf(chart: ArenasOverTimeChart, points: readonly Point[]): string {
  const sentences = chart.runs.map(({ name }) => {
    const own = points.filter(({ run }) => run === name);
    const peak = own.reduce((most, { arenas }) => Math.max(most, arenas), 0);
    const end = lastOf(own);
    const held = `${end.arenas} arenas (${formatBytes(end.heldBytes)})`;
    return `${name}: at most ${peak} arenas are held, at the end ${held} with ${formatBytes(end.liveBytes)} live`;
  });
  return `Arenas over time, Python ${chart.python}. ${sentences.join(". ")}.`;
}

function tableOf(chart: ArenasOverTimeChart, points: readonly Point[]): Figure["table"] {
  const hasRuns = chart.runs.length > 1;
  return {
    columns: [
      ...(hasRuns ? ["run"] : []),
      "operation",
      "arenas held",
      "held, bytes",
      "live, bytes",
    ],
    rows: points.map(({ run, step, arenas, heldBytes, liveBytes }) => [
      ...(hasRuns ? [run] : []),
      step,
      arenas,
      heldBytes,
      liveBytes,
    ]),
  };
}

function lastOf(points: readonly Point[]): Point {
  const last = points.at(-1);
  if (last === undefined) throw new RangeError("a run needs one point at least, got none");
  return last;
}
