/**
 * Where everything of an arena map goes, in whole pixels.
 *
 * A tile is a square of pools in address order, left to right and down. The more
 * arenas, the smaller a cell: below {@link HALFTONE_FROM} a pool is one flat tone,
 * above it an ink square on sand, and tiny arenas are drawn block by block.
 */

import { type Crowding, crowding, isWideFrame } from "../crowding.js";
import { HALFTONE_FROM } from "../halftone.js";
import { type LegendLayout, layoutLegend } from "./legend.js";
import type { ArenaMapChart, MapArena } from "./sheets.js";

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
  /** Left edge of the sheet. */
  readonly x: number;
  /** Baseline of its heading's first line. */
  readonly headingY: number;
  readonly tiles: readonly Tile[];
}

/** How every tile of a figure looks; all are alike. */
interface TileShape {
  /** Arenas are so small that a cell is a block; else it is a pool. */
  readonly hasBlocks: boolean;
  /** Pixels of a cell. */
  readonly cell: number;
  /** Cells in a row of a tile. */
  readonly columns: number;
  /** Pixels between the wall of a tile and its cells. */
  readonly padding: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Pixels between tiles, and between rows of tiles. */
  readonly gap: number;
  readonly rowGap: number;
}

/** The whole figure. */
export interface MapLayout extends TileShape {
  readonly width: number;
  readonly height: number;
  readonly arenaBytes: number;
  readonly sheets: readonly SheetLayout[];
  readonly legend: LegendLayout;
}

/** A line for the counts, and one more for the name where there are several sheets. */
const HEADING_LINE = 20;
const SHEET_GAP = 24;
/** Blocks in a row of an arena that is drawn block by block. */
const MOST_BLOCKS_IN_A_ROW = 5;

/** Pixels of a cell, of what is inside a tile's wall, and between tiles. */
type Sizes = Pick<TileShape, "cell" | "padding" | "gap" | "rowGap">;

/** In a wide frame, and in a narrow one. */
const SIZES: Readonly<Record<Crowding, { readonly wide: Sizes; readonly narrow: Sizes }>> = {
  few: {
    wide: { cell: 14, padding: 2, gap: 11, rowGap: 11 },
    narrow: { cell: 10, padding: 2, gap: 11, rowGap: 11 },
  },
  some: {
    wide: { cell: 6, padding: 2, gap: 7, rowGap: 7 },
    narrow: { cell: 4, padding: 1, gap: 5, rowGap: 5 },
  },
  many: {
    wide: { cell: 3, padding: 1, gap: 3, rowGap: 3 },
    narrow: { cell: 2, padding: 1, gap: 3, rowGap: 3 },
  },
};
/** Arenas so small that they are drawn block by block. */
const BLOCK_SIZES: Sizes = { cell: 44, padding: 4, gap: 12, rowGap: 28 };

/** Places tiles, headings and legend in a width. */
export function layoutMaps(chart: ArenaMapChart, width: number): MapLayout {
  const shape = tileShape(chart, width);
  const sheetWidth = sheetWidthIn(chart, shape, width);
  const across = Math.max(1, Math.floor((width + SHEET_GAP) / (sheetWidth + SHEET_GAP)));
  const perRow = Math.max(1, fitting(sheetWidth, shape));
  const isNamed = chart.sheets.length > 1;
  const headingHeight = HEADING_LINE * (isNamed ? 2 : 1) + 4;
  const tileRows = Math.max(1, Math.ceil(mostArenas(chart) / perRow));
  const sheetHeight = headingHeight + tileRows * (shape.tileHeight + shape.rowGap) - shape.gap;
  const sheets = chart.sheets.map(({ name, arenas }, i) => {
    const x = Math.round((i % across) * (sheetWidth + SHEET_GAP));
    const y = Math.floor(i / across) * (sheetHeight + SHEET_GAP);
    const tiles = arenas.map((arena, birth) => ({
      arena,
      birth,
      x: x + (birth % perRow) * (shape.tileWidth + shape.gap),
      y: y + headingHeight + Math.floor(birth / perRow) * (shape.tileHeight + shape.rowGap),
    }));
    return { name: isNamed ? name : "", x, headingY: y + 14, tiles };
  });
  const sheetRows = Math.ceil(chart.sheets.length / across);
  const top = sheetRows * (sheetHeight + SHEET_GAP) - 4;
  const legend = layoutLegend(
    chart.sheets.flatMap((sheet) => sheet.arenas),
    { width, top, isHalftone: shape.cell >= HALFTONE_FROM },
  );
  return {
    ...shape,
    width: Math.max(width, shape.tileWidth),
    height: top + legend.height,
    arenaBytes: chart.arenaBytes,
    sheets,
    legend,
  };
}

/** Tiles that fit side by side. */
function fitting(width: number, { tileWidth, gap }: TileShape): number {
  return Math.floor((width + gap) / (tileWidth + gap));
}

/**
 * Sheets stand side by side if each is then still wider than it is high, so that
 * what is compared is seen at once; else one below the other.
 */
function sheetWidthIn(chart: ArenaMapChart, shape: TileShape, width: number): number {
  const count = chart.sheets.length;
  const beside = Math.floor((width - (count - 1) * SHEET_GAP) / count);
  const arenas = mostArenas(chart);
  const needed = shape.hasBlocks ? 1 : Math.ceil(Math.sqrt(arenas));
  return fitting(beside, shape) >= needed ? beside : width;
}

function mostArenas({ sheets }: ArenaMapChart): number {
  return sheets.reduce((most, { arenas }) => Math.max(most, arenas.length), 0);
}

function tileShape(chart: ArenaMapChart, width: number): TileShape {
  const arenas = chart.sheets.flatMap((sheet) => sheet.arenas);
  const blocks = arenas.find((arena) => arena?.blocks !== undefined)?.blocks;
  if (blocks !== undefined) {
    const columns = Math.max(1, Math.min(blocks.length, MOST_BLOCKS_IN_A_ROW));
    const rows = Math.ceil(blocks.length / columns);
    return shapeOf({ hasBlocks: true, columns, rows, ...BLOCK_SIZES });
  }
  const pools = arenas.reduce((most, arena) => Math.max(most, arena?.pools.length ?? 0), 1);
  const columns = Math.ceil(Math.sqrt(pools));
  const rows = Math.ceil(pools / columns);
  const sizes = SIZES[crowding(mostArenas(chart))][isWideFrame(width) ? "wide" : "narrow"];
  const { cellPixels: cell = sizes.cell } = chart;
  return shapeOf({ hasBlocks: false, columns, rows, ...sizes, cell });
}

function shapeOf(
  sizes: Omit<TileShape, "tileWidth" | "tileHeight"> & { readonly rows: number },
): TileShape {
  const { rows, ...shape } = sizes;
  // The last cell of a halftone row has no gap after it.
  const spare = !shape.hasBlocks && shape.cell >= HALFTONE_FROM ? 1 : 0;
  const around = 2 * shape.padding - spare;
  return {
    ...shape,
    tileWidth: shape.columns * shape.cell + around,
    tileHeight: rows * shape.cell + around,
  };
}
