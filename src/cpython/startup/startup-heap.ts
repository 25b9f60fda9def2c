/**
 * The interpreter's heap at the moment the experiment's script begins.
 *
 * A script does not start on an empty heap: importing `site` and compiling the
 * script leave thousands of blocks and many half-full pools. Which pools are
 * half full decides where the first strings go, and so where every pool boundary
 * after them lies. One heap a version serves every seed.
 */
import type { PythonBuild } from "../../pymalloc/geometry.js";
import type { HeapSnapshot } from "../../pymalloc/heap/heap-snapshot.js";
import type { Mapping } from "../address-space.js";

/** How a script picks the survivors: by `[s for s in strings if ...]`, or by `strings[:k]`. */
export type Deletion = "comprehension" | "slice";

/** What the text of the script itself decides, since it is compiled on this heap. */
export interface ScriptStart {
  /**
   * List objects in the interpreter's free list: so many lists can be made before
   * one takes a block.
   */
  readonly freeListObjects: number;
  /**
   * Bytes of the first mapping that libc makes for the list's items as they grow; smaller
   * arrays come from libc's own heap. A multiple of 4,096.
   */
  readonly firstMappedChunkBytes: number;
}

/** A recorded start-up heap. */
export interface StartupHeap {
  readonly python: PythonBuild;
  /** The interpreter it was recorded on, and how. */
  readonly recordedOn: string;
  readonly heap: HeapSnapshot;
  /** Address below which nothing was mapped but {@link mapped}, with address randomisation off. */
  readonly freeSpaceBelow: number;
  /** What was mapped below that; nothing where absent. */
  readonly mapped?: readonly Mapping[];
  readonly scripts: Readonly<Record<Deletion, ScriptStart>>;
}
