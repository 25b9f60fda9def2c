/** The runs that a figure shows and that can be made again, each from the moment that it shows. */
import type { Chart } from "pymalloc-lab/charts";
import { optionsOfRecipe } from "pymalloc-lab/experiments";
import type { RunRecipe } from "pymalloc-lab/recording";
import type { RunAbout, RunSource } from "./messages";

/** A run of a figure, as far as the figure knows it. */
export interface FigureRun {
  /** Its name among the runs of the figure. */
  readonly name: string;
  readonly recipe: RunRecipe;
  /** The moment that the figure shows. */
  readonly step: number;
  readonly about: Pick<RunAbout, "length" | "marks" | "curve" | "arenaBytes">;
}

/** Every run of a chart, in the chart's order; a run of several sheets is there once. */
export function figureRuns(chart: Chart): FigureRun[] {
  const runs = allRuns(chart);
  const nameOf = ({ recipe }: FigureRun) => JSON.stringify(recipe);
  return runs.filter(
    (run, i) => runs.findLastIndex((other) => nameOf(other) === nameOf(run)) === i,
  );
}

/** Every run of a chart; of a map, one a sheet. */
export function allRuns(chart: Chart): FigureRun[] {
  if (chart.chart === "arenaMap") {
    return chart.sheets.flatMap(({ name, run }): FigureRun[] => {
      if (run === undefined) return [];
      const { recipe, step, stages, arenasOverTime } = run;
      const about = aboutOf(arenasOverTime, stages, chart.arenaBytes);
      return [{ name, recipe, step, about }];
    });
  }
  if (chart.chart !== "arenasOverTime") return [];
  return chart.runs.flatMap(
    ({ name, recipe, stages = [], arenaBytes, ...columns }): FigureRun[] => {
      if (recipe === undefined) return [];
      const about = aboutOf(columns, stages, arenaBytes);
      return [{ name, recipe, step: about.length, about }];
    },
  );
}

/** How the player's worker is asked for a run. */
export function sourceOf({ experiment, options }: RunRecipe): RunSource {
  return { kind: "experiment", experiment, options: optionsOfRecipe({ experiment, options }) };
}

function aboutOf(
  { step, arenas, liveBytes }: Omit<RunAbout["curve"], "arenaSteps">,
  marks: RunAbout["marks"],
  arenaBytes: number,
): FigureRun["about"] {
  const length = step.at(-1) ?? 0;
  return { length, marks, curve: { step, arenas, liveBytes, arenaSteps: [] }, arenaBytes };
}
