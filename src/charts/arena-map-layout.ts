/**
 * Where everything of an arena map goes, in whole pixels.
 *
 * A tile is a square of pools in address order, left to right and down. The more
 * arenas, the smaller a cell: below {@link HALFTONE_FROM} a pool is one flat tone,
 * above it an ink square on sand, and tiny arenas are drawn block by block.
 */
import type { ArenaMapChart, MapArena } from "./arena-map.js";
import { type LegendLayout, layoutLegend } from "./arena-map-legend.js";

/** Cells of this many pixels or more are drawn as halftone. */
export const HALFTONE_FROM = 5;

/** One arena, placed. */
export interface Tile {
  readonly arena: MapArena;
  /** Which arena of the run it is, from 0. */
  readonly birth: number;
  readonly x: number;
  readonly y: number;
}

/** One sheet of the chart, placed. */
export interface SheetLayout {
  /** Empty where the chart has one sheet: its title says it. */
  readonly name: string;
  /** Baseline of its heading's first line. */
  readonly headingY: number;
  readonly tiles: readonly Tile[];
}

/** The whole figure. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Pixels of a cell: a pool, or a block where the arenas are drawn block by block. */
  readonly cell: number;
  /** Cells in a row of a tile, and rows of a tile. */
  readonly columns: number;
  readonly rows: number;
  /** Pixels between the wall of a tile and its cells. */
  readonly padding: number;
  readonly arenaBytes: number;
  readonly sheets: readonly SheetLayout[];
  readonly legend: LegendLayout;
}

/** A line for the counts, and one more for the name where there are several sheets. */
const HEADING_LINE = 20;
const SHEET_GAP = 16;

/** Places tiles, headings and legend in a width. */
export function layoutMaps(chart: ArenaMapChart, width: number): MapLayout {
  const shape = tileShape(chart);
  const tileWidth = shape.columns * shape.cell + 2 * shape.padding;
  const tileHeight = shape.rows * shape.cell + 2 * shape.padding;
  const perRow = Math.max(1, Math.floor((width + shape.gap) / (tileWidth + shape.gap)));
  let y = 0;
  const sheets = chart.sheets.map(({ name, arenas }) => {
    const top = y + HEADING_LINE * (chart.sheets.length > 1 ? 2 : 1) + 4;
    const headingY = y + 14;
    const tiles = arenas.map((arena, birth) => ({
      arena,
      birth,
      x: (birth % perRow) * (tileWidth + shape.gap),
      y: top + Math.floor(birth / perRow) * (tileHeight + shape.gap),
    }));
    const tileRows = Math.max(1, Math.ceil(arenas.length / perRow));
    y = top + tileRows * (tileHeight + shape.gap) - shape.gap + SHEET_GAP;
    return { name: chart.sheets.length > 1 ? name : "", headingY, tiles };
  });
  const arenas = chart.sheets.flatMap((sheet) => sheet.arenas);
  const legend = layoutLegend(arenas, width, y);
  return {
    ...shape,
    width: Math.max(width, tileWidth),
    height: y + legend.height,
    arenaBytes: chart.arenaBytes,
    sheets,
    legend,
  };
}

function tileShape(chart: ArenaMapChart) {
  const arenas = chart.sheets.flatMap((sheet) => sheet.arenas);
  const blocks = arenas.find((arena) => arena?.blocks !== undefined)?.blocks;
  if (blocks !== undefined) {
    return { cell: 36, columns: 1, rows: blocks.length, padding: 4, gap: 20 };
  }
  const pools = arenas.reduce((most, arena) => Math.max(most, arena?.pools.length ?? 0), 1);
  const columns = Math.ceil(Math.sqrt(pools));
  const rows = Math.ceil(pools / columns);
  const mostArenas = Math.max(...chart.sheets.map((sheet) => sheet.arenas.length));
  if (mostArenas <= 24) return { cell: 10, columns, rows, padding: 2, gap: 11 };
  if (mostArenas <= 160) return { cell: 4, columns, rows, padding: 1, gap: 5 };
  return { cell: 2, columns, rows, padding: 1, gap: 3 };
}
