import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTrace } from "../../src/trace/read-trace.js";
import { readTraceFile } from "../../src/trace/read-trace-file.js";
import { replayTrace } from "../../src/trace/replay.js";
import { MALLOC } from "../../src/trace/trace.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, smallTraces, traceOfSteps } from "./small-trace.js";

const folder = new URL("../data/traces/", import.meta.url);
const committed = readdirSync(folder).filter((file) => file.endsWith(".pmt.gz"));

test("a trace that was written reads as it was", () => {
  fc.assert(
    fc.property(smallTraces, (trace) => {
      expect(readTrace(writeTrace(trace))).toEqual(trace);
    }),
  );
});

test("a trace that was written and zipped reads as it was, from bytes and from a stream", async () => {
  const trace = traceOfSteps("3.12", arenaSteps());
  const file = new Uint8Array(gzipSync(writeTrace(trace)));
  expect(await readTraceFile(file)).toEqual(trace);
  expect(await readTraceFile(new Blob([file]).stream())).toEqual(trace);
});

test("arenas that come and go are written with their events", () => {
  const trace = traceOfSteps("3.8", arenaSteps());
  expect(trace.arenasReturned.length).toBe(3);
  const report = replayTrace(readTrace(writeTrace(trace)));
  expect(report).toMatchObject({
    addresses: { wrong: 0 },
    arenas: { returned: 3, wrongMoment: 0 },
  });
});

test.each(committed)("%s written back has the same columns and the same header", (file) => {
  const bytes = gunzipSync(readFileSync(new URL(file, folder)));
  const again = writeTrace(readTrace(bytes));
  const parts = (trace: Uint8Array) => {
    const end = trace.indexOf(10);
    const { unknownFrees: _, ...header } = JSON.parse(Buffer.from(trace).toString("utf8", 0, end));
    return { header, columns: trace.subarray(end + 1) };
  };
  expect(parts(again).header).toEqual(parts(bytes).header);
  // As buffers: a comparison of bytes, not of a million elements.
  expect(Buffer.compare(parts(again).columns, parts(bytes).columns)).toBe(0);
});

test("a request of 2^49 bytes or more, or of half a byte, is refused", () => {
  const trace = traceOfSteps("3.12", [{ kind: MALLOC, requestBytes: 600, pick: 0 }]);
  for (const requestBytes of [2 ** 49, 0.5, -1, Number.NaN]) {
    const wrong = { ...trace, requestBytes: Float64Array.of(requestBytes) };
    expect(() => writeTrace(wrong)).toThrow(`from 0 to 2^49, not ${requestBytes}`);
  }
});

test("a trace that no reader would take is not written", () => {
  const trace = traceOfSteps("3.12", [{ kind: MALLOC, requestBytes: 8, pick: 0 }]);
  expect(() => writeTrace({ ...trace, workload: "w".repeat(2 ** 25) })).toThrow(
    /^the header line would have 33\d{6} bytes; a reader takes 33554432$/,
  );
  const marks = Array.from({ length: 65_537 }, (_, event) => ({ event, id: 1 }));
  expect(() => writeTrace({ ...trace, marks })).toThrow(
    /^the list of marks would have 65537 marks; a reader takes 65536$/,
  );
  expect(() => writeTrace({ ...trace, marks: marks.slice(1) })).not.toThrow();
});
