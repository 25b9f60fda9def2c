/**
 * The heaps of glibc's malloc in a process's memory: which of their bytes are free.
 *
 * A heap is a row of chunks without gaps. Each begins with two words, the second of which is
 * its length with three flags in the lowest bits; whether a chunk is in use is told by a flag of
 * the next one. The last chunk, *top*, is free and grows. So one walk from the first chunk tells
 * everything, and a walk that does not end exactly at the heap's end was not of a heap.
 *
 * Small chunks that wait in a thread's cache or a fast bin are marked as in use. They count as
 * live here, as they do for `mallinfo2`'s `uordblks` in the case of the cache.
 *
 * @see glibc malloc/malloc.c, struct malloc_chunk; malloc/arena.c, struct _heap_info
 */
import { type MemoryImage, PAGE_BYTES } from "../image/memory-image.js";
import type { Stretch } from "./stretches.js";

/** Words of a chunk before its memory: the length of a free chunk before it, and its own. */
const HEADER_BYTES = 16;
const LENGTH_OFFSET = 8;
const PREVIOUS_IN_USE = 1;
const IS_MAPPED = 2;
const FLAGS = 7;
const SMALLEST_CHUNK_BYTES = 32;
const CHUNK_ALIGNMENT = 16;

/** A free chunk keeps its links in its first words; its whole pages after them can go. */
const FREE_HEADER_BYTES = 48;

/** Heaps of threads begin on multiples of this. glibc: HEAP_MAX_SIZE. */
const THREAD_HEAP_BYTES = 64 * 1024 * 1024;
/** Lengths that `struct _heap_info` has had: until 2.34, and since. */
const HEAP_INFO_BYTES: readonly number[] = [0x20, 0x30];
/** Where the first chunk may be after a thread's `struct malloc_state`, which has grown. */
const LEAST_STATE_BYTES = 0x800;
const MOST_STATE_BYTES = 0x900;

/** One heap, walked from its first chunk to its last. */
export interface LibcHeap extends Stretch {
  /** Free chunks, headers included, by ascending address. */
  readonly free: readonly Stretch[];
  /** The whole pages inside free chunks: what `malloc_trim(0)` gives back of those in memory. */
  readonly freePages: readonly Stretch[];
}

/**
 * Finds and walks the heaps of glibc's malloc.
 *
 * @returns the heaps by ascending address; none where the process has another malloc.
 */
export function libcHeaps(image: MemoryImage): LibcHeap[] {
  return image.mappings.flatMap((mapping) => {
    if (!mapping.permissions.startsWith("rw")) return [];
    if (mapping.fileName === "[heap]") return walkFromAny(image, mapping, mainStarts(mapping));
    return mapping.fileName === "" || mapping.fileName.startsWith("[anon")
      ? threadHeaps(image, mapping)
      : [];
  });
}

/** The program's break need not begin on a page where addresses are not randomised. */
function mainStarts({ start }: Stretch): number[] {
  return Array.from(
    { length: PAGE_BYTES / CHUNK_ALIGNMENT },
    (_, place) => start + place * CHUNK_ALIGNMENT,
  );
}

/** Heaps of threads inside a mapping: the kernel joins neighbours. */
function threadHeaps(image: MemoryImage, { start, end }: Stretch): LibcHeap[] {
  const heaps: LibcHeap[] = [];
  const first = Math.ceil(start / THREAD_HEAP_BYTES) * THREAD_HEAP_BYTES;
  for (let address = first; address < end; address += THREAD_HEAP_BYTES) {
    const lengthBytes = image.word(address + 2 * LENGTH_OFFSET);
    const heap = { start: address, end: address + lengthBytes };
    const isLength = lengthBytes > 0 && lengthBytes % PAGE_BYTES === 0 && heap.end <= end;
    if (isLength) heaps.push(...walkFromAny(image, heap, threadStarts(image, address)));
  }
  return heaps;
}

