/** A process's memory, the heap in it, who holds it, and the file that keeps it. */

// image: the memory of a process in a core or a copy; a running one is the command's
export { type ByteSource, BytesInMemory } from "../image/byte-source.js";
export type { FileOpener } from "../image/elf-core.js";
export { CopyTorn, InspectionRefused } from "../image/inspection-refused.js";
export {
  type CopiedRegion,
  type ImageOrigin,
  type Mapping as MemoryMapping,
  MemoryImage,
} from "../image/memory-image.js";
export { readImageFile } from "../image/read-image-file.js";
export { type DropAnswer, HeapAnswers } from "../inspect/heap-answers.js";
// inspect: a heap found in such memory, and the file that keeps it
export type {
  ArenaCounters,
  ArenaMapCounts,
  HeapReading,
  InterpreterHeap,
  InterpreterVersion,
  ReadArena,
} from "../inspect/heap-reading.js";
export { heapSnapshotOf } from "../inspect/heap-snapshot-of.js";
export { statsOfHeap, statsTextOfHeap } from "../inspect/heap-stats.js";
export {
  BlockHolders,
  type HeldArenaPools,
  type HeldBlock,
  type HeldPool,
  NO_HOLDER,
} from "../inspect/held-heap/arenas-by-holder.js";
export { unpackBlocks, unpackLabels } from "../inspect/held-heap/block-runs.js";
export { blockCountOf, checkHeldHeap } from "../inspect/held-heap/check-held-heap.js";
export { arenasBackWithout } from "../inspect/held-heap/free-blocks.js";
export type {
  BlockLabel,
  HeldHeap,
  HeldHeapContents,
  HeldHeapHolder,
  HeldHeapInterpreter,
  HeldHeapSource,
  PricedPlace,
  PricePoint,
} from "../inspect/held-heap/held-heap.js";
export {
  makeHeldHeap,
  namedPriceCurve,
  sourceOfReading,
} from "../inspect/held-heap/make-held-heap.js";
export { readHeldHeap } from "../inspect/held-heap/read-held-heap.js";
export type { Holder } from "../inspect/holders/find-holders.js";
export { readHeap } from "../inspect/read-heap.js";
export { ReadPools } from "../inspect/read-pools.js";
// told: what there is to show of a heap, whether it was read of a process or stands in a file
export {
  type Change,
  type InspectedDifference,
  inspectedDifference,
} from "../inspect/told/difference.js";
export {
  type BlockKind,
  type HolderLine,
  type Inspected,
  inspectedHeld,
} from "../inspect/told/inspected.js";
export { verdict } from "../inspect/told/verdict.js";
