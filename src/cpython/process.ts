/**
 * A Python process as the experiments need it: an allocator on a start-up heap,
 * and the address space it takes arenas from.
 */
import { geometryOf, type PythonVersion } from "../pymalloc/geometry.js";
import { restoreHeap } from "../pymalloc/heap-snapshot.js";
import type { Pymalloc } from "../pymalloc/pymalloc.js";
import { AddressSpace } from "./address-space.js";
import type { StartupHeap } from "./startup/startup-heap.js";
import { STARTUP_HEAPS } from "./startup/startup-heaps.js";

/** A simulated process at the first line of its script. */
export interface PythonProcess {
  readonly python: PythonVersion;
  readonly allocator: Pymalloc;
  /** Where arenas and libc's large blocks are mapped. */
  readonly memory: AddressSpace;
  readonly startup: StartupHeap;
}

/** Starts a process of a version, with address randomisation off. */
export function startPython(python: PythonVersion): PythonProcess {
  const startup = STARTUP_HEAPS[python];
  const memory = new AddressSpace(startup.freeSpaceBelow);
  const allocator = restoreHeap(geometryOf(python), startup.heap, memory);
  return { python, allocator, memory, startup };
}