/** Where the first chunk of a thread's heap may be: after its arena, or after the heap's own record. */
function threadStarts(image: MemoryImage, address: number): number[] {
  const arena = image.word(address);
  const starts = HEAP_INFO_BYTES.map((bytes) => address + bytes);
  if (!starts.includes(arena)) return arena > 0 ? starts : [];
  const states: number[] = [];
  for (let bytes = LEAST_STATE_BYTES; bytes <= MOST_STATE_BYTES; bytes += CHUNK_ALIGNMENT) {
    states.push(arena + bytes);
  }
  return states;
}

function walkFromAny(image: MemoryImage, heap: Stretch, starts: readonly number[]): LibcHeap[] {
  for (const start of starts) {
    const free = walk(image, start, heap.end);
    if (free !== undefined) return [{ ...heap, free, freePages: free.flatMap(wholePages) }];
  }
  return [];
}

/** The free chunks from the first chunk on; nothing when it does not end where the heap does. */
function walk(image: MemoryImage, start: number, end: number): Stretch[] | undefined {
  const free: Stretch[] = [];
  let previous: Stretch | undefined;
  for (let chunk = start; ; ) {
    const head = image.word(chunk + LENGTH_OFFSET);
    if (head < 0) return undefined;
    const chunkBytes = head - (head % (FLAGS + 1));
    const isPreviousInUse = (head & PREVIOUS_IN_USE) !== 0;
    if (previous === undefined && !isPreviousInUse) return undefined;
    if (previous !== undefined && !isPreviousInUse) free.push(previous);
    if (isFencepost(chunkBytes, chunk, end)) return free;
    const next = chunk + chunkBytes;
    const isChunk =
      chunkBytes >= SMALLEST_CHUNK_BYTES &&
      chunkBytes % CHUNK_ALIGNMENT === 0 &&
      (head & IS_MAPPED) === 0;
    if (!isChunk || next > end) return undefined;
    previous = { start: chunk, end: next };
    if (next === end) return [...free, previous];
    chunk = next;
  }
}

/** A heap that another one continues ends with two chunks that only mark the end. */
function isFencepost(chunkBytes: number, chunk: number, end: number): boolean {
  return chunkBytes <= HEADER_BYTES && end - chunk <= 2 * HEADER_BYTES;
}

function wholePages({ start, end }: Stretch): Stretch[] {
  const first = Math.ceil((start + FREE_HEADER_BYTES) / PAGE_BYTES) * PAGE_BYTES;
  const last = Math.floor(end / PAGE_BYTES) * PAGE_BYTES;
  return first < last ? [{ start: first, end: last }] : [];
}

/**
 * Blocks that glibc's malloc maps one by one, of 128 KiB and more unless the program has raised
 * that limit by freeing some.
 *
 * @param mapping - anonymous memory of the process.
 * @param taken - stretches in it that are known to be something else, by ascending address.
 */
export function mappedBlocks(
  image: MemoryImage,
  mapping: Stretch,
  taken: readonly Stretch[],
): Stretch[] {
  const blocks: Stretch[] = [];
  let next = 0;
  for (let page = mapping.start; page < mapping.end; ) {
    while (next < taken.length && taken[next]!.end <= page) next += 1;
    const other = taken[next];
    if (other !== undefined && other.start <= page) {
      page = Math.ceil(other.end / PAGE_BYTES) * PAGE_BYTES;
      continue;
    }
    const blockBytes = mappedBytesAt(image, page, mapping.end);
    if (blockBytes > 0) blocks.push({ start: page, end: page + blockBytes });
    page += blockBytes > 0 ? blockBytes : PAGE_BYTES;
  }
  return blocks;
}

function mappedBytesAt(image: MemoryImage, page: number, end: number): number {
  const head = image.word(page + LENGTH_OFFSET);
  if (head <= 0 || (head & FLAGS) !== IS_MAPPED || image.word(page) !== 0) return 0;
  const blockBytes = head - IS_MAPPED;
  return blockBytes % PAGE_BYTES === 0 && page + blockBytes <= end ? blockBytes : 0;
}
