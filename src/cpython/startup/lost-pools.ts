/**
 * A full arena has no pool to lose. Where a process lost one in an arena that was recorded
 * full, since it lay off the pool grid there, its last pool was carved elsewhere.
 */
import type {
  ArenaSnapshot,
  HeapSnapshot,
  PoolPlace,
  PoolSnapshot,
} from "../../pymalloc/heap/heap-snapshot.js";

/**
 * A heap of which at least so many arenas can lose a pool: the last pool of a full arena
 * goes to one with room, until there are enough of them.
 *
 * @param losingArenas - arenas that have to have a pool less; more than the heap has count as all.
 * @param poolsPerArena - pools of an arena that loses none.
 * @returns the heap as it was where enough arenas have room, or where no room is left.
 */
export function withPoolsToLose(
  heap: HeapSnapshot,
  losingArenas: number,
  poolsPerArena: number,
): HeapSnapshot {
  const isFull = ({ carvedPools }: ArenaSnapshot) => carvedPools === poolsPerArena;
  const wanted = Math.min(losingArenas, heap.arenas.length);
  if (heap.arenas.filter((arena) => !isFull(arena)).length >= wanted) return heap;
  const from = heap.arenas.findIndex(isFull);
  // One pool stays free there, for the receiving arena may have to lose it.
  const to = heap.arenas.findLastIndex(({ carvedPools }) => carvedPools < poolsPerArena - 1);
  if (from < 0 || to < 0) return heap;
  return withPoolsToLose(withLastPoolMoved(heap, from, to), losingArenas, poolsPerArena);
}

function withLastPoolMoved(heap: HeapSnapshot, from: number, to: number): HeapSnapshot {
  const arenas = heap.arenas.map((arena) => ({ ...arena }));
  const [source, target] = [arenas[from], arenas[to]];
  if (source === undefined || target === undefined) throw new RangeError("no such arena");
  const lastPool = source.carvedPools - 1;
  source.carvedPools = lastPool;
  const isThere = ([arena, pool]: PoolPlace | PoolSnapshot) => arena === from && pool === lastPool;
  // A pool that was emptied is as good as one that was never carved.
  if (source.freePools.includes(lastPool)) {
    source.freePools = source.freePools.filter((pool) => pool !== lastPool);
    return { ...heap, arenas, pools: heap.pools.filter((pool) => !isThere(pool)) };
  }
  const newPool = target.carvedPools;
  target.carvedPools = newPool + 1;
  return {
    ...heap,
    arenas,
    pools: heap.pools.map((pool) => {
      const [, , ...rest] = pool;
      return isThere(pool) ? [to, newPool, ...rest] : pool;
    }),
    usedPools: heap.usedPools.map((list) =>
      list.map((place): PoolPlace => (isThere(place) ? [to, newPool] : place)),
    ),
  };
}
