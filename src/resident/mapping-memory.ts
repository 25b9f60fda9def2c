/** How much of each mapping of a process is in memory, as Linux counts it in /proc/PID/smaps. */
import type { Mapping } from "../image/memory-image.js";
import { parseMemoryMap } from "../image/memory-map.js";

/** A mapping, and what of it is in memory. All in bytes, whole pages. */
export interface MappingMemory {
  readonly mapping: Mapping;
  readonly residentBytes: number;
  /** Each page divided by the number of processes that have it. */
  readonly proportionalBytes: number;
  /** Pages that no other process has. */
  readonly privateBytes: number;
  /** Pages of no file: the memory that the process made itself, or its parent before a fork. */
  readonly anonymousBytes: number;
  /** Pages that the process gave back with MADV_FREE and the system has not taken yet. */
  readonly lazyFreeBytes: number;
  readonly swappedBytes: number;
}

const KIB = 1024;

/**
 * Reads a list of mappings with their memory.
 *
 * @param text - lines of /proc/PID/smaps; those that are not understood are passed over.
 * @see Linux, Documentation/filesystems/proc.rst, section 1.1.
 *
 * @example
 * const [heap] = parseMappingMemory(
 *   "1000-3000 rw-p 00000000 00:00 0 [heap]\nRss: 8 kB\nPss: 6 kB\nPrivate_Dirty: 4 kB\n",
 * );
 * [heap.residentBytes, heap.privateBytes]; // => [8192, 4096]
 */
export function parseMappingMemory(text: string): MappingMemory[] {
  const all: MappingMemory[] = [];
  let mapping: Mapping | undefined;
  let kibibytes = new Map<string, number>();
  const end = () => {
    if (mapping !== undefined) all.push(memoryOf(mapping, kibibytes));
    kibibytes = new Map();
  };
  for (const line of text.split("\n")) {
    const [, name, value] = /^(\w+): +(\d+) kB$/.exec(line) ?? [];
    if (name !== undefined) kibibytes.set(name, Number(value));
    const [started] = name === undefined ? parseMemoryMap(line) : [];
    if (started === undefined) continue;
    end();
    mapping = started;
  }
  end();
  return all;
}

function memoryOf(mapping: Mapping, kibibytes: ReadonlyMap<string, number>): MappingMemory {
  const bytesOf = (name: string) => (kibibytes.get(name) ?? 0) * KIB;
  return {
    mapping,
    residentBytes: bytesOf("Rss"),
    proportionalBytes: bytesOf("Pss"),
    privateBytes: bytesOf("Private_Clean") + bytesOf("Private_Dirty"),
    anonymousBytes: bytesOf("Anonymous"),
    lazyFreeBytes: bytesOf("LazyFree"),
    swappedBytes: bytesOf("Swap"),
  };
}
