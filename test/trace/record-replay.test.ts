import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parseMallocStats } from "../../src/stats/text/parse.js";
import { readTrace } from "../../src/trace/read-trace.js";
import { recordReplay } from "../../src/trace/record-replay.js";
import { MARK } from "../../src/trace/trace.js";
import { arenaSteps, traceOfSteps } from "./small-trace.js";

const data = (name: string) =>
  readFileSync(new URL(`../data/ways-out/pickle-3.8.${name}`, import.meta.url));
const trace = readTrace(gunzipSync(data("pmt.gz")));

test("a recorded replay has the process's own figures at each mark", () => {
  const { marks } = JSON.parse(data("expected.json").toString());
  const { stages, title } = recordReplay(trace);
  expect(title).toBe("pickle-3.8");
  expect(stages.map(({ name }) => name)).toEqual(["mark 1", "mark 2"]);
  stages.forEach((stage, i) => {
    const [said] = parseMallocStats(marks[i].text);
    if (said?.kind !== "pymalloc") throw new Error("no pymalloc stats at the mark");
    expect(stage.arenas.current).toBe(said.stats.arenas.current);
    expect(stage.bytesInBlocks).toBe(said.stats.bytesInAllocatedBlocks);
  });
});

test("a recorded replay ends at the last mark, not with the process", () => {
  const { steps, arenasOverTime } = recordReplay(trace);
  expect(steps).toBeLessThan(trace.eventCount - trace.marks.length);
  expect(arenasOverTime.arenas.at(-1)).toBe(Math.max(...arenasOverTime.arenas));
});

test("a trace with one mark is recorded up to it, one without marks to its end", () => {
  // 1,000 mallocs, a realloc, a mark, 1,000 frees; a mark is not an operation.
  const marked = traceOfSteps("3.12", arenaSteps());
  expect(recordReplay(marked)).toMatchObject({ steps: 1_001, stages: [{ name: "mark 1" }] });
  const unmarked = traceOfSteps(
    "3.12",
    arenaSteps().filter(({ kind }) => kind !== MARK),
  );
  expect(recordReplay(unmarked)).toMatchObject({ steps: 2_001, stages: [] });
});

test("a recording is called as is asked for, and its stages too", () => {
  const marked = traceOfSteps("3.12", arenaSteps());
  expect(recordReplay(marked, { title: "filled", stages: ["full"] })).toMatchObject({
    ...{ title: "filled", python: "3.12", stages: [{ name: "full", blocks: 1_000 }] },
  });
});

test("names that are fewer than the marks are refused", () => {
  expect(() => recordReplay(trace, { stages: ["startup"] })).toThrow(
    "2 marks need as many names, got 1",
  );
});
