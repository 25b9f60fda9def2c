import type {
  ArenaOccupancy,
  ArenasOverTime,
  HeldArena,
  Recording,
} from "../../src/recording/recording.js";

const KIB = 1024;

/** Pools of one kind in a row: how many, of what block size, how full. */
export type PoolRun = readonly [
  poolCount: number,
  blockBytes: number,
  liveBlocks: number,
  capacity: number,
];

/** An arena that is held, from its pools in address order. */
export function heldArena(
  pools: readonly PoolRun[],
  { lost = 0, blocks }: { lost?: 0 | 1; blocks?: string } = {},
): HeldArena {
  return {
    state: "held",
    poolsLostToAlignment: lost,
    poolCount: pools.map(([poolCount]) => poolCount),
    blockBytes: pools.map(([, blockBytes]) => blockBytes),
    liveBlocks: pools.map(([, , liveBlocks]) => liveBlocks),
    capacity: pools.map(([, , , capacity]) => capacity),
    ...(blocks === undefined ? {} : { blocks }),
  };
}

export const RETURNED: ArenaOccupancy = { state: "returned" };

/** 1,000 operations: two arenas, a third for a while, half of the blocks freed. */
const OVER_TIME: ArenasOverTime = {
  step: [0, 1, 400, 600, 900, 1000],
  arenas: [0, 1, 2, 3, 2, 2],
  liveBytes: [0, 16, 200 * KIB, 500 * KIB, 300 * KIB, 256 * KIB],
};

/** A small run of 256 KiB arenas, with whatever a test wants otherwise. */
export function sampleRecording(changes: Partial<Recording> = {}): Recording {
  const arenas = { total: 3, reclaimed: 0, highwater: 3, current: 3 };
  return {
    format: "pymalloc-lab recording 1",
    title: "a sample",
    python: "3.8",
    arenaBytes: 256 * KIB,
    poolBytes: 4 * KIB,
    steps: 1000,
    arenasOverTime: OVER_TIME,
    stages: [
      { name: "allocated", step: 600, arenas, blocks: 500, bytesInBlocks: 500 * KIB },
      {
        name: "deleted",
        step: 1000,
        arenas: { ...arenas, reclaimed: 1, current: 2 },
        blocks: 256,
        bytesInBlocks: 256 * KIB,
      },
    ],
    snapshots: [],
    ...changes,
  };
}

/** A recording of one snapshot. */
export function recordingOf(
  arenas: readonly ArenaOccupancy[],
  changes: Partial<Recording> = {},
): Recording {
  return sampleRecording({ snapshots: [{ stage: "deleted", step: 1000, arenas }], ...changes });
}
