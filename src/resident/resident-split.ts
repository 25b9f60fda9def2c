/**
 * What the resident memory of a process consists of.
 *
 * Each resident page is counted once, for whoever has the memory it lies in: Python's arenas,
 * libc's heaps, blocks that libc mapped, a file, memory shared on purpose, or none of these. The
 * parts add up to what the system says is resident.
 */
import type { MemoryImage } from "../image/memory-image.js";
import { isAnonymous } from "../image/memory-map.js";
import { type LibcHeap, libcHeaps, mappedBlocks } from "./libc-heap.js";
import type { MappingMemory } from "./mapping-memory.js";
import { commonBytes, type Stretch, within } from "./stretches.js";

/** A part of the resident memory, for programs. */
export type PartKind =
  /** Live blocks of pymalloc. */
  | "pythonLive"
  /** The rest of pymalloc's arenas: free blocks, free pools, headers. */
  | "pythonFree"
  /** Blocks in use of libc's heaps, those of Python above 512 bytes too. */
  | "libcLive"
  /** Free chunks of libc's heaps. */
  | "libcFree"
  /** Large blocks in use that libc mapped one by one. */
  | "libcMapped"
  /** Anonymous memory that is neither: stacks, an extension's own mappings, another malloc. */
  | "otherAnonymous"
  /** The interpreter, libraries, and other files. */
  | "files"
  /** Memory shared with other processes on purpose. */
  | "sharedMemory";

/** All parts, in the order in which they are shown. */
export const PART_KINDS: readonly PartKind[] = [
  "pythonLive",
  "pythonFree",
  "libcLive",
  "libcFree",
  "libcMapped",
  "otherAnonymous",
  "files",
  "sharedMemory",
];

/** What the system says of the whole, in bytes. */
export interface ResidentTotals {
  readonly residentBytes: number;
  /** With each page divided by the number of processes that have it: sums up over processes. */
  readonly proportionalBytes: number;
  /** What only this process has: what would be free without it. */
  readonly privateBytes: number;
  /** Pages of no file that another process has too: a fork's, not yet written to. */
  readonly sharedAnonymousBytes: number;
  readonly lazyFreeBytes: number;
  readonly swappedBytes: number;
}

/** The resident memory of a process, in parts. */
export interface ResidentSplit {
  readonly totals: ResidentTotals;
  /** Bytes by part; `undefined` for what cannot be told without reading the memory. */
  readonly parts: Readonly<Partial<Record<PartKind, number>>>;
  /** What `malloc_trim(0)` would give back, in bytes; `undefined` where libc's heaps were not read. */
  readonly trimmableBytes: number | undefined;
}

/** What pymalloc has of a process. */
export interface PythonArenas {
  /** By ascending address. */
  readonly arenas: readonly Stretch[];
  readonly liveBytes: number;
}

/** What is known of a process's memory beside the system's own count. */
export interface KnownMemory {
  readonly image: MemoryImage;
  readonly python: PythonArenas | undefined;
  /** The stretches of some memory that are resident, by ascending address. */
  readonly residentIn: (stretch: Stretch) => readonly Stretch[];
}

/** Sums up what the system says of each mapping. */
export function residentTotals(mappings: readonly MappingMemory[]): ResidentTotals {
  const sum = (bytes: (one: MappingMemory) => number) =>
    mappings.reduce((total, one) => total + bytes(one), 0);
  return {
    residentBytes: sum((one) => one.residentBytes),
    proportionalBytes: sum((one) => one.proportionalBytes),
    privateBytes: sum((one) => one.privateBytes),
    sharedAnonymousBytes: sum((one) =>
      isAnonymous(one.mapping) ? one.residentBytes - one.privateBytes : 0,
    ),
    lazyFreeBytes: sum((one) => one.lazyFreeBytes),
    swappedBytes: sum((one) => one.swappedBytes),
  };
}

/**
 * Splits resident memory by the system's count alone: what is in anonymous memory stays one part.
 *
 * @example
 * const mappings = parseMappingMemory(
 *   "1000-3000 rw-p 00000000 00:00 0 [heap]\nRss: 8 kB\n5000-6000 r-xp 00000000 08:01 1 /bin/x\nRss: 4 kB\n",
 * );
 * splitByMappings(mappings).parts; // => { otherAnonymous: 8192, files: 4096, sharedMemory: 0 }
 */
