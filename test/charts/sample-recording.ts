import type { ArenaOccupancy, HeldArena, Recording } from "../../src/recording/recording.js";

const KIB = 1024;

/** A run of 1,000 operations: two arenas, a third for a while, half of the blocks freed. */
export function sampleRecording(changes: Partial<Recording> = {}): Recording {
  const arenas = { total: 3, reclaimed: 0, highwater: 3, current: 3 };
  const returned = { ...arenas, reclaimed: 1, current: 2 };
  return {
    format: "pymalloc-lab recording 1",
    title: "a sample",
    python: "3.8",
    arenaBytes: 256 * KIB,
    poolBytes: 4 * KIB,
    steps: 1000,
    arenasOverTime: {
      step: [0, 1, 400, 600, 900, 1000],
      arenas: [0, 1, 2, 3, 2, 2],
      liveBytes: [0, 16, 200 * KIB, 500 * KIB, 300 * KIB, 256 * KIB],
    },
    stages: [
      { name: "allocated", step: 600, arenas, blocks: 500, bytesInBlocks: 500 * KIB },
      { name: "deleted", step: 1000, arenas: returned, blocks: 256, bytesInBlocks: 256 * KIB },
    ],
    snapshots: [],
    ...changes,
  };
}

/** A recording of 1 MiB arenas with one snapshot, of the stage "end". */
export function snapshotOf(arenas: readonly ArenaOccupancy[]): Recording {
  return sampleRecording({
    python: "3.11",
    arenaBytes: 1024 * KIB,
    poolBytes: 16 * KIB,
    snapshots: [{ stage: "end", step: 1000, arenas }],
  });
}

/** A held arena from runs of pools: [pools, bytes of a block, live blocks, capacity]. */
export function held(
  runs: readonly (readonly [number, number, number, number])[],
  poolsLostToAlignment = 0,
): HeldArena {
  return {
    state: "held",
    poolsLostToAlignment,
    poolCount: runs.map(([pools]) => pools),
    blockBytes: runs.map(([, bytes]) => bytes),
    liveBlocks: runs.map(([, , live]) => live),
    capacity: runs.map(([, , , capacity]) => capacity),
  };
}
