/** Where the tiles of the player's two maps go. */
import { type Crowding, crowding } from "pymalloc-lab/internal";

/** A map of arenas, in CSS pixels. */
export interface MapLayout {
  /** Pixels of a pool. */
  readonly cell: number;
  /** Pools in a row of a tile. */
  readonly columns: number;
  readonly padding: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly perRow: number;
  readonly arenaCount: number;
  /** Room for a line of text under each tile. */
  readonly hasLabels: boolean;
  readonly width: number;
  readonly height: number;
}

/** Height of the text under a tile. */
const LABEL = 20;
/** Height of a toy's arena: its few blocks lie in one row, as in the notebook's figure. */
const ROW_HEIGHT = 50;

interface Sizes {
  readonly cell: number;
  readonly padding: number;
  readonly gap: number;
}

const SIZES: Readonly<Record<Crowding, Sizes>> = {
  few: { cell: 10, padding: 2, gap: 10 },
  some: { cell: 4, padding: 1, gap: 5 },
  many: { cell: 2, padding: 1, gap: 3 },
};
/** A toy's arena is one pool, drawn block by block. */
const TOY_SIZES: Sizes = { cell: 230, padding: 2, gap: 16 };

/** Lays out tiles in a width: the more arenas, the smaller a pool. */
export function layoutArenas(arenaCount: number, poolsPerArena: number, width: number): MapLayout {
  const columns = Math.ceil(Math.sqrt(poolsPerArena));
  const crowd = crowding(arenaCount);
  const hasLabels = crowd === "few";
  const { cell, padding, gap } = poolsPerArena === 1 ? TOY_SIZES : SIZES[crowd];
  const tile = columns * cell + 2 * padding;
  const tileHeight = poolsPerArena === 1 ? ROW_HEIGHT : tile;
  const stepX = tile + gap;
  const stepY = tileHeight + gap + (hasLabels ? LABEL : 0);
  const perRow = Math.max(1, Math.floor((width + gap) / stepX));
  const rows = Math.max(1, Math.ceil(arenaCount / perRow));
  return {
    cell,
    columns,
    padding,
    tileWidth: tile,
    tileHeight,
    stepX,
    stepY,
    perRow,
    arenaCount,
    hasLabels,
    width,
    // Four pixels above for the ring of a selected tile, and four below.
    height: rows * stepY - gap + 8,
  };
}

/** Left and upper edge of a tile. */
export function tileAt(layout: MapLayout, arena: number): { x: number; y: number } {
  return {
    x: 3 + (arena % layout.perRow) * layout.stepX,
    y: 4 + Math.floor(arena / layout.perRow) * layout.stepY,
  };
}

/** The arena at a place of the map, or undefined. */
export function arenaAt(layout: MapLayout, x: number, y: number): number | undefined {
  const column = Math.floor((x - 3) / layout.stepX);
  const row = Math.floor((y - 4) / layout.stepY);
  if (column < 0 || column >= layout.perRow || row < 0) return undefined;
  const arena = row * layout.perRow + column;
  return arena < layout.arenaCount ? arena : undefined;
}
