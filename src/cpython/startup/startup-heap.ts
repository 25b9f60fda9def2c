/**
 * The interpreter's heap at the moment the experiment's script begins.
 *
 * A script does not start on an empty heap: importing `site` and compiling the
 * script leave thousands of blocks and many half-full pools. Which pools are
 * half full decides where the first strings go, and so where every pool boundary
 * after them lies. One heap a version serves every seed.
 */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { HeapSnapshot } from "../../pymalloc/heap-snapshot.js";

/** A recorded start-up heap. */
export interface StartupHeap {
  readonly python: PythonVersion;
  /** The interpreter it was recorded on, and how. */
  readonly recordedOn: string;
  readonly heap: HeapSnapshot;
  /** Address below which nothing was mapped, with address randomisation off. */
  readonly freeSpaceBelow: number;
  /** Bytes of the first mapping that libc makes for the string list's items as they grow. */
  readonly firstMappedChunkBytes: number;
  /**
   * Whether the list that the deletion makes takes a block for its object; elsewhere
   * it gets one from the interpreter's free list.
   */
  readonly resultListTakesBlock: boolean;
}
