import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { RunPlayer } from "../../src/recording/player/run-player.js";
import { debugMallocStats } from "../../src/stats/text/debug-malloc-stats.js";
import { logTrace } from "../../src/trace/log-trace.js";
import { readTrace } from "../../src/trace/read-trace.js";
import { replayTrace } from "../../src/trace/replay.js";
import { FREE, MALLOC, REALLOC } from "../../src/trace/trace.js";
import { arenaSteps, traceOfSteps } from "./small-trace.js";

const file = new URL("../data/traces/b-churn-3.9.pmt.gz", import.meta.url);
const trace = readTrace(gunzipSync(readFileSync(file)));

test("a trace that is played has the replay's stats text at every mark", () => {
  const reports: number[] = [];
  const run = logTrace(trace, (done) => reports.push(done));
  const player = new RunPlayer(run, { imageDistance: 10_000 });
  const { marks } = replayTrace(trace);
  expect(run.marks.length).toBe(marks.length);
  run.marks.forEach(({ step }, i) => {
    player.seek(step);
    expect(debugMallocStats(mallocStats(player.allocator))).toBe(marks[i]?.text);
  });
  expect(run.marks.map(({ name }) => name)).toEqual(marks.map((_, i) => `mark ${i + 1}`));
  // Told of every 65,536th event, and of no other.
  const told = Array.from({ length: Math.ceil(trace.eventCount / 65_536) }, (_, i) => i * 65_536);
  expect(told.length).toBeGreaterThan(2);
  expect(reports).toEqual(told);
});

/** A block that is made and freed, and then asked for by an event of some kind. */
function afterItsEnd(kind: number) {
  const small = traceOfSteps("3.12", [
    { kind: MALLOC, requestBytes: 24, pick: 0 },
    { kind: MALLOC, requestBytes: 40, pick: 0 },
    { kind: FREE, requestBytes: 0, pick: 0 },
    { kind: FREE, requestBytes: 0, pick: 0 },
  ]);
  small.kinds[3] = kind;
  small.requestBytes[3] = 60;
  small.blocks[3] = 0;
  return small;
}

/** What a run was refused with. */
function refusalOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test("a block that is freed twice, or resized after its end, is refused with its event", () => {
  const why = "block 0 was freed before";
  for (const kind of [FREE, REALLOC]) {
    expect(refusalOf(() => logTrace(afterItsEnd(kind)))).toEqual(
      new RangeError(`event 3: ${why}`, { cause: new RangeError(why) }),
    );
  }
});

test("an error of the one who is told of the progress is passed on as it is", () => {
  const stopped = new TypeError("stopped by the reader");
  const stop = () => {
    throw stopped;
  };
  expect(refusalOf(() => logTrace(traceOfSteps("3.12", arenaSteps()), stop))).toBe(stopped);
});

test("a run has the name of its workload, and a process without one is told as such", () => {
  const named = traceOfSteps("3.12", arenaSteps());
  expect(logTrace(named)).toMatchObject({ title: "steps", python: "3.12.1" });
  expect(logTrace({ ...named, workload: "" }).title).toBe("a recorded process");
});
