/** What a program may ask of an allocator, whether or not somebody watches it. */

import type { Block } from "./block.js";
import type { Geometry } from "./geometry.js";
import type { ArenaFigures, HeapReader } from "./heap/heap-reader.js";

/** An arena that came from the system or went back. */
export interface ArenaEvent {
  readonly kind: "obtained" | "returned";
  /** The operation during which it happened, counted from 1. */
  readonly step: number;
  /** Which arena of the process it is, from 0. */
  readonly birth: number;
  readonly address: number;
}

/** One process's allocator: `Pymalloc`, or one that is watched. */
export interface Allocator {
  readonly geometry: Geometry;
  /** Operations asked for so far: a malloc, calloc, realloc or free each. */
  readonly step: number;
  /** The four arena lines of `sys._debugmallocstats()`, now. */
  readonly arenas: ArenaFigures;
  /** The heap, to be looked at. */
  readonly heap: HeapReader;
  /** Told of arenas as they come and go; nothing calls back per operation. */
  onArena: ((event: ArenaEvent) => void) | undefined;

  /**
   * Serves a request.
   *
   * @param requestBytes - a whole number, 0 or more; 0 and requests above the
   *   threshold go to the raw allocator.
   * @throws {RangeError} when it is not a number of bytes.
   */
  malloc(requestBytes: number): Block;

  /**
   * Serves a request of `count` items of `itemBytes` each; the model has no
   * contents to clear.
   */
  calloc(count: number, itemBytes: number): Block;

  /**
   * Resizes a block: in place where it stays in its class and loses less than a
   * quarter of it, else by malloc, copy and free in that order.
   *
   * @returns the block's new number, which may be the old one. A raw block stays raw
   *   however small it gets.
   * @throws {RangeError} when the block is not live or `requestBytes` is not a number of bytes.
   */
  realloc(block: Block, requestBytes: number): Block;

  /**
   * Drops a block; 0 (NULL) is nothing to do.
   *
   * @throws {RangeError} when the block is not live: freed before, or never handed out.
   */
  free(block: Block): void;

  /** Whether a block is live. */
  isLive(block: Block): boolean;

  /**
   * Bytes of a block's size class; what it holds, not what was asked for.
   *
   * @throws {RangeError} when the block is not live, or is a raw one.
   */
  blockBytes(block: Block): number;

  /** A live block's address; `undefined` for others, and for raw ones: libc's are not modelled. */
  addressOf(block: Block): number | undefined;

  /** Live blocks, raw ones included, as `sys.getallocatedblocks()` counts them. */
  allocatedBlocks(): number;

  /** Bytes of the live blocks in arenas, by block and not by request. */
  bytesInBlocks(): number;
}
