/** The drawing of what survivors hold: curves with their bands, dots, rings, and the mark. */
import * as Plot from "@observablehq/plot";
import { formatBytes, formatNumber } from "../byte-unit.js";
import type { Frame } from "../frame.js";
import { PLOT_STYLE, SERIES_COLOURS, TEXT_FILL } from "../plot-style.js";
import {
  type HeldBySurvivorsChart,
  inWords,
  type SurvivorCurve,
  type SurvivorRuns,
} from "./curves.js";
import { apart, layoutSurvivors, type SurvivorLayout } from "./layout.js";

/** Standard deviations within which 95 of 100 runs lie. */
const BAND = 1.96;
const MIB = 2 ** 20;
const NEEDED_COLOUR = "var(--pm-live)";

/** A point in the units of the axes: objects that stay, and MiB held. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Plot options of the chart. */
export function drawHeldBySurvivors(chart: HeldBySurvivorsChart, { width }: Frame) {
  const layout = layoutSurvivors(chart, width);
  const { marginLeft, marginRight, marginTop, marginBottom, height, ticks } = layout;
  return {
    ...PLOT_STYLE,
    width,
    height,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom,
    x: {
      type: "log" as const,
      domain: layout.domainX,
      ticks,
      tickFormat: formatNumber,
      label: null,
    },
    y: { domain: layout.domainY, label: null, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: "var(--pm-rule)", strokeOpacity: 1 }),
      ...axisNames(chart),
      Plot.ruleY([0], { stroke: "var(--pm-rule-strong)" }),
      ...chart.curves.flatMap((curve, i) => curveMarks(chart, curve, colourOf(i))),
      ...chart.curves.flatMap((curve, i) => runMarks(chart, curve, colourOf(i), layout)),
      neededLine(chart),
      ...endLabels(chart, layout),
      ...theMark(chart, layout),
    ],
  };
}

const colourOf = (place: number) => SERIES_COLOURS[place % SERIES_COLOURS.length] ?? "currentColor";

function axisNames({ count }: HeldBySurvivorsChart): Plot.Markish[] {
  const axis = { fill: "var(--pm-muted)", fontSize: 13 };
  return [
    Plot.text(["MiB held"], {
      ...axis,
      frameAnchor: "top-left",
      dx: -40,
      dy: -30,
      textAnchor: "start",
    }),
    Plot.text([`objects that stay, of ${formatNumber(count)} →`], {
      ...axis,
      frameAnchor: "bottom-right",
      dy: 40,
      textAnchor: "end",
    }),
  ];
}

function curveMarks(chart: HeldBySurvivorsChart, curve: SurvivorCurve, colour: string) {
  const points = chart.stops.map((keep, i) => {
    const mib = (arenas: number) => (Math.max(0, arenas) * curve.arenaBytes) / MIB;
    const [expected, spread] = [curve.expected[i] ?? 0, curve.spread[i] ?? 0];
    return {
      x: keep * chart.count,
      y: mib(expected),
      low: mib(expected - BAND * spread),
      high: mib(expected + BAND * spread),
    };
  });
  return [
    Plot.areaY(points, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.13 }),
    Plot.lineY(points, {
      x: "x",
      y: "y",
      stroke: colour,
      strokeWidth: 2.25,
      strokeLinejoin: "round",
    }),
  ];
}

function runMarks(
  chart: HeldBySurvivorsChart,
  curve: SurvivorCurve,
  colour: string,
  { dotRadius, ringRadius }: SurvivorLayout,
) {
  const points = ({ keep, arenas }: SurvivorRuns): Point[] =>
    keep.map((one, i) => ({
      x: one * chart.count,
      y: ((arenas[i] ?? 0) * curve.arenaBytes) / MIB,
    }));
  const simulated = { x: "x", y: "y", r: dotRadius, fill: colour, fillOpacity: 0.6 } as const;
  const ring = {
    x: "x",
    y: "y",
    r: ringRadius,
    stroke: colour,
    strokeWidth: 2,
    fill: "var(--plot-background, transparent)",
  } as const;
  return [
    Plot.dot(points(curve.simulated), simulated),
    ...(curve.measured === undefined ? [] : [Plot.dot(points(curve.measured), ring)]),
  ];
}

