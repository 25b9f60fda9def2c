import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { debugMallocStats } from "../../src/pymalloc/debug-malloc-stats.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { RunPlayer } from "../../src/recording/run-player.js";
import { logTrace } from "../../src/trace/log-trace.js";
import { readTrace } from "../../src/trace/read-trace.js";
import { replayTrace } from "../../src/trace/replay.js";

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
  expect(reports[0]).toBe(0);
});

test("a block that is freed twice is refused with its event", () => {
  const at = trace.kinds.lastIndexOf(4);
  const twice = { ...trace, blocks: trace.blocks.slice() };
  twice.blocks[at] = twice.blocks[trace.kinds.indexOf(4)]!;
  expect(() => logTrace(twice)).toThrow(`event ${at}: block ${twice.blocks[at]} was freed before`);
});
