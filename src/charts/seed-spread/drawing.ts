/** The drawing of the spread of seeds: a hill that is expected, and dots stacked on its foot. */
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../byte-unit.js";
import type { Frame } from "../frame.js";
import { PLOT_STYLE, SERIES_COLOURS, TEXT_FILL } from "../plot-style.js";
import type { SeedRuns, SeedSpreadChart } from "./rows.js";

const ROW_HEIGHT = 134;
/** Height of a line of text, and of the two above a hill. */
const LINE = 17;
const NAMES_HEIGHT = 44;
const MARGINS = { marginLeft: 14, marginRight: 14, marginTop: 10, marginBottom: 44 } as const;
/** Standard deviations on either side that are drawn at least. */
const REACH = 3.2;
/** Points of a hill. */
const HILL_POINTS = 60;

const [, RUN_COLOUR] = SERIES_COLOURS;

/** Plot options of the chart. */
export function drawSeedSpread({ rows }: SeedSpreadChart, { width }: Frame) {
  const domain = domainOf(rows);
  const [least, most] = domain;
  const pixelsPerArena = (width - MARGINS.marginLeft - MARGINS.marginRight) / (most - least);
  const room = ROW_HEIGHT - NAMES_HEIGHT - 6;
  const highest =
    Math.max(...rows.flatMap(({ arenas }) => stacked(arenas).map(({ place }) => place))) + 1;
  const step = Math.min(0.92 * pixelsPerArena, room / highest, 15);
  const height = MARGINS.marginTop + rows.length * ROW_HEIGHT + MARGINS.marginBottom;
  const tallest = Math.max(...rows.map(peakOf));
  // A row is a unit of y, counted down from the top; pixels are so much of one.
  const unit = 1 / ROW_HEIGHT;
  const foot = (row: number) => row + 1 - 4 * unit;
  return {
    ...PLOT_STYLE,
    ...MARGINS,
    width,
    height,
    x: {
      domain,
      label: "arenas held after the deletion →",
      labelOffset: 36,
      ticks: Math.min(9, width / 70),
    },
    y: { domain: [rows.length, 0], axis: null },
    marks: rows.flatMap((row, i) => [
      Plot.areaY(hill(row, domain), {
        x: "x",
        y1: foot(i),
        y2: (point: { share: number }) => foot(i) - (point.share / tallest) * room * unit,
        fill: "var(--pm-rule)",
        curve: "basis",
      }),
      Plot.ruleX([row.expected], {
        y1: foot(i),
        y2: foot(i) - (peakOf(row) / tallest) * room * unit,
        stroke: "var(--pm-rule-strong)",
        strokeWidth: 2,
      }),
      Plot.ruleY([foot(i)], { stroke: "var(--pm-rule-strong)" }),
      Plot.dot(stacked(row.arenas), {
        x: "arenas",
        y: ({ place }: { place: number }) => foot(i) - (place + 0.5) * step * unit,
        r: Math.max(1.5, 0.42 * step),
        ...(row.isMeasured
          ? { stroke: RUN_COLOUR, strokeWidth: 2, fill: "var(--plot-background, transparent)" }
          : { fill: RUN_COLOUR }),
      }),
      ...names(row, i, unit, least),
    ]),
  };
}

function names(row: SeedRuns, i: number, unit: number, least: number): Plot.Markish[] {
  const mean = row.arenas.reduce((sum, one) => sum + one, 0) / row.arenas.length;
  const text = { y: i + 14 * unit, x: least, textAnchor: "start", dx: 2 } as const;
  return [
    Plot.text([row.name], { ...text, fontWeight: 650, fill: TEXT_FILL }),
    Plot.text(
      [
        `mean ${formatNumber(mean)}; expected ${formatNumber(row.expected)} ± ${formatNumber(row.spread)}`,
      ],
      {
        ...text,
        y: i + (14 + LINE) * unit,
      },
    ),
  ];
}

function domainOf(rows: readonly SeedRuns[]): [number, number] {
  const least = rows.map(({ arenas, expected, spread }) =>
    Math.min(...arenas, expected - REACH * spread),
  );
  const most = rows.map(({ arenas, expected, spread }) =>
    Math.max(...arenas, expected + REACH * spread),
  );
  return [Math.floor(Math.min(...least)) - 1, Math.ceil(Math.max(...most)) + 1];
}

/** Runs that agree lie on top of one another. */
function stacked(arenas: readonly number[]): { arenas: number; place: number }[] {
  const seen = new Map<number, number>();
  return [...arenas]
    .sort((a, b) => a - b)
    .map((one) => {
      const place = seen.get(one) ?? 0;
      seen.set(one, place + 1);
      return { arenas: one, place };
    });
}

/** The normal density of a row. */
function hill({ expected, spread }: SeedRuns, [least, most]: readonly [number, number]) {
  return Array.from({ length: HILL_POINTS + 1 }, (_, i) => {
    const x = least + ((most - least) * i) / HILL_POINTS;
    return { x, share: Math.exp(-(((x - expected) / spread) ** 2) / 2) / spread };
  });
}

function peakOf({ spread }: SeedRuns): number {
  return 1 / spread;
}
