/**
 * Pass 4 of labelling: what only memory outside the arenas points at.
 *
 * Large objects, heap types, static variables and stacks lie outside. Dead floats are
 * recognised here too: their free list runs through the place of the type pointer.
 */
import type { CopiedRegion } from "../../image/memory-image.js";
import { UNKNOWN_LABEL } from "./label-table.js";
import type { LabelledHeap } from "./labelled-heap.js";
import { outsideRanges } from "./outside-ranges.js";

const HIGH_WORD = 0x1_0000_0000;
/** Bytes of a float's block. */
const FLOAT_BLOCK_BYTES = 32;

/** Labels dead floats, then what memory outside points at and what that points at. */
export function findHeldOutside(heap: LabelledHeap): void {
  if (heap.layout.minor <= 13) findDeadFloats(heap);
  if (!heap.labels.includes(UNKNOWN_LABEL)) return;
  const found: number[] = [];
  for (const region of heap.image.regions) {
    const label = heap.table.numberOf("held outside", -1, sourceOf(region));
    for (const [from, to] of outsideRanges(heap.pools, region)) {
      labelTargets(heap, region.halves, from, to, label, found);
    }
  }
  while (found.length > 0) {
    const block = found.pop()!;
    const { pools, labels } = heap;
    const pool = pools.poolOfBlock(block);
    const half = (pools.addressOfBlock(block) - pools.address[pool]!) / 4 + pools.half[pool]!;
    const to = half + pools.blockBytes[pool]! / 4;
    labelTargets(heap, pools.halvesOf(pool), half, to, labels[block]!, found);
  }
}

/** What memory outside the arenas is, in words. */
export function sourceOf(region: CopiedRegion): string {
  if (region.fileName.startsWith("[stack")) return "the C stack";
  if (region.isAnonymous) return "memory of C code";
  const name = region.fileName.slice(region.fileName.lastIndexOf("/") + 1);
  return `a static variable of ${name}`;
}

/** Where outside the pools the address of an object was found. */
export interface OutsideReference {
  onStack: boolean;
  /** The memory besides a C stack, in words: a library's variables before all other. */
  elsewhere: string | undefined;
}

/** By address: what memory outside the pools points at each of some addresses. */
export function findOutsideReferences(
  heap: LabelledHeap,
  addresses: readonly number[],
): Map<number, OutsideReference> {
  const wanted = new Set(addresses);
  const found = new Map<number, OutsideReference>();
  if (wanted.size === 0) return found;
  for (const region of heap.image.regions) {
    const { halves } = region;
    const isStack = region.fileName.startsWith("[stack");
    for (const [from, to] of outsideRanges(heap.pools, region)) {
      for (let half = from; half + 1 < to; half += 2) {
        const address = halves[half]! + halves[half + 1]! * HIGH_WORD;
        if (!wanted.has(address)) continue;
        const known = found.get(address) ?? { onStack: false, elsewhere: undefined };
        found.set(address, known);
        if (isStack) known.onStack = true;
        else if (known.elsewhere === undefined || !region.isAnonymous) {
          known.elsewhere = sourceOf(region);
        }
      }
    }
  }
  return found;
}

function labelTargets(
  heap: LabelledHeap,
  halves: Uint32Array,
  from: number,
  to: number,
  label: number,
  found: number[],
): void {
  const { pools, labels, lowestHigh, highestHigh } = heap;
  for (let half = from; half + 1 < to; half += 2) {
    const high = halves[half + 1]!;
    if (high < lowestHigh || high > highestHigh) continue;
    const block = pools.blockAt(halves[half]! + high * HIGH_WORD);
    if (block < 0 || labels[block] !== UNKNOWN_LABEL) continue;
    labels[block] = label;
    found.push(block);
  }
}

function findDeadFloats(heap: LabelledHeap): void {
  const { pools, labels, types, table } = heap;
  const float = types.types.findIndex(({ kind, isHeapType }) => kind === "float" && !isHeapType);
  const label = table.numberOf("free list", float);
  for (let pool = 0; pool < pools.count; pool++) {
    if (pools.blockBytes[pool] !== FLOAT_BLOCK_BYTES || pools.liveBlocks[pool] === 0) continue;
    const halves = pools.halvesOf(pool);
    const end = pools.firstBlock[pool + 1]!;
    let half = pools.half[pool]! + pools.poolHeaderBytes / 4;
    for (let block = pools.firstBlock[pool]!; block < end; block++, half += 8) {
      if (labels[block] !== UNKNOWN_LABEL || halves[half] !== 0 || halves[half + 1] !== 0) continue;
      const link = halves[half + 2]! + halves[half + 3]! * HIGH_WORD;
      if (link === 0 || heap.blockStartingAt(link) >= 0) labels[block] = label;
    }
  }
}
