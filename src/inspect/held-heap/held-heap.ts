/**
 * The held-heap file: a heap with what is in each block and who holds it, to keep, to send, to
 * draw.
 *
 * It is JSON, gzipped; docs/held-heap.md describes it. Blocks are numbered from 0: the
 * carved blocks of each pool in the order of `snapshot.pools`, one interpreter after another.
 * A free block is numbered too.
 *
 * It has no values of the process and no names of dictionary keys unless they were asked for.
 */
import type { Geometry } from "../../pymalloc/geometry.js";
import type { HeapSnapshot } from "../../pymalloc/heap/heap-snapshot.js";
import type { ArenaMapCounts } from "../heap-reading.js";

/** What `format` says. */
export const HELD_HEAP_FORMAT = "held-heap";

/** What `version` says; another one is refused. */
export const HELD_HEAP_VERSION = 1;

/** A held heap as it stands in the file. */
export interface HeldHeap {
  readonly format: typeof HELD_HEAP_FORMAT;
  readonly version: typeof HELD_HEAP_VERSION;
  /** "3.11.7". */
  readonly python: string;
  readonly geometry: Geometry;
  readonly source: HeldHeapSource;
  readonly contains: HeldHeapContents;
  /** The main interpreter first. */
  readonly interpreters: readonly HeldHeapInterpreter[];
  /** By number; the first is that of a free block. */
  readonly labels: readonly BlockLabel[];
  /** The label number of every block: runs, see `block-runs.ts`. */
  readonly blockLabels: string;
  /** The best first. */
  readonly holders: readonly HeldHeapHolder[];
  readonly priceCurve: readonly PricePoint[];
}

/** Where a heap was read from, and what the reading is worth. */
export interface HeldHeapSource {
  readonly kind: "process" | "core" | "copy";
  /** How long the process stood still, in milliseconds. */
  readonly stoppedMs: number;
  readonly consistent: boolean;
  readonly problems: readonly string[];
}

/** What of the user's own is in a file. */
export interface HeldHeapContents {
  /** Values and names of dictionary keys. */
  readonly values: boolean;
  /** Names of modules, classes and functions. */
  readonly names: boolean;
}

/** The heap of one interpreter. */
export interface HeldHeapInterpreter {
  readonly snapshot: HeapSnapshot;
  /** Absent before 3.10. */
  readonly arenaMap?: ArenaMapCounts;
}

/** What a block can be. */
export interface BlockLabel {
  /** "free", "unknown", "object", "keys", "values", "items", "table", "buffer", and so on. */
  readonly kind: string;
  /** The object's type, or the type of the object that the block is a part of. */
  readonly type?: string;
  /** What memory outside the arenas holds it: "the C stack". */
  readonly source?: string;
}

/** A named place, and what would die without it. */
export interface HeldHeapHolder {
  /** "app.cache", or "module 3.name 1" in a file without names. */
  readonly path: string;
  readonly type: string;
  readonly objects: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Arenas that go back to the system, by the exact rules. */
  readonly arenasBack: number;
  /** The blocks that die: runs of block numbers, see `block-runs.ts`. */
  readonly frees: string;
}

/** The cheapest way to some arenas: how much has to go for them. */
export interface PricePoint {
  /** Arenas that are emptied, the cheapest ones. */
  readonly arenas: number;
  /** Blocks that go, and their bytes. */
  readonly blocks: number;
  readonly bytes: number;
  /** Arenas that come back then: the allocator may keep an empty one. */
  readonly arenasBack: number;
  /** Where those blocks are held, the most first. */
  readonly places: readonly PricedPlace[];
}

/** Blocks at one named place. */
export interface PricedPlace {
  readonly path: string;
  readonly blocks: number;
}
