import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readTrace } from "../../src/trace/read-trace.js";
import { replayTrace } from "../../src/trace/replay.js";
import { replayOtherwise } from "../../src/trace/replay-otherwise.js";

const file = new URL("../data/traces/b-churn-3.9.pmt.gz", import.meta.url);
const trace = readTrace(gunzipSync(readFileSync(file)));

const KIB = 1024;
const endOf = (choices: Parameters<typeof replayOtherwise>[1]) => {
  const { arenaBytes, stages } = replayOtherwise(trace, choices);
  const { current, total } = stages.at(-1)!.arenas;
  return { heldKib: (current * arenaBytes) / KIB, total };
};

test("with the recorded version's own choices as many arenas come and go as in the process", () => {
  const { arenas } = replayTrace(trace);
  const { total, current } = replayOtherwise(trace).stages.at(-1)!.arenas;
  expect({ obtained: total, returned: total - current }).toMatchObject({
    obtained: arenas.obtained,
    returned: arenas.returned,
  });
});

test("every mark of the trace is a stage, and the end is one", () => {
  const { title, python, stages } = replayOtherwise(trace);
  expect([title, python]).toEqual([trace.workload, "3.9"]);
  const names = stages.map(({ name }) => name);
  expect(names.length).toBe(trace.marks.length + 1);
  expect(names.at(0)).toBe("mark 1");
  expect(names.at(-1)).toBe("end");
});

test("smaller arenas hold less at the end, and are asked for more often", () => {
  const [small, own, large] = [64, 256, 4096].map((kib) => endOf({ arenaBytes: kib * KIB }));
  expect(small!.heldKib).toBeLessThan(own!.heldKib);
  expect(own!.heldKib).toBeLessThan(large!.heldKib);
  expect(small!.total).toBeGreaterThan(own!.total);
});

test("without the kept arena less is held at the end, and more is asked for", () => {
  const [kept, not] = [true, false].map((keepsLastEmptyArena) => endOf({ keepsLastEmptyArena }));
  expect(not!.heldKib).toBe(kept!.heldKib - 256);
  expect(not!.total).toBeGreaterThan(kept!.total);
});

test("an arena that is not a power of two of pools is refused", () => {
  expect(() => replayOtherwise(trace, { arenaBytes: 3 * 4 * KIB })).toThrow(
    "an arena must hold a power of two of pools, got 3",
  );
});
