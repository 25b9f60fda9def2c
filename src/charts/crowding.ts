/**
 * How closely the arenas of a map stand: the more there are, the smaller each is drawn.
 *
 * Each map has its own sizes, because what it shows in a cell needs its own room. When it
 * changes from one to the next is the same for all of them.
 */

/** Few arenas are drawn large, some smaller, and many as small as can be read. */
export type Crowding = "few" | "some" | "many";

/** Most arenas that count as few. */
const MOST_FEW = 24;
/** Most arenas that count as some. */
const MOST_SOME = 160;
/** Frames of this many pixels or more have room for larger cells. */
const WIDE_FROM = 700;

/**
 * Tells how many arenas a map has, for its sizes.
 *
 * @example
 * crowding(24); // => "few"
 * crowding(25); // => "some"
 * crowding(161); // => "many"
 */
export function crowding(arenaCount: number): Crowding {
  if (arenaCount <= MOST_FEW) return "few";
  return arenaCount <= MOST_SOME ? "some" : "many";
}

/** Whether a frame has room for larger cells, as a notebook's column has and a phone has not. */
export function isWideFrame(widthPixels: number): boolean {
  return widthPixels >= WIDE_FROM;
}
