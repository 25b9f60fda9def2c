/** A replay as a recording: what a recorded process held over time, and how full its arenas were. */

import type { Allocator } from "../pymalloc/allocator.js";
import type { Block } from "../pymalloc/block.js";
import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { RecordedArenas } from "../pymalloc/sources/arena-source.js";
import { Recorder } from "../recording/recorder.js";
import type { Recording } from "../recording/recording.js";
import { FREE, MARK, REALLOC, type Trace } from "./trace.js";

/** The title of a recording, and the names of its stages. */
export interface RecordReplayOptions {
  /** The trace's workload where it is left out. */
  readonly title?: string;
  /** A name for each mark, in order; "mark 1", "mark 2" and so on where they are left out. */
  readonly stages?: readonly string[];
}

/**
 * Replays a trace with arenas at the recorded addresses, up to its last mark.
 *
 * @returns the recording, with a stage for each mark. A trace without marks is replayed to
 *   its end.
 * @throws {RangeError} when there are not as many names as marks.
 * @see replayTrace, which compares the replay with what the process got.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * recordReplay(trace).stages.length === trace.marks.length; // => true
 */
export function recordReplay(trace: Trace, options: RecordReplayOptions = {}): Recording {
  const { title = trace.workload, stages = trace.marks.map((_, i) => `mark ${i + 1}`) } = options;
  if (stages.length !== trace.marks.length) {
    throw new RangeError(`${trace.marks.length} marks need as many names, got ${stages.length}`);
  }
  const arenas = new RecordedArenas(trace.arenasObtained.map(({ address }) => address));
  const allocator = new Pymalloc(geometryOf(trace.python), arenas);
  const recorder = new Recorder(allocator, { title, python: trace.python });
  const lastMark = trace.marks.at(-1);
  recordEvents(trace, allocator, recorder, stages, lastMark && lastMark.event + 1);
  return recorder.finish();
}

/** Serves a trace's requests up to an event, and records a stage at each mark. */
export function recordEvents(
  trace: Trace,
  allocator: Allocator,
  recorder: Recorder,
  stages: readonly string[],
  end = trace.eventCount,
): void {
  const blocks = new Int32Array(trace.allocationCount);
  let allocations = 0;
  let marks = 0;
  for (let event = 0; event < end; event++) {
    const kind = trace.kinds[event]!;
    if (kind === MARK) {
      recorder.stage(stages[marks++]!);
    } else {
      const number = kind === REALLOC || kind === FREE ? trace.blocks[event]! : allocations++;
      blocks[number] = serve(allocator, kind, blocks[number]!, trace.requestBytes[event]!);
    }
  }
}

/** @returns the block's number after the event; 0 after a free. */
function serve(allocator: Allocator, kind: number, block: Block, requestBytes: number): Block {
  if (kind === REALLOC) return allocator.realloc(block, requestBytes);
  if (kind !== FREE) return allocator.malloc(requestBytes);
  allocator.free(block);
  return 0;
}
