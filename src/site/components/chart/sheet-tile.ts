/** Tiles of an arena map, counted through its sheets in the order in which they are drawn. */
import type { ArenaMapChart } from "pymalloc-lab/charts";

/** An arena on a sheet. */
export interface SheetTile {
  readonly sheet: number;
  readonly arena: number;
}

/** The sheet and the arena that a tile is. */
export function sheetTile({ sheets }: ArenaMapChart, tile: number): SheetTile {
  let arena = tile;
  for (const [sheet, { arenas }] of sheets.entries()) {
    if (arena < arenas.length) return { sheet, arena };
    arena -= arenas.length;
  }
  return { sheet: 0, arena: 0 };
}
