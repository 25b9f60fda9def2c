/**
 * What one operation did: which block, in which pool, and what that moved.
 *
 * It is read off the allocator before and after, so it says what happened and not what
 * should have.
 */

import type { Block, Pymalloc } from "../../pymalloc/pymalloc.js";
import { blockBytesOf, sizeClassIndex } from "../../pymalloc/size-class.js";
import { CARVE, FREE_COUNT, FREE_POOLS, TOTAL } from "../../pymalloc/tables/arena-table.js";
import { BLOCK_BITS, ORDINAL_MASK } from "../../pymalloc/tables/pool-records.js";
import { NO_BLOCK, placeOf, RAW_BLOCK } from "./operation-log.js";

/** A block that came or went, and its pool afterwards. */
export interface BlockOutcome {
  /** Arena by birth, pool in it from 0, block in that from 1. */
  readonly birth: number;
  readonly pool: number;
  readonly ordinal: number;
  readonly address: number;
  readonly blockBytes: number;
  /** Blocks of the pool that live afterwards. */
  readonly liveBlocks: number;
  readonly capacity: number;
}

/** Where malloc got its block from. */
export interface MallocOutcome extends BlockOutcome {
  /**
   * `listed`: the first block of the free list of its class's first used pool.
   * `new-pool`: no used pool of the class was left, and one was taken from an arena.
   */
  readonly source: "listed" | "new-pool";
  /** How the new pool was before: never used, emptied of this class, or emptied of another. */
  readonly poolBefore?: "untouched" | "same-class" | "other-class";
  /** Whether an arena had to be obtained for it. */
  readonly obtainedArena: boolean;
  /** Free pools of the arena afterwards. */
  readonly freePools: number;
  /** No block of the pool is free now: it has left its list. */
  readonly isFull: boolean;
}

/** What free did to the block's pool. */
export interface FreeOutcome extends BlockOutcome {
  /**
   * `stays`: the pool stays where it is on its class's list.
   * `was-full`: it was on no list, and is first on its class's list now.
   * `emptied`: it was the last live block; the pool goes to its arena.
   */
  readonly pools: "stays" | "was-full" | "emptied";
  /** What the emptied pool means for its arena. */
  readonly arena?: "returned" | "kept-empty" | "listed-first" | "stays-listed";
  /** Free pools of the arena afterwards, and its pools in all. */
  readonly freePools: number;
  readonly totalPools: number;
}

/** What an operation did. */
export type OperationOutcome =
  | {
      readonly kind: "malloc";
      readonly requestBytes: number;
      /** Absent where the raw allocator served it. */
      readonly malloc?: MallocOutcome;
    }
  | { readonly kind: "free"; readonly free?: FreeOutcome }
  | {
      readonly kind: "realloc";
      readonly requestBytes: number;
      /** The block where it stayed in place. */
      readonly inPlace?: BlockOutcome;
      readonly malloc?: MallocOutcome;
      readonly free?: FreeOutcome;
    };

/** An operation, and how to do its parts. */
export interface OperationToObserve {
  readonly from: number;
  readonly to: number;
  readonly requestBytes: number;
  malloc(requestBytes: number, place: number): Block;
  free(place: number): void;
  nameOf(place: number): Block;
}

/** Does an operation and says what it did. */
export function observeOperation(
  allocator: Pymalloc,
  operation: OperationToObserve,
): OperationOutcome {
  const { from, to, requestBytes } = operation;
  const isMoved = from !== to;
  const malloc = isMoved && to > 0 ? observeMalloc(allocator, operation) : undefined;
  const free = isMoved && from > 0 ? observeFree(allocator, operation) : undefined;
  if (from === NO_BLOCK) return { kind: "malloc", requestBytes, ...(malloc && { malloc }) };
  if (to === NO_BLOCK) return { kind: "free", ...(free && { free }) };
  const inPlace =
    !isMoved && to !== RAW_BLOCK
      ? blockOutcome(allocator, operation.nameOf(to), placeOf(to).birth)
      : undefined;
  return {
    kind: "realloc",
    requestBytes,
    ...(inPlace && { inPlace }),
    ...(malloc && { malloc }),
    ...(free && { free }),
  };
}

