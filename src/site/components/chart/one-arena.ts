/** A map with one of its arenas alone, large enough to see its pools. */
import type { ArenaMapChart } from "pymalloc-lab/charts";
import { arenaName } from "pymalloc-lab/internal";
import { sheetTile } from "./sheet-tile";

/** Pixels of a pool of an arena that is looked at by itself. */
const CELL_PIXELS = 36;

/**
 * The chart of one arena of a map.
 *
 * @param tile - the arena, counted through all sheets.
 */
export function oneArena(chart: ArenaMapChart, tile: number): ArenaMapChart {
  const place = sheetTile(chart, tile);
  const sheet = chart.sheets[place.sheet];
  const arena = sheet?.arenas[place.arena] ?? null;
  const title = `${arenaName(place.arena)}${chart.sheets.length > 1 ? ` of ${sheet?.name}` : ""}`;
  return { ...chart, title, sheets: [{ name: title, arenas: [arena] }], cellPixels: CELL_PIXELS };
}