/** What stands to the right of the lines, in two rows of text: a name, and what is held. */
interface EndLabel {
  readonly name: string;
  readonly value: string;
  readonly colour: string;
  /** MiB at the end of the line. */
  readonly end: number;
}

/** The name of each line at its end, and under it what the line says at the mark. */
function endLabels(chart: HeldBySurvivorsChart, layout: SurvivorLayout): Plot.Markish[] {
  const labels = [
    ...chart.curves.map(({ name, arenaBytes, expected }, i): EndLabel => {
      const bytes = (expected[chart.at] ?? 0) * arenaBytes;
      return {
        name: layout.isNarrow ? name : `Python ${name}`,
        value: formatBytes(bytes),
        colour: colourOf(i),
        end: ((expected.at(-1) ?? 0) * arenaBytes) / MIB,
      };
    }),
    { name: "needed", value: formatBytes(neededBytes(chart)), colour: NEEDED_COLOUR, end: 0 },
  ];
  const heights = apart(
    labels.map(({ end }) => end),
    2.2 * layout.lineMib,
  );
  return labels.flatMap(({ name, value, colour }, i) => {
    const place = { x: "x", y: "y", dx: 8, textAnchor: "start", fill: colour } as const;
    const at = [{ x: layout.domainX[1], y: heights[i] ?? 0 }];
    return [
      Plot.text(at, { ...place, text: () => name, dy: -8, fontWeight: 650 }),
      Plot.text(at, { ...place, text: () => value, dy: 8 }),
    ];
  });
}

/** Bytes that the objects which stay need by themselves, where they are largest. */
function neededBytes({ stops, at, count, curves }: HeldBySurvivorsChart): number {
  return (stops[at] ?? 0) * count * Math.max(...curves.map(({ objectBytes }) => objectBytes));
}

/** What the survivors need: live memory, so it is blue. Nothing beside what is held. */
function neededLine(chart: HeldBySurvivorsChart): Plot.Markish {
  const points = chart.stops.map((keep, at) => ({
    x: keep * chart.count,
    y: neededBytes({ ...chart, at }) / MIB,
  }));
  return Plot.lineY(points, { x: "x", y: "y", stroke: NEEDED_COLOUR, strokeWidth: 3 });
}

/** The mark: a line, and a disc on each curve. */
function theMark(chart: HeldBySurvivorsChart, layout: SurvivorLayout): Plot.Markish[] {
  const keep = chart.stops[chart.at] ?? 0;
  const x = keep * chart.count;
  const share = Math.log(x / layout.domainX[0]) / Math.log(layout.domainX[1] / layout.domainX[0]);
  const discs = chart.curves.map(({ expected, arenaBytes }, i) => ({
    x,
    y: ((expected[chart.at] ?? 0) * arenaBytes) / MIB,
    colour: colourOf(i),
  }));
  return [
    Plot.ruleX([x], { stroke: TEXT_FILL, strokeWidth: 1.5 }),
    Plot.text([`${formatNumber(x)} stay: ${inWords(keep).toLowerCase()}`], {
      x: [x],
      frameAnchor: "top",
      dy: -12,
      // Near an edge the words lean to the middle.
      textAnchor: share < 0.2 ? "start" : share > 0.8 ? "end" : "middle",
      fontWeight: 650,
      fill: TEXT_FILL,
    }),
    Plot.dot(discs, {
      x: "x",
      y: "y",
      r: layout.ringRadius + 1,
      fill: "colour",
      stroke: "var(--plot-background, transparent)",
      strokeWidth: 1.5,
    }),
  ];
}