function observeMalloc(allocator: Pymalloc, operation: OperationToObserve): MallocOutcome {
  const { arenas, pools, geometry } = allocator;
  const { to, requestBytes } = operation;
  const sizeClass = sizeClassIndex(requestBytes, geometry) ?? 0;
  const source = pools.next(sizeClass) === sizeClass ? "new-pool" : "listed";
  const { total } = arenas.counters;
  const before = source === "new-pool" ? nextPoolOf(allocator) : undefined;
  const classBefore = before && !before.isUntouched ? pools.sizeClass(before.pool) : undefined;
  const block = operation.malloc(requestBytes, to);
  const slot = (block >>> BLOCK_BITS) >> arenas.poolBits;
  return {
    ...blockOutcome(allocator, block, placeOf(to).birth),
    source,
    ...(source === "new-pool" && {
      poolBefore:
        classBefore === undefined
          ? "untouched"
          : classBefore === sizeClass
            ? "same-class"
            : "other-class",
    }),
    obtainedArena: arenas.counters.total !== total,
    freePools: arenas.table.read(slot, FREE_COUNT),
    isFull: pools.freeBlock(block >>> BLOCK_BITS) === 0,
  };
}

function observeFree(allocator: Pymalloc, operation: OperationToObserve): FreeOutcome {
  const { arenas, pools } = allocator;
  const block = operation.nameOf(operation.from);
  const pool = block >>> BLOCK_BITS;
  const slot = pool >> arenas.poolBits;
  const wasFull = pools.freeBlock(pool) === 0;
  const had = arenas.table.read(slot, FREE_COUNT);
  const totalPools = arenas.table.read(slot, TOTAL);
  const { current } = arenas.counters;
  const freed = blockOutcome(allocator, block, placeOf(operation.from).birth);
  operation.free(operation.from);
  const liveBlocks = freed.liveBlocks - 1;
  const isReturned = arenas.counters.current < current;
  const freePools = liveBlocks === 0 ? had + 1 : had;
  const outcome = { ...freed, liveBlocks, freePools, totalPools };
  if (liveBlocks > 0) return { ...outcome, pools: wasFull ? "was-full" : "stays" };
  const arena = isReturned
    ? "returned"
    : freePools === totalPools
      ? "kept-empty"
      : had === 0
        ? "listed-first"
        : "stays-listed";
  return { ...outcome, pools: "emptied", arena };
}

/** A live block, with its pool as it is. */
function blockOutcome(allocator: Pymalloc, block: Block, birth: number): BlockOutcome {
  const { arenas, pools, geometry } = allocator;
  const pool = block >>> BLOCK_BITS;
  const slot = pool >> arenas.poolBits;
  const sizeClass = pools.sizeClass(pool);
  return {
    birth,
    pool: pool - (slot << arenas.poolBits),
    ordinal: block & ORDINAL_MASK,
    address: allocator.addressOf(block) ?? 0,
    blockBytes: blockBytesOf(sizeClass, geometry),
    liveBlocks: pools.liveBlocks(pool),
    capacity: pools.capacity[sizeClass]!,
  };
}

/** The pool that an arena would give next. */
export interface NextPool {
  readonly slot: number;
  readonly pool: number;
  /** It was never used; else it was emptied before. */
  readonly isUntouched: boolean;
}

/** The pool that the next request for one gets; none where a new arena must come first. */
export function nextPoolOf({ arenas }: Pymalloc): NextPool | undefined {
  const { table } = arenas;
  const slot = table.usable;
  if (slot === 0) return undefined;
  const emptied = table.read(slot, FREE_POOLS);
  const pool = emptied === 0 ? table.read(slot, CARVE) : emptied;
  return { slot, pool, isUntouched: emptied === 0 };
}
