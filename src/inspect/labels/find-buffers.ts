/**
 * Pass 3 of labelling: blocks that an object, or another such block, points at.
 *
 * What is left after passes 1 and 2 is memory that C code asked for on an object's behalf: the
 * nodes of an OrderedDict, the state of an iterator, the text of an error.
 */
import { type LabelKind, UNKNOWN_LABEL } from "./label-table.js";
import type { LabelledHeap } from "./labelled-heap.js";

const HIGH_WORD = 0x1_0000_0000;

/** Labels buffers, and the buffers that they point at. */
export function findBuffers(heap: LabelledHeap): void {
  const { pools, table, labels } = heap;
  const found: number[] = [];
  const owns = table.kinds.map(ownsMemory);
  for (let pool = 0; pool < pools.count; pool++) {
    if (pools.liveBlocks[pool] === 0) continue;
    const halves = pools.halvesOf(pool);
    const blockHalves = pools.blockBytes[pool]! / 4;
    const end = pools.firstBlock[pool + 1]!;
    let half = pools.half[pool]! + pools.poolHeaderBytes / 4;
    for (let block = pools.firstBlock[pool]!; block < end; block++, half += blockHalves) {
      const label = labels[block]!;
      // What is found in this pass has a later number, and its turn comes below.
      if (owns[label] !== true) continue;
      labelTargets(heap, halves, half, half + blockHalves, table.types[label]!, found);
    }
  }
  while (found.length > 0) labelTargetsOfBlock(heap, found.pop()!, found);
}

/** A dead object's fields are stale, and a free block's are nobody's. */
function ownsMemory(kind: LabelKind): boolean {
  return ["object", "keys", "values", "items", "table"].includes(kind);
}

function labelTargetsOfBlock(heap: LabelledHeap, block: number, found: number[]): void {
  const { pools } = heap;
  const pool = pools.poolOfBlock(block);
  const blockHalves = pools.blockBytes[pool]! / 4;
  const index = block - pools.firstBlock[pool]!;
  const half = pools.half[pool]! + pools.poolHeaderBytes / 4 + index * blockHalves;
  const type = heap.table.types[heap.labels[block]!]!;
  labelTargets(heap, pools.halvesOf(pool), half, half + blockHalves, type, found);
}

function labelTargets(
  heap: LabelledHeap,
  halves: Uint32Array,
  from: number,
  to: number,
  type: number,
  found: number[],
): void {
  const { pools, labels, table, prefixBytes, lowestHigh, highestHigh } = heap;
  for (let half = from; half < to; half += 2) {
    const high = halves[half + 1]!;
    if (high < lowestHigh || high > highestHigh) continue;
    const low = halves[half]!;
    if ((low & 7) !== 0) continue;
    const address = low + high * HIGH_WORD;
    const pool = pools.poolAt(address);
    if (pool < 0) continue;
    const offset = address - pools.address[pool]! - pools.poolHeaderBytes - prefixBytes;
    const blockBytes = pools.blockBytes[pool]!;
    if (offset < 0 || offset % blockBytes !== 0) continue;
    const index = offset / blockBytes;
    if (index >= pools.carvedBlocks[pool]!) continue;
    const block = pools.firstBlock[pool]! + index;
    if (labels[block] !== UNKNOWN_LABEL) continue;
    labels[block] = table.numberOf("buffer", type);
    found.push(block);
  }
}
