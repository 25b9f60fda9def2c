/** The figure of what survivors hold: its words, its table, its drawing. */
import { formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import {
  type HeldBySurvivorsChart,
  nearestStop,
  type SurvivorCurve,
  type SurvivorRuns,
  survivorSentence,
} from "./curves.js";
import { drawHeldBySurvivors } from "./drawing.js";

/** Draws the chart as {@link Figure}. */
export function heldBySurvivorsFigure(chart: HeldBySurvivorsChart, frame: Frame): Figure {
  return {
    title: chart.title,
    caption: captionOf(chart),
    alt: `${chart.title}. ${survivorSentence(chart)} ${runsInWords(chart)}`,
    table: tableOf(chart),
    plot: drawHeldBySurvivors(chart, frame),
  };
}

function captionOf({ curves, measured }: HeldBySurvivorsChart): string {
  const releases = curves.flatMap((curve) => curve.measured?.release ?? []);
  const rings =
    releases.length === 0
      ? ""
      : ` Rings: CPython ${releases.join(", ")}, measured ${measured ?? "on a day unknown"}.`;
  return `Line: the formula, shaded where 95 of 100 runs should lie. Dots: runs of the simulator.${rings}`;
}

function runsInWords({ curves }: HeldBySurvivorsChart): string {
  const simulated = curves.reduce((sum, curve) => sum + curve.simulated.keep.length, 0);
  const measured = curves.reduce((sum, curve) => sum + (curve.measured?.keep.length ?? 0), 0);
  const real = measured === 0 ? "" : ` and ${formatNumber(measured)} of real interpreters`;
  return `${formatNumber(simulated)} runs of the simulator${real} lie about the lines.`;
}

/** A row for every share of every curve that was run. */
function tableOf(chart: HeldBySurvivorsChart): Figure["table"] {
  const rows = chart.curves.flatMap((curve) => {
    const keeps = [...new Set([...curve.simulated.keep, ...(curve.measured?.keep ?? [])])];
    return keeps.sort((a, b) => a - b).map((keep) => rowOf(chart, curve, keep));
  });
  const columns = ["Python", "kept, one in", "formula, MiB", "simulated, MiB", "measured, MiB"];
  return { columns, rows };
}

function rowOf(
  chart: HeldBySurvivorsChart,
  curve: SurvivorCurve,
  keep: number,
): (string | number)[] {
  const mib = (arenas: number) => (arenas * curve.arenaBytes) / 2 ** 20;
  const all = ({ keep: keeps, arenas }: SurvivorRuns) =>
    arenas
      .filter((_, i) => keeps[i] === keep)
      .sort((a, b) => a - b)
      .map((one) => formatNumber(mib(one)));
  return [
    curve.name,
    Math.round(1 / keep),
    Math.round(10 * mib(curve.expected[nearestStop(chart.stops, keep)] ?? 0)) / 10,
    all(curve.simulated).join(" "),
    curve.measured === undefined ? "" : all(curve.measured).join(" "),
  ];
}
