/** The dead objects that CPython keeps on free lists; a full `gc.collect()` lets them go. */
import type { LabelledHeap } from "./labelled-heap.js";

/** Blocks of objects on the interpreter's free lists. */
export function freeListBlocks({ labels, table }: LabelledHeap): number[] {
  const isKept = table.kinds.map((kind) => kind === "free list");
  const blocks: number[] = [];
  for (let block = 0; block < labels.length; block++) {
    if (isKept[labels[block]!] === true) blocks.push(block);
  }
  return blocks;
}
