/**
 * A what-if: the requests of a recorded process, served by an allocator with other
 * choices than CPython made.
 *
 * It is a model. The requests are those of the real process, in its own order; the
 * arenas' addresses are not, since no process ever got them: they lie side by side,
 * on the pool grid. It does not say what the other choice would cost in time.
 */

import { type ArenaOrder, type Geometry, geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { Recorder } from "../recording/recorder.js";
import type { Recording } from "../recording/recording.js";
import { recordEvents } from "./record-replay.js";
import type { Trace } from "./trace.js";

/** What may be chosen; what is left out is as in the version that was recorded. */
export interface OtherChoices {
  /** Bytes of an arena: a pool's, times a power of two. */
  readonly arenaBytes?: number;
  /** Which arena gives the next pool. */
  readonly arenaOrder?: ArenaOrder;
  /** Whether one wholly free arena is kept. */
  readonly keepsLastEmptyArena?: boolean;
}

/**
 * Replays a trace under other choices.
 *
 * @returns the recording, with a stage for each mark of the trace and one for its end.
 * @throws {RangeError} when a choice does not make an allocator.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * replayOtherwise(trace, { arenaBytes: 1048576 }).arenaBytes; // => 1048576
 */
export function replayOtherwise(trace: Trace, choices: OtherChoices = {}): Recording {
  const allocator = new Pymalloc(geometryWith(trace, choices), new AdjacentArenas());
  const recorder = new Recorder(allocator, { title: trace.workload, python: trace.python });
  const stages = trace.marks.map((_, i) => `mark ${i + 1}`);
  recordEvents(trace, allocator, recorder, stages);
  recorder.stage("end");
  return recorder.finish();
}

function geometryWith({ python }: Trace, choices: OtherChoices): Geometry {
  // The radix tree decides nothing here, and its shape fits one size of arena only.
  const { arenaMap: _, ...geometry } = geometryOf(python);
  return { ...geometry, ...choices };
}
