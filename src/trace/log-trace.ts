/** Replays a trace and logs every operation of it. */

import { geometryOf } from "../pymalloc/geometry.js";
import { RecordedArenas } from "../pymalloc/sources/arena-source.js";
import { LoggedPymalloc } from "../recording/log/logged-pymalloc.js";
import type { PlayableRun } from "../recording/player/run-player.js";
import { FREE, MARK, REALLOC, type Trace } from "./trace.js";

/** Events between two reports of progress. */
const PROGRESS_EVENTS = 1 << 16;

/** A replayed process with its moments. */
export interface LoggedTrace extends PlayableRun {
  readonly title: string;
  readonly python: string;
  readonly marks: readonly { readonly name: string; readonly step: number }[];
}

/**
 * Replays a trace from an empty heap, to be played.
 *
 * @param onProgress - told of the events done, now and then.
 * @throws {RangeError} when the trace asks for the impossible; the message names the event.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * logTrace(trace).marks.length === trace.marks.length; // => true
 */
export function logTrace(trace: Trace, onProgress: (done: number) => void = () => {}): LoggedTrace {
  const geometry = geometryOf(trace.python);
  const source = new RecordedArenas(trace.arenasObtained.map((arena) => arena.address));
  const allocator = LoggedPymalloc.onEmptyHeap(geometry, source);
  const blocks = new Int32Array(trace.allocationCount);
  const marks: { name: string; step: number }[] = [];
  let allocations = 0;
  let event = 0;
  try {
    for (; event < trace.eventCount; event++) {
      if (event % PROGRESS_EVENTS === 0) onProgress(event);
      const kind = trace.kinds[event]!;
      if (kind === MARK) {
        marks.push({ name: `mark ${marks.length + 1}`, step: allocator.step });
        continue;
      }
      const number = kind === REALLOC || kind === FREE ? trace.blocks[event]! : allocations++;
      const requestBytes = trace.requestBytes[event]!;
      const block = blocks[number]!;
      if (kind === FREE || kind === REALLOC) assertHeld(number, block);
      if (kind === FREE) {
        allocator.free(block);
        blocks[number] = 0;
      } else {
        blocks[number] =
          kind === REALLOC
            ? allocator.realloc(block, requestBytes)
            : allocator.malloc(requestBytes);
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`event ${event}: ${error.message}`, { cause: error });
  }
  const title = trace.workload === "" ? "a recorded process" : trace.workload;
  return { ...allocator.loggedRun(), geometry, title, python: trace.release, marks };
}

function assertHeld(number: number, block: number): void {
  if (block === 0) throw new RangeError(`block ${number} was freed before`);
}
