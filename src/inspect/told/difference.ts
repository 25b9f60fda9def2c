/** What changed from one heap to another. */
import type { BlockKind, HolderLine, Inspected } from "./inspected.js";

/** A change of something that both readings may have. */
export interface Change {
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
  readonly arenasBack?: number;
}

/** What changed, B minus A; only what did change is listed, the most bytes first. */
export interface InspectedDifference {
  readonly arenas: number;
  readonly arenaBytes: number;
  readonly liveBytes: number;
  readonly kinds: readonly Change[];
  readonly holders: readonly Change[];
}

/**
 * Compares two heaps.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const heap = inspectedHeld("a heap", held);
 * inspectedDifference(heap, heap).arenas; // => 0
 */
export function inspectedDifference(before: Inspected, after: Inspected): InspectedDifference {
  const sum = (one: Inspected, figure: (stats: Inspected["stats"][number]) => number) =>
    one.stats.reduce((total, stats) => total + figure(stats), 0);
  const change = (figure: (stats: Inspected["stats"][number]) => number) =>
    sum(after, figure) - sum(before, figure);
  return {
    arenas: change(({ arenas }) => arenas.current),
    arenaBytes: change(({ arenas, arenaBytes }) => arenas.current * arenaBytes),
    liveBytes: change(({ bytesInAllocatedBlocks }) => bytesInAllocatedBlocks),
    kinds: changes(before.kinds.map(kindOf), after.kinds.map(kindOf)),
    holders: changes(before.holders.map(holderOf), after.holders.map(holderOf)),
  };
}

const kindOf = ({ name, blocks, bytes }: BlockKind): Change => ({ name, blocks, bytes });
const holderOf = ({ path, blocks, bytes, arenasBack }: HolderLine): Change => ({
  name: path,
  blocks,
  bytes,
  arenasBack,
});

function changes(before: readonly Change[], after: readonly Change[]): Change[] {
  const old = new Map(before.map((one) => [one.name, one]));
  const now = new Map(after.map((one) => [one.name, one]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => {
      const from = old.get(name);
      const to = now.get(name);
      const arenasBack = (to?.arenasBack ?? 0) - (from?.arenasBack ?? 0);
      return {
        name,
        blocks: (to?.blocks ?? 0) - (from?.blocks ?? 0),
        bytes: (to?.bytes ?? 0) - (from?.bytes ?? 0),
        ...((from ?? to)?.arenasBack !== undefined && { arenasBack }),
      };
    })
    .filter(({ blocks, bytes }) => blocks !== 0 || bytes !== 0)
    .sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
}
