/**
 * The line that a reader draws before seeing it: what a run holds after a stage, read from the
 * chart that a cell of the notebook shows.
 */
import type { CHART_MIME, Chart } from "../../charts/chart.js";
import type { JsonObject, Notebook } from "../format/notebook-format.js";
import { isJsonObject } from "../format/parse-notebook.js";
import { type DrawnRun, type GuessedLine, lineFrom } from "./line-points.js";

// Written out and checked by the compiler: importing the value would load Plot into the site's build.
const chartMime: typeof CHART_MIME = "application/vnd.pymalloc-lab.chart+json";

type Refuse = (problem: string) => never;

/**
 * Reads the line that a question asks for.
 *
 * @param refuse - told why it cannot be read: no such chart, run, stage or unit.
 */
export function guessedLineIn(
  { line, run = 1, from, unit }: JsonObject,
  notebook: Notebook,
  refuse: Refuse,
): GuessedLine {
  const runs = runsOf(chartIn(notebook, String(line), refuse));
  const drawn = runs[Number(run) - 1];
  if (drawn === undefined)
    return refuse(`asks for run ${run} of cell ${line}, which has ${runs.length}`);
  const { stages } = drawn;
  const beginning = from === undefined ? stages.at(-2) : stages.find(({ name }) => name === from);
  if (beginning === undefined) {
    const names = stages.map(({ name }) => name).join(", ") || "none";
    return refuse(`begins its line at "${from}", and the run's stages are ${names}`);
  }
  return lineFrom(drawn, beginning, bytesOf(unit, drawn, refuse));
}

function chartIn({ cells }: Notebook, id: string, refuse: Refuse): Chart {
  const cell = cells.find((candidate) => candidate.id === id);
  const outputs = cell?.cell_type === "code" ? cell.outputs : [];
  for (const output of outputs) {
    if (output.output_type !== "display_data" && output.output_type !== "execute_result") continue;
    const chart = output.data[chartMime];
    if (isChart(chart)) return chart;
  }
  return refuse(`asks for the line of cell ${id}, which shows no chart; has it been run?`);
}

/** The library made it when the notebook was run. */
function isChart(value: unknown): value is Chart {
  return isJsonObject(value) && "chart" in value;
}

function runsOf(chart: Chart): DrawnRun[] {
  if (chart.chart === "arenasOverTime") {
    return chart.runs.map((run) => ({ ...run, stages: run.stages ?? [] }));
  }
  if (chart.chart !== "arenaMap") return [];
  return chart.sheets.flatMap(({ run }) =>
    run === undefined
      ? []
      : [{ arenaBytes: chart.arenaBytes, ...run.arenasOverTime, stages: run.stages }],
  );
}

/** Bytes of one unit of the vertical axis. */
function bytesOf(unit: unknown, { arenaBytes }: DrawnRun, refuse: Refuse): number {
  if (unit === "arenas") return arenaBytes;
  if (unit === "MiB") return 2 ** 20;
  return refuse(`counts its line in ${JSON.stringify(unit)}, not in "arenas" or "MiB"`);
}
