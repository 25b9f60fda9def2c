import type { Geometry } from "../../src/pymalloc/geometry.js";

/**
 * A heap that can be followed by hand: arenas of four pools with room for 80 bytes each, which
 * are five blocks of 16 bytes or two of 32. An empty arena goes back, as before 3.9.
 */
export const SMALL: Geometry = {
  alignment: 16,
  smallRequestThreshold: 32,
  poolBytes: 128,
  arenaBytes: 512,
  poolHeaderBytes: 48,
  keepsLastEmptyArena: false,
};

/** The same, and the last empty arena is kept, as from 3.9. */
export const SMALL_KEEPING: Geometry = { ...SMALL, keepsLastEmptyArena: true };
