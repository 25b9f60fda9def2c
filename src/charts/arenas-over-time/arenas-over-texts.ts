/** A log of stats texts as arenas over time: a point a text. */
import type { ArenasOverTimeChart } from "./series.js";

/** What one text of a log says. */
export interface StatsReading {
  /** Place among the texts of its log, from 1. */
  readonly text: number;
  readonly arenas: number;
  readonly arenaBytes: number;
  readonly liveBytes: number;
}

/**
 * Makes the chart of a log, such as a program writes with `PYTHONMALLOCSTATS`: it prints a
 * text whenever it asks for an arena.
 *
 * @param about - the title, and the Python that wrote the log.
 * @throws {RangeError} when there is no reading.
 *
 * @example
 * const reading = { text: 1, arenas: 2, arenaBytes: 2 ** 20, liveBytes: 1_000_000 };
 * arenasOverTexts([reading]).runs[0].arenas; // => [2]
 */
export function arenasOverTexts(
  readings: readonly StatsReading[],
  about: { readonly title: string; readonly python: string },
): ArenasOverTimeChart {
  const [first] = readings;
  if (first === undefined) throw new RangeError("a chart needs one text at least, got none");
  const run = {
    name: "log",
    arenaBytes: first.arenaBytes,
    step: readings.map(({ text }) => text),
    arenas: readings.map(({ arenas }) => arenas),
    liveBytes: readings.map(({ liveBytes }) => liveBytes),
  };
  return { chart: "arenasOverTime", ...about, stepName: "text", runs: [run] };
}
