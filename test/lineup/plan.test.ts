import { expect, test } from "vitest";
import { ReplayPlan } from "../../src/lineup/plan.js";
import { headerEnd } from "../../src/trace/read-trace.js";
import { CALLOC, MALLOC } from "../../src/trace/trace.js";
import { parseTraceHeader } from "../../src/trace/trace-header.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, traceOfSteps } from "../trace/small-trace.js";

const file = writeTrace(traceOfSteps("3.8", arenaSteps()));
const header = parseTraceHeader(file.subarray(0, headerEnd(file)));

function planOf(play: (plan: ReplayPlan) => void) {
  const bytes: number[] = [];
  const plan = new ReplayPlan(header, (piece) => bytes.push(...piece));
  play(plan);
  plan.end();
  return { plan, bytes };
}

test("a plan is the requests, with blocks by slots that are used again", () => {
  const { bytes, plan } = planOf((plan) => {
    plan.allocate(0, 300, MALLOC);
    plan.allocate(1, 8, CALLOC);
    plan.resize(1, 600);
    plan.release(0);
    plan.allocate(2, 1, MALLOC);
  });
  // 300 is 172, 2 as a varint; 600 is 216, 4.
  expect(bytes).toEqual([
    ...[1, 0, 172, 2],
    ...[2, 1, 8],
    ...[3, 1, 216, 4, 8],
    ...[4, 0],
    ...[1, 0, 1],
    0,
  ]);
  expect(plan.slotCount).toBe(2);
  expect(plan.mostLive).toBe(900);
});

test("at a moment it says what lives, and what pymalloc holds by the model", () => {
  const { bytes, plan } = planOf((plan) => {
    plan.sample(0);
    plan.allocate(0, 100, MALLOC);
    plan.allocate(1, 5000, MALLOC);
    plan.atMark(2);
    plan.release(1);
    plan.sample(3);
  });
  const arena = 256 * 1024;
  expect(plan.moments).toEqual([
    { event: 0, live: 0, modelHeld: 0 },
    { event: 2, live: 5100, modelHeld: arena + 5000 },
    { event: 3, live: 100, modelHeld: arena },
  ]);
  expect(plan.markMoment).toBe(1);
  expect(plan.bounds).toMatchObject({ blockBytes: 112, poolsBytes: 4096, rawBytes: 5000 });
  expect([bytes[0], bytes[8]]).toEqual([5, 6]);
});

test("a block that is freed twice is refused", () => {
  expect(() =>
    planOf((plan) => {
      plan.allocate(0, 1, MALLOC);
      plan.release(0);
      plan.release(0);
    }),
  ).toThrow("block 0 is not live");
});
