/** What is alive in one arena, by what it is and by who holds it. */
import type { ReadArena } from "../heap-reading.js";
import type { LabelledHeap } from "../labels/labelled-heap.js";
import { type BlockPlaces, NO_PLACE } from "./block-places.js";

/** Blocks of one label, or at one place. */
export interface BlockGroup {
  /** Number of the label, or of the object at the place; {@link NO_PLACE} for no place. */
  readonly key: number;
  readonly blocks: number;
  readonly bytes: number;
}

/** The live blocks of an arena. */
export interface ArenaContents {
  readonly liveBlocks: number;
  readonly liveBytes: number;
  /** By label number, the most bytes first. */
  readonly labels: readonly BlockGroup[];
  /** By place, the most bytes first. */
  readonly places: readonly BlockGroup[];
}

/** Counts the live blocks of an arena. */
export function arenaContents(
  { pools, labels }: LabelledHeap,
  places: BlockPlaces,
  arena: ReadArena,
): ArenaContents {
  const byLabel = new Tally();
  const byPlace = new Tally();
  for (const pool of arena.pools) {
    const bytes = pools.blockBytes[pool]!;
    const end = pools.firstBlock[pool + 1]!;
    for (let block = pools.firstBlock[pool]!; block < end; block++) {
      if (labels[block] === 0) continue;
      byLabel.add(labels[block]!, bytes);
      byPlace.add(places.placeOf(block), bytes);
    }
  }
  return {
    liveBlocks: byLabel.blocks,
    liveBytes: byLabel.bytes,
    labels: byLabel.groups(),
    places: byPlace.groups(),
  };
}

class Tally {
  blocks = 0;
  bytes = 0;
  readonly #groups = new Map<number, { blocks: number; bytes: number }>();

  add(key: number, bytes: number): void {
    const group = this.#groups.get(key) ?? { blocks: 0, bytes: 0 };
    group.blocks++;
    group.bytes += bytes;
    this.#groups.set(key, group);
    this.blocks++;
    this.bytes += bytes;
  }

  groups(): BlockGroup[] {
    return [...this.#groups]
      .map(([key, { blocks, bytes }]) => ({ key, blocks, bytes }))
      .sort((a, b) => b.bytes - a.bytes);
  }
}

/** Whether a group is of blocks without a place. */
export function hasNoPlace({ key }: BlockGroup): boolean {
  return key === NO_PLACE;
}
