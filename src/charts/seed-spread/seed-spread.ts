/** The figure of the spread of seeds: its words, its table, its drawing. */
import { formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { drawSeedSpread } from "./drawing.js";
import type { SeedRuns, SeedSpreadChart } from "./rows.js";

/** Draws the chart as {@link Figure}. */
export function seedSpreadFigure(chart: SeedSpreadChart, frame: Frame): Figure {
  const rings = chart.rows.some(({ isMeasured }) => isMeasured);
  return {
    title: chart.title,
    caption: `Each dot is a run${rings ? ", each ring a run of a real interpreter" : ""}. Hill: how often the formula expects each number.`,
    alt: `${chart.title}. ${chart.rows.map(rowInWords).join(" ")}`,
    table: {
      columns: ["runs", "seed", "arenas held"],
      rows: chart.rows.flatMap(({ name, arenas }) => arenas.map((one, i) => [name, i + 1, one])),
    },
    plot: drawSeedSpread(chart, frame),
  };
}

function rowInWords({ name, arenas, expected, spread }: SeedRuns): string {
  const mean = arenas.reduce((sum, one) => sum + one, 0) / arenas.length;
  return `${name}: ${arenas.length} runs hold ${Math.min(...arenas)} to ${Math.max(...arenas)} arenas, ${formatNumber(mean)} on average; the formula expects ${formatNumber(expected)}, give or take ${formatNumber(spread)}.`;
}
