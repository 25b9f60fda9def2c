/**
 * A Python process as the experiments need it: an allocator on a start-up heap,
 * and the address space it takes arenas from.
 */
import type { Allocator } from "../pymalloc/allocator.js";
import { geometryOf, type PythonVersion } from "../pymalloc/geometry.js";
import { restoreHeap } from "../pymalloc/heap/heap-snapshot.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AddressSpace } from "./address-space.js";
import { type Layout, placedByLayout } from "./layout.js";
import type { StartupHeap } from "./startup/startup-heap.js";
import { STARTUP_HEAPS } from "./startup/startup-heaps.js";

/** A simulated process at the first line of its script. */
export interface PythonProcess {
  readonly python: PythonVersion;
  readonly allocator: Allocator;
  /** Where arenas and libc's large blocks are mapped. */
  readonly memory: AddressSpace;
  readonly startup: StartupHeap;
}

/** What may differ from the recorded start of a process. */
export interface StartOptions {
  /** Where free memory begins; by default as with address randomisation off. */
  readonly layout?: Layout;
  /** The heap to start on, instead of the version's recorded one. */
  readonly startup?: StartupHeap;
  /**
   * Bytes of an arena, instead of the version's own. No Python has been recorded with such
   * arenas, so the process starts on an empty heap: it is a model.
   */
  readonly arenaBytes?: number;
  /** Wraps the allocator before the script begins: for a run that is watched. */
  readonly watch?: (allocator: Pymalloc) => Allocator;
}

/**
 * Starts a process of a version.
 *
 * @throws {RangeError} when the heap to start on is another version's, or an arena of
 *   `arenaBytes` is not a power of two of pools.
 *
 * @example
 * mallocStats(startPython("3.11").allocator).arenas.current; // => 2
 */
export function startPython(python: PythonVersion, options: StartOptions = {}): PythonProcess {
  const { layout = "aslr-off", startup = STARTUP_HEAPS[python] } = options;
  if (startup.python !== python) {
    throw new RangeError(`the start-up heap is Python ${startup.python}'s, not ${python}'s`);
  }
  const ceiling = placedByLayout(startup.freeSpaceBelow, layout);
  const memory = new AddressSpace(ceiling, startup.mapped);
  const geometry = geometryOf(python);
  const { arenaBytes = geometry.arenaBytes, watch = (plain: Pymalloc) => plain } = options;
  const plain =
    arenaBytes === geometry.arenaBytes
      ? restoreHeap(geometry, startup.heap, memory)
      : new Pymalloc({ ...geometry, arenaBytes }, memory);
  return { python, allocator: watch(plain), memory, startup };
}
