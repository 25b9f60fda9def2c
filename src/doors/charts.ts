/** From runs to charts: plain data that Observable Plot draws, with a caption, a sentence and a table. */

export { arenaMap } from "../charts/arena-map/arena-map.js";
export type {
  ArenaMapChart,
  ArenaMapTouch,
  MapArena,
  SheetRun,
} from "../charts/arena-map/sheets.js";
export {
  type ArenaPrice,
  type ArenaPricesChart,
  arenaPrices,
  type PricedHeap,
  type PricedHolder,
} from "../charts/arena-prices/arena-prices.js";
export {
  arenasOverTexts,
  type StatsReading,
} from "../charts/arenas-over-time/arenas-over-texts.js";
export {
  arenasOverTime,
  type NamedRecording,
} from "../charts/arenas-over-time/arenas-over-time.js";
export type { ArenasOverTimeChart } from "../charts/arenas-over-time/series.js";
export type { Chart } from "../charts/chart.js";
export { figureOf } from "../charts/figure.js";
export type { Figure, Frame, Table } from "../charts/frame.js";
export type { HeldBar, HeldBarsChart } from "../charts/held-bars/bars.js";
export { type HeldBarsOptions, heldBars } from "../charts/held-bars/held-bars.js";
export {
  type HeldBySurvivorsChart,
  heldBySurvivors,
  nearestStop,
  type SurvivorCurve,
  type SurvivorLaw,
  type SurvivorRuns,
  survivorSentence,
} from "../charts/held-by-survivors/curves.js";
export {
  arenaBlocksMap,
  type HolderMapOptions,
  holderMap,
} from "../charts/holder-map/holder-map.js";
export type {
  HolderMapChart,
  HolderTile,
  MappedArena,
  MappedBlock,
  MappedPool,
} from "../charts/holder-map/tiles.js";
export { type SeedRuns, type SeedSpreadChart, seedSpread } from "../charts/seed-spread/rows.js";
export type { TrieDrawingChart } from "../charts/trie-drawing/trees.js";
export { trieDrawing } from "../charts/trie-drawing/trie-drawing.js";
