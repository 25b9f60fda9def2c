/** From any chart to its figure: the one place that knows every kind. */
import { arenaMapFigure } from "./arena-map/arena-map.js";
import { arenaPricesFigure } from "./arena-prices/arena-prices.js";
import { arenasOverTimeFigure } from "./arenas-over-time/arenas-over-time.js";
import type { Chart } from "./chart.js";
import type { Figure, Frame } from "./frame.js";
import { heldBarsFigure } from "./held-bars/held-bars.js";
import { heldBySurvivorsFigure } from "./held-by-survivors/held-by-survivors.js";
import { holderMapFigure } from "./holder-map/holder-map.js";
import { seedSpreadFigure } from "./seed-spread/seed-spread.js";
import { trieDrawingFigure } from "./trie-drawing/trie-drawing.js";

/**
 * Draws a chart for a frame: options for `Plot.plot`, a sentence, a table.
 *
 * The same chart and frame give the same figure, wherever it is drawn.
 *
 * @throws {RangeError} when the chart is of no known kind, as stored data can be, or
 * the frame has no width.
 *
 * @example
 * const { recording } = await runExperiment("toy");
 * figureOf(arenasOverTime(recording), { width: 600 }).table.rows.length; // => 6
 */
export function figureOf(chart: Chart, frame: Frame): Figure {
  if (!Number.isFinite(frame.width) || frame.width <= 0) {
    throw new RangeError(`a frame must be some pixels wide, got ${frame.width}`);
  }
  switch (chart.chart) {
    case "arenasOverTime":
      return arenasOverTimeFigure(chart, frame);
    case "arenaMap":
      return arenaMapFigure(chart, frame);
    case "heldBars":
      return heldBarsFigure(chart, frame);
    case "trieDrawing":
      return trieDrawingFigure(chart, frame);
    case "heldBySurvivors":
      return heldBySurvivorsFigure(chart, frame);
    case "seedSpread":
      return seedSpreadFigure(chart, frame);
    case "holderMap":
      return holderMapFigure(chart, frame);
    case "arenaPrices":
      return arenaPricesFigure(chart, frame);
    default:
      return refuse(chart);
  }
}

function refuse(chart: never): never {
  const kind = JSON.stringify((chart as { chart?: unknown }).chart);
  throw new RangeError(
    `a chart must be of the kind "arenasOverTime", "arenaMap", "heldBars", "trieDrawing", "heldBySurvivors", "seedSpread", "holderMap" or "arenaPrices", got ${kind}`,
  );
}
