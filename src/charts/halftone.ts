/**
 * Halftone: how full a pool is, as a square of ink on a cell of sand. The ink's area is
 * the live share, as near as whole pixels allow, so that no edge is blurred.
 *
 * Every picture of pools draws by these rules: charts, the player and the stats page.
 */

/** Cells of this many pixels or more are drawn as halftone; smaller ones have one flat tone. */
export const HALFTONE_FROM = 5;

/** Least side, in pixels, of the ink of a pool that has a live block. */
const LEAST_INK = 2;

/**
 * Side of a cell's ink square, in whole pixels where the cell is so.
 *
 * @param share - the live share, 0 to 1; what lies outside counts as the nearer end.
 * @param room - side of the cell, in pixels, 2 or more, without the gap to its neighbour.
 * @returns 0 only for a share of 0, and `room` only for a share of 1: what is nearly full
 * keeps a rim of sand, and what is nearly empty can be seen.
 *
 * @example
 * inkSide(0.25, 12); // => 6
 * inkSide(0.999, 12); // => 11
 * inkSide(0.001, 12); // => 2
 */
export function inkSide(share: number, room: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return room;
  return Math.min(room - 1, Math.max(LEAST_INK, Math.round(Math.sqrt(share) * room)));
}

/**
 * Pixels from a cell's left and upper edge to its ink; an odd pixel is left over on the other side.
 *
 * @example
 * inkInset(6, 13); // => 3
 */
export function inkInset(side: number, room: number): number {
  return Math.floor((room - side) / 2);
}
