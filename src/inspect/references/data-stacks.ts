/**
 * The frames of running functions of 3.11 and later, on the data stack of each thread.
 *
 * A thread's state keeps three words in a row: its stack's chunk, the top in use, the end.
 * The chunk repeats its size and names the chunk before it, which makes them unmistakable.
 * Frames fill a chunk from its start to the top without gaps.
 *
 * @see CPython, Include/cpython/pystate.h, `_PyStackChunk`; Python/pystate.c, `push_chunk`.
 */

import type { LabelledHeap } from "../labels/labelled-heap.js";
import { outsideRanges } from "../labels/outside-ranges.js";
import { untagged } from "./frame-references.js";

const HIGH_WORD = 0x1_0000_0000;
const SMALLEST_CHUNK_BYTES = 1 << 14;
/** Offsets in a chunk, in bytes. */
const CHUNK = { previous: 0, byteLength: 8, top: 16, data: 24 } as const;
const CHUNK_LIMIT = 1 << 12;

/** A frame on a data stack, innermost last. */
export interface StackFrame {
  readonly address: number;
  /** Address of its code object. */
  readonly code: number;
}

/** Finds the frames of all threads. */
export function findStackFrames(heap: LabelledHeap): StackFrame[] {
  if (!heap.layout.hasDataStack) return [];
  const frames: StackFrame[] = [];
  for (const { chunk, top } of findStacks(heap)) frames.push(...framesOfStack(heap, chunk, top));
  return frames;
}

interface DataStack {
  readonly chunk: number;
  readonly top: number;
}

function findStacks(heap: LabelledHeap): DataStack[] {
  const { image, pools } = heap;
  const stacks = new Map<number, DataStack>();
  for (const region of image.regions) {
    const { halves } = region;
    for (const [from, to] of outsideRanges(pools, region)) {
      for (let half = from; half + 5 < to; half += 2) {
        // A chunk begins on a page, and its end is above it by a power of two.
        if ((halves[half]! & 0xfff) !== 0 || halves[half + 1] === 0) continue;
        const chunk = halves[half]! + halves[half + 1]! * HIGH_WORD;
        const top = halves[half + 2]! + halves[half + 3]! * HIGH_WORD;
        const bytes = halves[half + 4]! + halves[half + 5]! * HIGH_WORD - chunk;
        if (bytes < SMALLEST_CHUNK_BYTES || bytes % SMALLEST_CHUNK_BYTES !== 0) continue;
        if (top < chunk + CHUNK.data || top > chunk + bytes) continue;
        if (image.word(chunk + CHUNK.byteLength) === bytes) stacks.set(chunk, { chunk, top });
      }
    }
  }
  return [...stacks.values()];
}

function framesOfStack(heap: LabelledHeap, chunk: number, top: number): StackFrame[] {
  const { image } = heap;
  const previous = image.word(chunk + CHUNK.previous);
  // The first chunk of all leaves one word unused, so that an empty stack is not its start.
  const start = chunk + CHUNK.data + (previous === 0 ? 8 : 0);
  const frames = framesBetween(heap, start, top);
  if (previous <= 0 || previous === chunk) return frames;
  const before: StackFrame[][] = [];
  for (let at = previous, steps = 0; at > 0 && steps < CHUNK_LIMIT; steps++) {
    const earlier = image.word(at + CHUNK.previous);
    const first = at + CHUNK.data + (earlier === 0 ? 8 : 0);
    before.push(framesBetween(heap, first, at + CHUNK.data + 8 * image.word(at + CHUNK.top)));
    at = earlier;
  }
  return [...before.reverse().flat(), ...frames];
}

function framesBetween(heap: LabelledHeap, start: number, top: number): StackFrame[] {
  const { image, layout, types } = heap;
  const frames: StackFrame[] = [];
  for (let at = start; at < top; ) {
    const code = untagged(image.word(at + layout.frame.code));
    if (types.at(image.word(code + 8))?.kind !== "code") break;
    frames.push({ address: at, code });
    const words =
      image.uint32(code + layout.code.localCount) + image.uint32(code + layout.code.stackWords);
    at += layout.frameHeadBytes + 8 * words;
  }
  return frames;
}
