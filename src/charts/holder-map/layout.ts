/** Where the tiles of a holder map go, in whole pixels. */
import { type Crowding, crowding, isWideFrame } from "../crowding.js";
import { HALFTONE_FROM } from "../halftone.js";
import type { HolderMapChart, HolderTile } from "./tiles.js";

/** A tile, placed. */
export interface PlacedTile {
  readonly tile: HolderTile;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole map. */
export interface HolderMapLayout {
  readonly width: number;
  readonly height: number;
  /** Pixels of a cell, its gap with it. */
  readonly cell: number;
  /** Cells in a row of a tile. */
  readonly columns: number;
  readonly padding: number;
  readonly tiles: readonly PlacedTile[];
  /** Where the legend begins. */
  readonly legendY: number;
}

/** Pixels of a cell in a wide frame and in a narrow one: a colour needs more of them than a tone. */
const CELLS: Readonly<Record<Crowding, { readonly wide: number; readonly narrow: number }>> = {
  few: { wide: 12, narrow: 9 },
  some: { wide: 7, narrow: 5 },
  many: { wide: 4, narrow: 3 },
};
/** Most pools of an arena whose cells have the wide frame's size where there are many arenas. */
const MOST_POOLS_WIDE = 64;
const NAME_LINE = 15;
const TOP = 2;

/** Places the tiles in a width, row after row. */
export function layoutHolderMap(chart: HolderMapChart, width: number): HolderMapLayout {
  const most = chart.tiles.reduce((cells, tile) => Math.max(cells, tile.cells.length), 1);
  const columns = Math.ceil(Math.sqrt(most));
  const cell = cellPixels(chart, most, columns, width);
  const [padding, gap] = cell >= HALFTONE_FROM ? [2, 8] : [1, 4];
  const hasNames = chart.tile === "pool";
  const tileWidth = columns * cell + 2 * padding;
  const perRow = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  const tiles: PlacedTile[] = [];
  let y = TOP;
  for (let first = 0; first < chart.tiles.length; first += perRow) {
    const row = chart.tiles.slice(first, first + perRow);
    const rows = Math.max(...row.map(({ cells }) => Math.ceil(cells.length / columns)));
    const height = rows * cell + 2 * padding;
    for (const [place, tile] of row.entries()) {
      const own = hasNames ? Math.ceil(tile.cells.length / columns) * cell + 2 * padding : height;
      tiles.push({ tile, x: place * (tileWidth + gap), y, width: tileWidth, height: own });
    }
    y += height + gap + (hasNames ? NAME_LINE : 0);
  }
  return { width, height: y + 4, cell, columns, padding, tiles, legendY: y + 4 };
}

function cellPixels(
  { tile, tiles }: HolderMapChart,
  most: number,
  columns: number,
  width: number,
): number {
  if (tile === "pool") return Math.max(2, Math.min(14, Math.floor(Math.min(width, 340) / columns)));
  const crowd = crowding(tiles.length);
  const isWide = isWideFrame(width) && (crowd !== "many" || most <= MOST_POOLS_WIDE);
  return CELLS[crowd][isWide ? "wide" : "narrow"];
}
