import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { headerEnd, readTrace } from "../../src/trace/read-trace.js";
import { FREE, MARK, REALLOC } from "../../src/trace/trace.js";
import { TraceEvents } from "../../src/trace/trace-events.js";
import { parseTraceHeader } from "../../src/trace/trace-header.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, traceOfSteps, withOtherHeader } from "./small-trace.js";

/** The events of an unzipped trace, as rows. */
function eventsOf(bytes: Uint8Array): [kind: number, block: number, requestBytes: number][] {
  const end = headerEnd(bytes) ?? 0;
  const header = parseTraceHeader(bytes.subarray(0, end));
  const starts = new Map<string, number>();
  let start = end + 1;
  for (const [name, length] of header.columns) {
    starts.set(name, start);
    start += length;
  }
  const events = new TraceEvents(header, (column, from, into) => {
    const at = (starts.get(column) ?? 0) + from;
    into.set(bytes.subarray(at, at + into.length));
  });
  const rows: [number, number, number][] = [];
  const visitor = {
    allocate: (block: number, requestBytes: number, kind: number) =>
      rows.push([kind, block, requestBytes]),
    resize: (block: number, requestBytes: number) => rows.push([REALLOC, block, requestBytes]),
    release: (block: number) => rows.push([FREE, block, 0]),
    mark: (index: number) => rows.push([MARK, index, 0]),
  };
  while (events.hasMore) events.next(visitor);
  events.finish();
  return rows;
}

const folder = fileURLToPath(new URL("../data/traces/", import.meta.url));
const names = readdirSync(folder).filter((name) => /^[ab]-churn.*\.pmt\.gz$/.test(name));

test.each(names)("%s is read one by one as it is read whole", (name) => {
  const bytes = gunzipSync(readFileSync(`${folder}${name}`));
  const trace = readTrace(bytes);
  const rows = eventsOf(bytes);
  expect(rows.length).toBe(trace.eventCount);
  let [allocations, marks] = [0, 0];
  const differing = rows.filter(([kind, block, requestBytes], event) => {
    const about = kind === REALLOC || kind === FREE ? trace.blocks[event] : undefined;
    const number = about ?? (kind === MARK ? marks++ : allocations++);
    const isSame =
      kind === trace.kinds[event] && block === number && requestBytes === trace.requestBytes[event];
    return !isSame;
  });
  expect(differing).toEqual([]);
});

const good = traceOfSteps("3.8", arenaSteps());

test("what readTrace refuses is refused at its event", () => {
  const bytes = writeTrace(good);
  expect(eventsOf(bytes).length).toBe(good.eventCount);
  const counts = { counts: undefined, marks: [], arenaAllocs: [], arenaFrees: [] };
  const trace = (columns: Record<string, number[]>, allocations = 1) => {
    const order = ["ops", "sizes", "refs", "addrs"];
    const entries = order.map((name) => columns[name] ?? []);
    const lengths = order.map((name, i) => [name, entries[i]!.length]);
    const events = entries[0]!.length;
    const header = { ...counts, events, allocations, columns: lengths };
    return () => eventsOf(withOtherHeader(good, header, Uint8Array.from(entries.flat())));
  };
  expect(trace({ ops: [1], sizes: [8], addrs: [0] })).not.toThrow();
  expect(trace({ ops: [1, 4], sizes: [8], refs: [1], addrs: [0] })).toThrow(
    "event 1: it is about the block 2 allocations back, and there were only 1",
  );
  expect(trace({ ops: [9] })).toThrow("event 0: unknown operation 9");
  expect(trace({ ops: [7] })).toThrow('event 0: column "ops" has a mark there');
  expect(trace({ ops: [1] })).toThrow('event 0: column "sizes" ends too early');
  expect(trace({ ops: [1], sizes: [8, 8] })).toThrow('column "sizes" has 1 bytes after');
});
