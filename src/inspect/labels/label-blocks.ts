/**
 * The label of every live block of a heap, found in four passes.
 */
import type { HeapReading } from "../heap-reading.js";
import { findBuffers } from "./find-buffers.js";
import { findHeldOutside } from "./find-held-outside.js";
import { findObjects } from "./find-objects.js";
import { findParts } from "./find-parts.js";
import { LabelledHeap } from "./labelled-heap.js";
import { nameStaticTypes } from "./name-static-types.js";

/**
 * Says of every live block what it is.
 *
 * @throws {RangeError} when the version's objects are not known.
 */
export function labelBlocks(reading: HeapReading): LabelledHeap {
  const heap = new LabelledHeap(reading);
  findObjects(heap);
  nameStaticTypes(heap);
  findParts(heap);
  findBuffers(heap);
  findHeldOutside(heap);
  return heap;
}
