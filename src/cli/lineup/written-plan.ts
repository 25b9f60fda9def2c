/** The plan of a trace, written to a file: the requests, and when to take readings. */
import { closeSync, openSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { ReplayPlan, TraceEvents, type TraceHeader } from "../../doors/internal.js";
import { writeAll } from "../../files/write-all.js";
import { readingInput, UsageError } from "../arguments/usage-error.js";
import type { Interruption } from "../interruption.js";
import type { TraceColumns } from "./trace-columns.js";

/** Readings over a run, besides those at marks. */
const SAMPLES = 200;

/** Events between two looks at the signals. */
const EVENTS_AT_A_TIME = 262_144;

/** The moment at which the allocators are compared. */
export interface ComparedMoment {
  /** Events before it. */
  readonly event: number;
  /** What it is: "mark 3", "the end", "80% of the events". */
  readonly text: string;
}

/**
 * Finds the moment that was asked for.
 *
 * @param at - a mark's id, a share of the events such as "80%", or nothing for the last mark, and
 *   the end of a trace that has none.
 * @throws {UsageError} when there is no such mark; the message has those there are.
 */
export function comparedMoment(header: TraceHeader, at: string | undefined): ComparedMoment {
  const { marks, eventCount } = header;
  const [, share] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(at ?? "") ?? [];
  if (share !== undefined && Number(share) <= 100) {
    return { event: Math.floor((eventCount * Number(share)) / 100), text: `${at} of the events` };
  }
  const mark = at === undefined ? marks.at(-1) : marks.find(({ id }) => String(id) === at);
  if (mark !== undefined) return { event: mark.event, text: `mark ${mark.id}` };
  if (at === undefined) return { event: eventCount, text: "the end" };
  const ids = [...new Set(marks.map(({ id }) => id))].join(", ");
  const there = marks.length === 0 ? "the trace has no marks" : `the trace has the marks ${ids}`;
  throw new UsageError(`--at takes a mark, or a share such as 80%, got "${at}"; ${there}`);
}

/**
 * Writes the plan, and plays it on the model on the way.
 *
 * @throws {UsageError} when the trace contradicts itself, or a signal came.
 * @throws {FileRefusal} when the disk is full.
 */
export async function writePlan(
  path: string,
  { header, read }: TraceColumns,
  moment: ComparedMoment,
  progress: (share: number) => void,
  interruption: Interruption,
): Promise<ReplayPlan> {
  const file = openSync(path, "wx", 0o600);
  try {
    const plan = new ReplayPlan(header, (bytes) =>
      writeAll(file, bytes, "the plan, in the folder that TMPDIR names"),
    );
    const readings = new Readings(header, moment, plan);
    const events = readingInput("cannot replay the trace", () => new TraceEvents(header, read));
    while (events.hasMore) {
      readingInput("cannot replay the trace", () => {
        for (let i = 0; i < EVENTS_AT_A_TIME && events.hasMore; i++) {
          readings.before(events.event);
          events.next(plan);
        }
      });
      progress(events.event / header.eventCount);
      await setImmediate();
      interruption.check();
    }
    readingInput("cannot replay the trace", () => events.finish());
    readings.before(header.eventCount);
    plan.end();
    return plan;
  } finally {
    closeSync(file);
  }
}

/** Tells the plan of each moment when its event comes. */
class Readings {
  #next = 0;
  readonly #events: readonly number[];
  readonly #moment: number;
  readonly #plan: ReplayPlan;

  constructor({ eventCount, marks }: TraceHeader, { event }: ComparedMoment, plan: ReplayPlan) {
    const evenly = Array.from({ length: SAMPLES + 1 }, (_, i) =>
      Math.floor((eventCount * i) / SAMPLES),
    );
    const events = new Set([...evenly, ...marks.map((mark) => mark.event), event]);
    this.#events = [...events].sort((a, b) => a - b);
    this.#moment = event;
    this.#plan = plan;
  }

  before(event: number): void {
    if (this.#events[this.#next] !== event) return;
    this.#next += 1;
    if (event === this.#moment) this.#plan.atMark(event);
    else this.#plan.sample(event);
  }
}
