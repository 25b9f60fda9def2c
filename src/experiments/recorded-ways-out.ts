/**
 * Four ways to one compressed trie, as a real interpreter went them: its traces replayed, with
 * every address, arena and stats text as the process had them.
 */
import type { PythonVersion } from "../pymalloc/geometry.js";
import type { Recording } from "../recording/recording.js";

/** A way that was recorded. */
export interface RecordedWayOut {
  readonly way: "in-place" | "text" | "json" | "pickle";
  readonly python: PythonVersion;
  /** The interpreter's own version, such as "3.8.18". */
  readonly release: string;
  /** Words of the trie. */
  readonly wordCount: number;
  /** The process from its first allocation to its last stage, with a snapshot of that one. */
  readonly recording: Recording;
}

/** Loads the recordings, which only those who ask for them need: compressed in place, text, JSON, pickle. */
export async function recordedWaysOut(): Promise<readonly RecordedWayOut[]> {
  const { RECORDED_WAYS_OUT } = await import("./recorded-ways-out-data.js");
  return RECORDED_WAYS_OUT;
}
