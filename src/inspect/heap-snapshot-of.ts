/** A heap that was read as the allocator's own snapshot: what a what-if starts from. */
import type { HeapSnapshot, PoolPlace } from "../pymalloc/heap/heap-snapshot.js";
import type { HeapReading, InterpreterHeap } from "./heap-reading.js";

/**
 * Describes one interpreter's heap so that `restoreHeap` builds an allocator in the same state.
 *
 * @param heap - one of the reading's interpreters.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const reading = readHeap(image);
 * const snapshot = heapSnapshotOf(reading, reading.interpreters[0]);
 * restoreHeap(reading.geometry, snapshot, new AdjacentArenas()).arenas.current; // => 2
 */
export function heapSnapshotOf({ pools }: HeapReading, heap: InterpreterHeap): HeapSnapshot {
  const { arenas, counters, usableArenas, usedPools } = heap;
  const placeOf = (pool: number): PoolPlace => {
    const arena = pools.arena[pool]!;
    const { firstPoolAddress } = arenas[arena]!;
    return [arena, (pools.address[pool]! - firstPoolAddress) / pools.poolBytes];
  };
  return {
    total: counters.total,
    highwater: counters.highwater,
    rawBlocks: counters.rawBlocks ?? 0,
    arenas: arenas.map(({ address, pools: { length }, freePools }) => ({
      address,
      carvedPools: length,
      freePools,
    })),
    usableArenas,
    pools: arenas.flatMap((arena) =>
      arena.pools.map(
        (pool) =>
          [
            ...placeOf(pool),
            pools.sizeClass[pool]!,
            pools.carvedBlocks[pool]!,
            ...pools.freeListOf(pool).reverse(),
          ] as const,
      ),
    ),
    usedPools: usedPools.map((list) => list.map(placeOf)),
  };
}