export function splitByMappings(mappings: readonly MappingMemory[]): ResidentSplit {
  const parts = emptyParts(["otherAnonymous", "files", "sharedMemory"]);
  for (const one of mappings) parts[kindOf(one)]! += one.residentBytes;
  return { totals: residentTotals(mappings), parts, trimmableBytes: undefined };
}

/**
 * Splits resident memory by what lies in it.
 *
 * @example
 * // `image` is what a LiveProcess gives of a process; its list of mappings is in /proc/PID/smaps.
 * const mappings = parseMappingMemory("1000-3000 rw-p 00000000 00:00 0 [heap]\nRss: 8 kB\n");
 * const residentIn = (stretch) => [stretch];
 * const split = splitResident(mappings, { image, python: undefined, residentIn });
 * split.totals.residentBytes; // => 8192
 */
export function splitResident(
  mappings: readonly MappingMemory[],
  { image, python, residentIn }: KnownMemory,
): ResidentSplit {
  const heaps = libcHeaps(image);
  const parts = emptyParts(PART_KINDS.filter((kind) => python !== undefined || !isPythons(kind)));
  let arenaBytes = 0;
  let trimmableBytes = 0;
  for (const one of mappings) {
    const kind = kindOf(one);
    parts[kind]! += one.residentBytes;
    if (kind !== "otherAnonymous") continue;
    const found = insideOf(one, heaps, { image, python, residentIn });
    arenaBytes += found.arenaBytes;
    trimmableBytes += found.trimmableBytes;
    for (const libcKind of ["libcLive", "libcFree", "libcMapped"] as const) {
      parts[libcKind]! += found[libcKind];
    }
    parts.otherAnonymous! -= Math.min(one.residentBytes, knownBytes(found));
  }
  if (python !== undefined) {
    parts.pythonLive = Math.min(python.liveBytes, arenaBytes);
    parts.pythonFree = arenaBytes - parts.pythonLive;
  }
  const hasLibc = heaps.length > 0;
  return {
    totals: residentTotals(mappings),
    parts,
    trimmableBytes: hasLibc ? trimmableBytes : undefined,
  };
}

/** What lies in one anonymous mapping, in resident bytes. */
interface Inside {
  readonly arenaBytes: number;
  readonly libcLive: number;
  readonly libcFree: number;
  readonly libcMapped: number;
  readonly trimmableBytes: number;
}

function insideOf(
  { mapping, residentBytes }: MappingMemory,
  heaps: readonly LibcHeap[],
  { image, python, residentIn }: KnownMemory,
): Inside {
  const arenas = within(python?.arenas ?? [], mapping);
  const own = heaps.filter(({ start, end }) => start < mapping.end && end > mapping.start);
  const taken = [...arenas, ...own].sort((one, other) => one.start - other.start);
  // A process without glibc's heap has another malloc, whose blocks only look like mapped ones.
  const blocks =
    heaps.length === 0 || mapping.fileName === "[heap]" ? [] : mappedBlocks(image, mapping, taken);
  const resident = residentBytes === 0 ? [] : residentIn(mapping);
  const free = own.flatMap((heap) => heap.free);
  const libcFree = commonBytes(free, resident);
  return {
    arenaBytes: commonBytes(arenas, resident),
    libcFree,
    libcLive: commonBytes(own, resident) - libcFree,
    libcMapped: commonBytes(blocks, resident),
    trimmableBytes: commonBytes(
      own.flatMap(({ freePages }) => freePages),
      resident,
    ),
  };
}

function knownBytes({ arenaBytes, libcLive, libcFree, libcMapped }: Inside): number {
  return arenaBytes + libcLive + libcFree + libcMapped;
}

function kindOf({ mapping }: MappingMemory): "otherAnonymous" | "files" | "sharedMemory" {
  const { fileName, permissions } = mapping;
  if (isAnonymous(mapping)) return "otherAnonymous";
  return permissions[3] === "s" || /^(\/dev\/shm\/|\/memfd:|\/SYSV|\/dev\/zero)/.test(fileName)
    ? "sharedMemory"
    : "files";
}

function isPythons(kind: PartKind): boolean {
  return kind === "pythonLive" || kind === "pythonFree";
}

function emptyParts(kinds: readonly PartKind[]): Partial<Record<PartKind, number>> {
  return Object.fromEntries(kinds.map((kind) => [kind, 0]));
}
