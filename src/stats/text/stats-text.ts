/**
 * A stats text as data: what stands in the output of `sys._debugmallocstats()`,
 * or in a log of a program run with `PYTHONMALLOCSTATS=1`.
 *
 * A text repeats itself: products and totals follow from other figures. They are
 * kept as printed, so that a text that does not add up is written back as it was.
 */
import type { MallocStats, SizeClassStats } from "../../pymalloc/malloc-stats.js";
import type { Carrier } from "./peel.js";

/** Lines with one figure of pymalloc's part, in the order in which they are printed. */
export const STATS_LINES = {
  smallBlockThreshold: "Small block threshold",
  mallocCalls: "# times object malloc called",
  arenasTotal: "# arenas allocated total",
  arenasReclaimed: "# arenas reclaimed",
  arenasHighwater: "# arenas highwater mark",
  arenasCurrent: "# arenas allocated current",
  arenaBytes: "arenas * bytes/arena",
  allocatedBlocks: "# bytes in allocated blocks",
  availableBlocks: "# bytes in available blocks",
  unusedPools: "unused pools * bytes",
  poolHeaders: "# bytes lost to pool headers",
  quantization: "# bytes lost to quantization",
  alignment: "# bytes lost to arena alignment",
  total: "Total",
  mapCounts: "arena map counts",
  mapMidNodes: "# arena map mid nodes",
  mapBotNodes: "# arena map bot nodes",
  mapRoot: "# bytes lost to arena map root",
  mapMid: "# bytes lost to arena map mid",
  mapBot: "# bytes lost to arena map bot",
  mapTotal: "Total of the arena map",
} as const;

/** Name of a line of {@link STATS_LINES}. */
export type StatsLineName = keyof typeof STATS_LINES;

/** Figures that a text prints although they follow from others. */
export interface PrintedSums {
  /** Arenas in the line "N arenas * BYTES bytes/arena", and its product. */
  readonly arenaCount: number;
  readonly arenaBytes: number;
  /** Product of the line "N unused pools * BYTES bytes". */
  readonly unusedPoolBytes: number;
  /** The line "Total" below the six byte figures. */
  readonly total: number;
  /** The line "Total" below the arena map's bytes; 64-bit builds of 3.10 and later. */
  readonly arenaMapTotal?: number;
}

/** A line such as "3 free PyDictObjects * 48 bytes each": dead objects kept for reuse. */
export interface FreeListStats {
  readonly objectCount: number;
  /** What is kept: "free PyDictObject", "free 2-sized PyTupleObject". */
  readonly name: string;
  readonly objectBytes: number;
  /** The product as printed. */
  readonly totalBytes: number;
}

/** Where the lines of a text stand in its log, counted from 1. */
export interface LineNumbers {
  /** The first line that belongs to the text. */
  readonly first: number;
  readonly last: number;
  readonly lines: Readonly<Partial<Record<StatsLineName, number>>>;
  /** Lines of the size classes, in their order. */
  readonly classes: readonly number[];
  readonly freeLists: readonly number[];
}

/** What is known of any text beside its figures. */
interface Found {
  readonly at: LineNumbers;
  /** What the text was carried in; absent where its lines stood there as they were printed. */
  readonly carriers?: readonly Carrier[];
}

/** A complete text of a build that uses pymalloc. */
export interface PymallocText extends Found {
  readonly kind: "pymalloc";
  readonly stats: MallocStats;
  readonly printed: PrintedSums;
  /** Requests so far; only builds that number their requests for debugging print it. */
  readonly mallocCalls?: number;
  /** Absent where the text is one that `PYTHONMALLOCSTATS` made. */
  readonly freeLists?: readonly FreeListStats[];
}

/** A complete text of mimalloc, which 3.13 and later can use in pymalloc's place. */
export interface MimallocText extends Found {
  readonly kind: "mimalloc";
  readonly stats: MimallocStats;
  readonly freeLists?: readonly FreeListStats[];
}

/** What mimalloc's text has. */
export interface MimallocStats {
  readonly smallBlockThreshold: number;
  readonly sizeClassCount: number;
  readonly mediumBlockThreshold: number;
  readonly largeObjectMaxBytes: number;
  readonly allocatedBlocks: number;
  readonly allocatedBytes: number;
  readonly allocatedBytesWithOverhead: number;
  readonly bytesReserved: number;
  readonly bytesCommitted: number;
}

/** Free-list lines alone, as `PYTHONMALLOC=malloc` gives: no allocator has figures. */
export interface FreeListsText extends Found {
  readonly kind: "freeLists";
  readonly freeLists: readonly FreeListStats[];
}

/** A text of which lines are missing. */
export interface IncompleteText extends Found {
  readonly kind: "incomplete";
  /** Whose text it is; unknown where only free-list lines are left. */
  readonly allocator: "pymalloc" | "mimalloc" | "unknown";
  /** Where the missing lines were. */
  readonly cut: "start" | "middle" | "end";
  /** The missing lines by their labels, in order; never empty. */
  readonly missing: readonly string[];
  /** What could be read of the rest. */
  readonly figures: Readonly<Partial<Record<StatsLineName, readonly number[]>>>;
  /** The rows of size classes that are there, and whether those are all. */
  readonly classes: readonly SizeClassStats[];
  readonly hasAllClasses: boolean;
  readonly arenas?: MallocStats["arenas"];
  readonly freeLists?: readonly FreeListStats[];
}

/** One text of a log. */
export type StatsText = PymallocText | MimallocText | FreeListsText | IncompleteText;
