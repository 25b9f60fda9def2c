/**
 * The arena map: the radix tree by which CPython 3.10 and later tell whether an
 * address is pymalloc's. Its nodes are made once and never given back. No
 * allocation depends on them; they are counted for the stats text.
 */
import type { ArenaMapGeometry } from "../geometry.js";

/** Counts the nodes of the tree that the arenas seen so far need. */
export class ArenaMap {
  readonly geometry: ArenaMapGeometry;
  readonly #midNodes = new Set<number>();
  readonly #botNodes = new Set<number>();

  constructor(geometry: ArenaMapGeometry) {
    this.geometry = geometry;
  }

  /**
   * Marks the one or two bottom-level entries that an arena covers.
   *
   * @see CPython, Objects/obmalloc.c, `arena_map_mark_used`, and `arena_map_get`, which makes
   *   the nodes on the way.
   */
  mark(address: number, arenaBytes: number): void {
    this.#markRegion(address);
    // An arena that is not aligned to its own length reaches into the next entry.
    if (address % arenaBytes !== 0) this.#markRegion(address + arenaBytes);
  }

  get midNodeCount(): number {
    return this.#midNodes.size;
  }

  get botNodeCount(): number {
    return this.#botNodes.size;
  }

  #markRegion(address: number): void {
    this.#midNodes.add(Math.floor(address / 2 ** this.geometry.topShift));
    this.#botNodes.add(Math.floor(address / 2 ** this.geometry.midShift));
  }
}
