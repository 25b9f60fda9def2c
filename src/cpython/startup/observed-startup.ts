/**
 * A start-up heap as a process itself reports it.
 *
 * The recorded heap of a version is exact for one machine: longer paths make a few
 * more strings, another patch release a few more pools. The first stats text of a
 * process says how its own heap differs. Where the differing blocks are is not
 * known, and does not matter: what follows depends on how many blocks and pools
 * are free, not on which.
 */

import { type Geometry, geometryOf } from "../../pymalloc/geometry.js";
import {
  type HeapSnapshot,
  restoreHeap,
  takeHeapSnapshot,
} from "../../pymalloc/heap/heap-snapshot.js";
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { sizeClassCount } from "../../pymalloc/size-class.js";
import type { ArenaSource } from "../../pymalloc/sources/arena-source.js";
import type { Mapping } from "../address-space.js";
import { withPoolsToLose } from "./lost-pools.js";
import { addPools, type ClassTarget, emptyPools, settleBlocks } from "./settle-class.js";
import type { ScriptStart, StartupHeap } from "./startup-heap.js";

/** What is known of a process when its script begins. */
export interface ObservedStartup {
  /** Its first stats text, as far as it matters. */
  readonly stats: Pick<
    MallocStats,
    "arenas" | "arenaBytes" | "poolBytes" | "bytesLostToAlignment"
  > & { readonly classes: readonly ClassTarget[] };
  /** Its mapped memory, where known: later arenas are placed round it. */
  readonly mapped?: readonly Mapping[];
  readonly script: ScriptStart;
}

/**
 * Gives a version's recorded heap the arenas, pools and blocks that a process reports.
 *
 * @throws {RangeError} when the report is of another geometry, is impossible, or has pools lost
 *   to alignment that the recorded heap has no room for.
 *
 * @example
 * const recorded = STARTUP_HEAPS["3.11"];
 * const stats = mallocStats(startPython("3.11").allocator);
 * const { heap } = startupHeapAsObserved(recorded, { stats, script: recorded.scripts.slice });
 * heap.arenas.length === stats.arenas.current; // => true
 */
export function startupHeapAsObserved(
  recorded: StartupHeap,
  { stats, mapped, script }: ObservedStartup,
): StartupHeap {
  const geometry = geometryOf(recorded.python);
  if (stats.arenaBytes !== geometry.arenaBytes || stats.poolBytes !== geometry.poolBytes) {
    throw new RangeError(
      `Python ${recorded.python} has arenas of ${geometry.arenaBytes} bytes and pools of ${geometry.poolBytes}, the stats have ${stats.arenaBytes} and ${stats.poolBytes}`,
    );
  }
  const heap = settledHeap(recorded.heap, stats, geometry);
  return {
    python: recorded.python,
    recordedOn: `${recorded.recordedOn}; then with the pools and blocks that a process reported`,
    heap: { ...heap, total: heap.arenas.length + stats.arenas.reclaimed },
    freeSpaceBelow: mapped ? highestEnd(mapped) : recorded.freeSpaceBelow,
    ...(mapped && { mapped }),
    scripts: { comprehension: script, slice: script },
  };
}

function highestEnd(mapped: readonly Mapping[]): number {
  return mapped.reduce((highest, { end }) => Math.max(highest, end), 0);
}

function settledHeap(
  recorded: HeapSnapshot,
  stats: ObservedStartup["stats"],
  geometry: Geometry,
): HeapSnapshot {
  const lostPools = Math.round(stats.bytesLostToAlignment / geometry.poolBytes);
  const source = new StartupArenas(geometry, lostPools);
  // An arena that is still to come may lose a pool as well.
  const losing = lostPools - Math.max(0, stats.arenas.current - recorded.arenas.length);
  const heapToPlace = withPoolsToLose(recorded, losing, geometry.arenaBytes / geometry.poolBytes);
  const allocator = restoreHeap(geometry, source.place(heapToPlace), source);
  const targets = Array.from({ length: sizeClassCount(geometry) }, (_, sizeClass): ClassTarget => {
    const row = stats.classes.find((one) => one.sizeClass === sizeClass);
    return row ?? { sizeClass, poolCount: 0, blocksInUse: 0 };
  });
  // Pools that one class leaves are there for another to take, so they go first.
  for (const target of targets) emptyPools(allocator, target);
  for (const target of targets) addPools(allocator, target);
  for (const target of targets) settleBlocks(allocator, target);
  const heap = takeHeapSnapshot(allocator);
  if (source.poolsToLose > 0 && heap.arenas.length >= stats.arenas.current) {
    throw new RangeError(
      `the process lost ${lostPools} pools to alignment; no room is left for ${source.poolsToLose} of them in the recorded heap's ${heap.arenas.length} arenas`,
    );
  }
  return { ...heap, highwater: Math.max(heap.arenas.length, stats.arenas.highwater) };
}

/** Above any address that `mmap` gives a process: later arenas never meet these. */
const TOP = 0x7fff_ff00_0000;
const OFF_THE_POOL_GRID = 4096;

/** Addresses for the arenas of start-up: as many of them off the pool grid as were reported. */
class StartupArenas implements ArenaSource {
  readonly #geometry: Geometry;
  #poolsToLose: number;
  #placed = 0;

  constructor(geometry: Geometry, poolsToLose: number) {
    this.#geometry = geometry;
    this.#poolsToLose = poolsToLose;
  }

  /** Pools that were reported as lost, and that no arena has lost yet. */
  get poolsToLose(): number {
    return this.#poolsToLose;
  }

  /** Moves a heap's arenas here. An arena that lost a pool before may keep that. */
  place(heap: HeapSnapshot): HeapSnapshot {
    const poolsPerArena = this.#geometry.arenaBytes / this.#geometry.poolBytes;
    const arenas = heap.arenas.map((arena) => {
      const address = this.#next(arena.carvedPools < poolsPerArena);
      return { ...arena, address };
    });
    const freeCounts = arenas.map(({ address, carvedPools, freePools }) => {
      const lost = address % this.#geometry.poolBytes === 0 ? 0 : 1;
      return poolsPerArena - lost - carvedPools + freePools.length;
    });
    const usableArenas = freeCounts
      .map((count, place) => ({ count, place }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => one.count - other.count)
      .map(({ place }) => place);
    return { ...heap, arenas, usableArenas };
  }

  obtain(): number {
    return this.#next(true);
  }

  release(): void {}

  #next(mayLosePool: boolean): number {
    this.#placed += 1;
    const address = TOP - this.#placed * 2 * this.#geometry.arenaBytes;
    if (!mayLosePool || this.#poolsToLose === 0) return address;
    this.#poolsToLose -= 1;
    return address + OFF_THE_POOL_GRID;
  }
}
