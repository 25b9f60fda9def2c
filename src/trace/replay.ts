/**
 * Replays a trace: the same requests go to the simulator, and its answers are compared
 * with the real process's.
 */

import { geometryOf } from "../pymalloc/geometry.js";
import { mallocStats } from "../pymalloc/malloc-stats.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { RecordedArenas } from "../pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../stats/text/debug-malloc-stats.js";
import { FREE, MARK, REALLOC, type Trace, type TraceArena } from "./trace.js";

/** In place of a block's number after its FREE: NULL, which the allocator never gives. */
const FREED = 0;

/** What a replay found. */
export interface ReplayReport {
  readonly events: number;
  readonly addresses: { readonly compared: number; readonly wrong: number };
  readonly arenas: {
    readonly obtained: number;
    readonly returned: number;
    /** Arenas that came or went at another event, or at another address, than in the process. */
    readonly wrongMoment: number;
  };
  /** The simulator's stats text at each mark. */
  readonly marks: readonly { readonly id: number; readonly event: number; readonly text: string }[];
}

/**
 * Runs a trace from an empty heap, with arenas at the recorded addresses.
 *
 * @throws {RangeError} when the trace asks for the impossible: a block freed twice,
 *   an arena that was not recorded or overlaps another. The message names the event.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * replayTrace(trace).addresses.wrong; // => 0
 */
export function replayTrace(trace: Trace): ReplayReport {
  const source = new RecordedArenas(trace.arenasObtained.map((arena) => arena.address));
  const allocator = new Pymalloc(geometryOf(trace.python), source);
  const obtained: TraceArena[] = [];
  const returned: TraceArena[] = [];
  let event = 0;
  allocator.onArena = ({ kind, address }) => {
    (kind === "obtained" ? obtained : returned).push({ event, address });
  };
  const marks: { id: number; event: number; text: string }[] = [];
  const blocks = new Int32Array(trace.allocationCount);
  let allocations = 0;
  let compared = 0;
  let wrong = 0;
  const live = (number: number) => {
    const block = blocks[number]!;
    if (block === FREED) throw new RangeError(`block ${number} was freed before`);
    return block;
  };
  try {
    for (; event < trace.eventCount; event++) {
      const kind = trace.kinds[event]!;
      if (kind === MARK) {
        const id = trace.marks[marks.length]?.id ?? marks.length;
        marks.push({ id, event, text: debugMallocStats(mallocStats(allocator)) });
      } else if (kind === FREE) {
        const number = trace.blocks[event]!;
        allocator.free(live(number));
        blocks[number] = FREED;
      } else {
        const number = kind === REALLOC ? trace.blocks[event]! : allocations++;
        const requestBytes = trace.requestBytes[event]!;
        const block =
          kind === REALLOC
            ? allocator.realloc(live(number), requestBytes)
            : allocator.malloc(requestBytes);
        blocks[number] = block;
        compared += 1;
        if ((allocator.addressOf(block) ?? 0) !== trace.addresses[event]) wrong += 1;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`event ${event}: ${error.message}`, { cause: error });
  }
  return {
    events: trace.eventCount,
    addresses: { compared, wrong },
    arenas: {
      obtained: obtained.length,
      returned: returned.length,
      wrongMoment:
        differences(obtained, trace.arenasObtained) + differences(returned, trace.arenasReturned),
    },
    marks,
  };
}

function differences(found: readonly TraceArena[], expected: readonly TraceArena[]): number {
  const length = Math.max(found.length, expected.length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const same =
      found[i]?.event === expected[i]?.event && found[i]?.address === expected[i]?.address;
    if (!same) count += 1;
  }
  return count;
}
