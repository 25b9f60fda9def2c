/**
 * Watches a run and writes its recording.
 *
 * The allocator tells of arenas; everything else is read at the stages that the
 * experiment names. So recording costs almost nothing per operation.
 */
import type { Allocator } from "../pymalloc/allocator.js";
import { checkInvariants } from "../pymalloc/invariants.js";
import {
  type ArenaReading,
  arenaOccupancy,
  blockCharacters,
  type PoolOccupancy,
} from "../pymalloc/occupancy.js";
import type {
  ArenaOccupancy,
  HeldArena,
  OccupancySnapshot,
  Recording,
  Stage,
} from "./recording.js";

/**
 * Records one run of one allocator, from the moment it is made.
 *
 * @example
 * (await runExperiment("toy")).recording.steps; // => 19
 */
export class Recorder {
  readonly #allocator: Allocator;
  readonly #title: string;
  readonly #python: string;
  readonly #stages: Stage[] = [];
  readonly #snapshots: OccupancySnapshot[] = [];
  readonly #points = { step: [] as number[], arenas: [] as number[], liveBytes: [] as number[] };
  /** Birth numbers of all arenas ever held, so that the map keeps their places. */
  readonly #births: number[];
  readonly #isChecking: boolean;

  /**
   * @param allocator - watched until {@link finish}; it can have one recorder.
   * @param about - the title and the Python version the recording will carry; with
   *   `check` the whole heap is checked at each arena event and stage, and a rule that
   *   does not hold ends the run with a `BrokenInvariant`.
   */
  constructor(
    allocator: Allocator,
    about: { title: string; python: string; check?: boolean | undefined },
  ) {
    this.#allocator = allocator;
    this.#title = about.title;
    this.#python = about.python;
    this.#isChecking = about.check === true;
    this.#births = arenaOccupancy(allocator).map((arena) => arena.birth);
    allocator.onArena = ({ kind, birth }) => {
      if (kind === "obtained") this.#births.push(birth);
      this.#addPoint();
    };
  }

  /** Records a stage: counters, and how full every arena is. */
  stage(name: string): Stage {
    const stage = {
      name,
      step: this.#allocator.step,
      arenas: this.#allocator.arenas,
      blocks: this.#allocator.allocatedBlocks(),
      bytesInBlocks: this.#allocator.bytesInBlocks(),
    };
    this.#stages.push(stage);
    this.#snapshots.push({ stage: name, step: stage.step, arenas: this.#occupancy() });
    this.#addPoint();
    return stage;
  }

  /** Stops watching and gives the recording. */
  finish(): Recording {
    this.#addPoint();
    this.#allocator.onArena = undefined;
    const { arenaBytes, poolBytes } = this.#allocator.geometry;
    return {
      format: "pymalloc-lab recording 1",
      title: this.#title,
      python: this.#python,
      arenaBytes,
      poolBytes,
      steps: this.#allocator.step,
      arenasOverTime: this.#points,
      stages: this.#stages,
      snapshots: this.#snapshots,
    };
  }

  #addPoint(): void {
    if (this.#isChecking) checkInvariants(this.#allocator);
    const { step, arenas, liveBytes } = this.#points;
    // Two arenas can move in one operation (a realloc): the step keeps its last state.
    const at = step.at(-1) === this.#allocator.step ? step.length - 1 : step.length;
    step[at] = this.#allocator.step;
    arenas[at] = this.#allocator.arenas.current;
    liveBytes[at] = this.#allocator.bytesInBlocks();
  }

  #heldArena(arena: ArenaReading): HeldArena {
    const pools = poolRuns(arena);
    if (arena.pools.length > FEW_POOLS) return pools;
    return { ...pools, blocks: blockCharacters(this.#allocator, arena) };
  }

  #occupancy(): ArenaOccupancy[] {
    const held = new Map(arenaOccupancy(this.#allocator).map((arena) => [arena.birth, arena]));
    return this.#births.map((birth) => {
      const arena = held.get(birth);
      return arena === undefined ? { state: "returned" } : this.#heldArena(arena);
    });
  }
}

/** Arenas of this many pools or fewer are recorded block by block. */
const FEW_POOLS = 4;

/** An arena's pools, equal neighbours in one run. */
function poolRuns(arena: ArenaReading): HeldArena {
  const runs = { poolCount: [], blockBytes: [], liveBlocks: [], capacity: [] } as {
    [column in "poolCount" | "blockBytes" | "liveBlocks" | "capacity"]: number[];
  };
  for (const pool of arena.pools) {
    const { blockBytes, liveBlocks, capacity } = poolFigures(pool);
    const same =
      runs.blockBytes.at(-1) === blockBytes &&
      runs.liveBlocks.at(-1) === liveBlocks &&
      runs.poolCount.length > 0;
    if (same) {
      runs.poolCount[runs.poolCount.length - 1]! += 1;
    } else {
      runs.poolCount.push(1);
      runs.blockBytes.push(blockBytes);
      runs.liveBlocks.push(liveBlocks);
      runs.capacity.push(capacity);
    }
  }
  return { state: "held", poolsLostToAlignment: arena.poolsLostToAlignment, ...runs };
}

function poolFigures(pool: PoolOccupancy) {
  return pool.state === "untouched" ? { blockBytes: 0, liveBlocks: 0, capacity: 0 } : pool;
}
