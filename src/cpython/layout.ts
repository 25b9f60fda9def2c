/**
 * Where the system places a process's memory, as far as arenas notice.
 *
 * From Python 3.10 a pool has 16 KiB, and `mmap` promises no more than 4 KiB: an
 * arena that starts off the pool grid loses a pool. With address randomisation
 * (ASLR) on, where free memory begins is drawn anew in every process, so the same
 * seed gives one arena more or less. A layout fixes what was drawn.
 */
import { POOL_GRID_BYTES } from "./address-space.js";

/** The layout with randomisation off, or where free space begins: KiB modulo 16. */
export type Layout = "aslr-off" | 0 | 4 | 8 | 12;

/** Every layout. */
export const LAYOUTS: readonly Layout[] = ["aslr-off", 0, 4, 8, 12];

/**
 * Reads a layout as a user writes it.
 *
 * @throws {RangeError} when it is not a layout; the message lists them.
 *
 * @example
 * parseLayout("8"); // => 8
 */
export function parseLayout(text: string): Layout {
  const found = LAYOUTS.find((layout) => String(layout) === text);
  if (found !== undefined) return found;
  throw new RangeError(
    `layout must be one of ${LAYOUTS.join(", ")} (KiB modulo 16 where free space begins), got "${text}"`,
  );
}

/** Lowers an address by whole pages until it lies where the layout says. */
export function placedByLayout(freeSpaceBelow: number, layout: Layout): number {
  if (layout === "aslr-off") return freeSpaceBelow;
  const excess = (freeSpaceBelow - layout * 1024) % POOL_GRID_BYTES;
  return freeSpaceBelow - excess;
}
