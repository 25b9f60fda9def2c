/**
 * A chart: data that can be stored, and drawn wherever it goes.
 *
 * A chart is JSON. A notebook stores it beside the drawing, and the site draws
 * it again from the same data with the same function, `figureOf` (figure.ts).
 */
import type { ArenaMapChart } from "./arena-map/sheets.js";
import type { ArenaPricesChart } from "./arena-prices/arena-prices.js";
import type { ArenasOverTimeChart } from "./arenas-over-time/series.js";
import type { HeldBarsChart } from "./held-bars/bars.js";
import type { HeldBySurvivorsChart } from "./held-by-survivors/curves.js";
import type { HolderMapChart } from "./holder-map/tiles.js";
import type { SeedSpreadChart } from "./seed-spread/rows.js";
import type { TrieDrawingChart } from "./trie-drawing/trees.js";

/** MIME type under which a notebook output carries a chart's data. */
export const CHART_MIME = "application/vnd.pymalloc-lab.chart+json";

/** A chart as data, told apart by its `chart` field. */
export type Chart =
  | ArenasOverTimeChart
  | ArenaMapChart
  | HeldBarsChart
  | TrieDrawingChart
  | HeldBySurvivorsChart
  | SeedSpreadChart
  | HolderMapChart
  | ArenaPricesChart;
