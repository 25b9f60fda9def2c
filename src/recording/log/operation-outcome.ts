/**
 * What one operation did: which block, in which pool, and which lists that changed.
 *
 * It is read from the allocator before and after, so it says what happened, not what should
 * have happened.
 */

import type { Allocator } from "../../pymalloc/allocator.js";
import type { Block } from "../../pymalloc/block.js";
import { sizeClassIndex } from "../../pymalloc/size-class.js";
import { NO_BLOCK, RAW_BLOCK } from "./operation-log.js";

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
  /** What the new pool was before: never used, emptied of this class, or emptied of another. */
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
  allocator: Allocator,
  operation: OperationToObserve,
): OperationOutcome {
  const { from, to, requestBytes } = operation;
  const isMoved = from !== to;
  const malloc = isMoved && to > 0 ? observeMalloc(allocator, operation) : undefined;
  const free = isMoved && from > 0 ? observeFree(allocator, operation) : undefined;
  if (from === NO_BLOCK) return { kind: "malloc", requestBytes, ...(malloc && { malloc }) };
  if (to === NO_BLOCK) return { kind: "free", ...(free && { free }) };
  const inPlace =
    !isMoved && to !== RAW_BLOCK ? blockOutcome(allocator, operation.nameOf(to)) : undefined;
  return {
    kind: "realloc",
    requestBytes,
    ...(inPlace && { inPlace }),
    ...(malloc && { malloc }),
    ...(free && { free }),
  };
}

function observeMalloc(allocator: Allocator, operation: OperationToObserve): MallocOutcome {
  const { heap, geometry } = allocator;
  const { to, requestBytes } = operation;
  const sizeClass = sizeClassIndex(requestBytes, geometry) ?? 0;
  const source = heap.hasUsedPool(sizeClass) ? "listed" : "new-pool";
  const { total } = heap.figures();
  const classBefore = source === "new-pool" ? heap.nextPool()?.emptied?.sizeClass : undefined;
  const block = operation.malloc(requestBytes, to);
  return {
    ...blockOutcome(allocator, block),
    source,
    ...(source === "new-pool" && { poolBefore: poolBefore(classBefore, sizeClass) }),
    obtainedArena: heap.figures().total !== total,
    freePools: arenaOf(allocator, block).freePoolCount,
    isFull: heap.poolOf(block).state === "full",
  };
}

function poolBefore(classBefore: number | undefined, sizeClass: number) {
  if (classBefore === undefined) return "untouched";
  return classBefore === sizeClass ? "same-class" : "other-class";
}

function observeFree(allocator: Allocator, operation: OperationToObserve): FreeOutcome {
  const { heap } = allocator;
  const block = operation.nameOf(operation.from);
  const wasFull = heap.poolOf(block).state === "full";
  const { freePoolCount: had, poolCount: totalPools } = arenaOf(allocator, block);
  const { current } = heap.figures();
  const freed = blockOutcome(allocator, block);
  operation.free(operation.from);
  const liveBlocks = freed.liveBlocks - 1;
  const isReturned = heap.figures().current < current;
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
function blockOutcome(allocator: Allocator, block: Block): BlockOutcome {
  const { heap } = allocator;
  const { blockBytes, liveBlocks, capacity } = heap.poolOf(block);
  const address = allocator.addressOf(block) ?? 0;
  return { ...heap.placeOf(block), address, blockBytes, liveBlocks, capacity };
}

/** The arena of a block of one that is held. */
function arenaOf({ heap }: Allocator, block: Block) {
  const { birth } = heap.placeOf(block);
  const arena = heap.arena(birth);
  if (arena === undefined) throw new RangeError(`arena ${birth} of block ${block} is not held`);
  return arena;
}
