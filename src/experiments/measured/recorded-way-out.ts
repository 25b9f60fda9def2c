/** One way out of fragmentation, as a real process went it. */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { Recording } from "../../recording/recording.js";

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
