import { expect, test } from "vitest";
import { replayTrace } from "../../src/trace/replay.js";
import { FREE } from "../../src/trace/trace.js";
import { arenaSteps, traceOfSteps } from "./small-trace.js";

const good = traceOfSteps("3.8", arenaSteps());

test("a replay tells how many addresses it compared, and how many differ", () => {
  const addresses = good.addresses.slice();
  for (const event of [0, 7, 999]) addresses[event]! += 16;
  const { events, addresses: told } = replayTrace({ ...good, addresses });
  expect(events).toBe(2_002);
  expect(told).toEqual({ compared: 1_001, wrong: 3 });
});

test("a mark has the number that the trace gives it; without one, its place", () => {
  const [mark] = replayTrace(good).marks;
  expect(mark).toMatchObject({ id: 3_003, event: 1_001 });
  expect(mark?.text).toContain("# arenas allocated current         =                    3\n");
  expect(replayTrace({ ...good, marks: [] }).marks).toMatchObject([{ id: 0, event: 1_001 }]);
});

test("arenas that the trace does not have, or has elsewhere, are differences", () => {
  expect(good.arenasReturned.length).toBe(3);
  const wrongMoment = (arenasReturned: typeof good.arenasReturned) =>
    replayTrace({ ...good, arenasReturned }).arenas.wrongMoment;
  expect(wrongMoment([])).toBe(3);
  expect(wrongMoment(good.arenasReturned.slice(0, 2))).toBe(1);
  const [first, ...rest] = good.arenasReturned;
  expect(wrongMoment([{ ...first!, address: first!.address + 16 }, ...rest])).toBe(1);
  expect(wrongMoment([...good.arenasReturned, first!])).toBe(1);
});

test("a refusal keeps what was refused as its cause", () => {
  const twice = { ...good, blocks: good.blocks.slice() };
  const event = twice.kinds.lastIndexOf(FREE);
  twice.blocks[event] = twice.blocks[event - 1]!;
  const why = `block ${twice.blocks[event]} was freed before`;
  let refusal: unknown;
  try {
    replayTrace(twice);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toEqual(new RangeError(`event ${event}: ${why}`, { cause: new RangeError(why) }));
});
