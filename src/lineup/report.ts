/**
 * What a lineup says: one trace's requests, given to several allocators, and what each of them held.
 *
 * It is JSON, as `pymalloc-lab lineup --out` writes it. All amounts are bytes. Held is what the
 * system counts for the process alone, less what it was before the first request.
 */
import type { Bounds } from "./bounds.js";

/** What an allocator held at some moments of one run, in bytes. */
export interface HeldFigures {
  /** The most that a sample found. */
  readonly peak: number;
  /** Right after the mark. */
  readonly rightAway: number;
  /** After a wait, and some requests more: most caches are looked at only then. */
  readonly afterWait: number;
  /** After asking for what is free; `null` where nobody can be asked. */
  readonly asked: number | null;
  /** Of `rightAway`, what is offered to the system already, which has not taken it. */
  readonly lazyFree: number;
}

/** One reading on the way. */
export interface HeldSample {
  /** Events of the trace before it. */
  readonly event: number;
  /** Bytes that the program had asked for and not freed. */
  readonly live: number;
  readonly held: number;
}

/** What one allocator did. Its figures are the middle ones of the repeats. */
export interface AllocatorFigures extends HeldFigures {
  /** Its name in `pymalloc-lab lineup --list`. */
  readonly name: string;
  /** The library's own version; empty where it does not say. */
  readonly version: string;
  /** Its settings, as environment variables; empty for none. */
  readonly settings: string;
  /** Bytes that live at the mark, by request. */
  readonly live: number;
  readonly repeats: readonly HeldFigures[];
  /** Of the first repeat. */
  readonly samples: readonly HeldSample[];
}

/** The trace that was given to all. */
export interface LineupTrace {
  /** Of the file as it is, zipped. */
  readonly sha256: string;
  readonly events: number;
  /** The recorded interpreter's version: "3.11.7". */
  readonly python: string;
  readonly workload: string;
  /** Events before the moment at which the allocators are compared, and what that is. */
  readonly at: number;
  readonly moment: string;
}

/** Where it was measured. */
export interface LineupMachine {
  readonly date: string;
  readonly kernel: string;
  readonly architecture: string;
  readonly libc: string;
  readonly cpus: number;
  /** /sys/kernel/mm/transparent_hugepage/enabled: "always", "madvise" or "never". */
  readonly hugePages: string;
  /** Seconds between right away and after the wait; in the first repeat only. */
  readonly waitSeconds: number;
}

/** A whole lineup. */
export interface LineupReport {
  readonly trace: LineupTrace;
  readonly machine: LineupMachine;
  readonly allocators: readonly AllocatorFigures[];
  /** What pymalloc's live blocks could do with, at the same moment. */
  readonly bounds: Bounds & {
    /** Requests that went past pymalloc, to be added to each bound. */
    readonly rawBytes: number;
  };
}

/**
 * The middle one of some figures; of an even number, the lower of the two.
 *
 * @example
 * middleOf([5, 1, 3]); // => 3
 */
export function middleOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/**
 * The figures of several runs as one.
 *
 * @throws {RangeError} when there is none.
 *
 * @example
 * const run = { peak: 9, rightAway: 5, afterWait: 4, asked: null, lazyFree: 0 };
 * figuresOfRepeats([run, { ...run, rightAway: 7 }, { ...run, rightAway: 6 }]).rightAway; // => 6
 */
export function figuresOfRepeats(repeats: readonly HeldFigures[]): HeldFigures {
  if (repeats.length === 0) throw new RangeError("an allocator needs one run at least, got none");
  const middle = (of: (figures: HeldFigures) => number) => middleOf(repeats.map(of));
  const asked = repeats.flatMap((figures) => (figures.asked === null ? [] : [figures.asked]));
  return {
    peak: middle(({ peak }) => peak),
    rightAway: middle(({ rightAway }) => rightAway),
    // Only the first waits: the others tell how far the readings without a wait scatter.
    afterWait: repeats[0]?.afterWait ?? 0,
    asked: asked.length === 0 ? null : middleOf(asked),
    lazyFree: middle(({ lazyFree }) => lazyFree),
  };
}
