/**
 * A trace: every request that one real CPython process made of pymalloc, from
 * its first to the end of the process, with the addresses it got.
 *
 * Nothing was allocated before the recording began, so a replay starts from an
 * empty heap. The columns are parallel arrays, one entry an event.
 *
 * Invariants, which `readTrace` checks: blocks are numbered by MALLOC and CALLOC
 * events from 0, and a REALLOC or FREE is about one that was numbered before it;
 * `marks` are the MARK events in order; arenas come in order of their events.
 * Whether a block is live when it is freed is for `replayTrace` to check.
 */
import type { PythonBuild } from "../pymalloc/geometry.js";

/** Kinds of event, as the file format numbers them. */
export const MALLOC = 1;
export const CALLOC = 2;
export const REALLOC = 3;
export const FREE = 4;
export const MARK = 7;

/** An arena that came or went during an event. */
export interface TraceArena {
  readonly event: number;
  readonly address: number;
}

/** A moment at which the real process printed its stats. */
export interface TraceMark {
  readonly event: number;
  readonly id: number;
}

/** A trace, decoded. */
export interface Trace {
  readonly python: PythonBuild;
  /** The interpreter's own version, such as "3.11.7". */
  readonly release: string;
  readonly workload: string;
  readonly command: string;
  /** Whether the recording ended before the process did, as after a kill. */
  readonly cut: boolean;
  readonly eventCount: number;
  /** MALLOC and CALLOC events: blocks are numbered by them, from 0. */
  readonly allocationCount: number;
  readonly kinds: Uint8Array;
  /** Bytes requested, of MALLOC, CALLOC and REALLOC events; 0 for the others. */
  readonly requestBytes: Float64Array;
  /** Number of the block that a REALLOC or FREE is about; 0 for the others. */
  readonly blocks: Int32Array;
  /** Address the process got, of MALLOC, CALLOC and REALLOC events; 0 for the raw allocator's. */
  readonly addresses: Float64Array;
  /** Arenas the system gave, in order: the replay's input. */
  readonly arenasObtained: readonly TraceArena[];
  /** Arenas given back, in order: the replay's prediction to check. */
  readonly arenasReturned: readonly TraceArena[];
  readonly marks: readonly TraceMark[];
}
