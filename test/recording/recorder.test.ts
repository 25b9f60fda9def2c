import fc from "fast-check";
import { expect, test } from "vitest";
import type { Geometry } from "../../src/pymalloc/geometry.js";
import { STATE } from "../../src/pymalloc/heap-state.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { Recorder } from "../../src/recording/recorder.js";
import { SMALL } from "../pymalloc/small-geometry.js";

/** Arenas of two pools with five 16-byte blocks each. */
const small: Geometry = { ...SMALL, arenaBytes: 256 };

function start() {
  const allocator = new Pymalloc(small, new AdjacentArenas(1 << 20));
  return { allocator, recorder: new Recorder(allocator, { title: "test", python: "3.8" }) };
}

test("a point is written when an arena comes or goes, and at each stage", () => {
  const { allocator, recorder } = start();
  const blocks = Array.from({ length: 11 }, () => allocator.malloc(16));
  recorder.stage("full");
  allocator.free(blocks[10]!);
  allocator.free(blocks[9]!);
  expect(recorder.finish().arenasOverTime).toEqual({
    step: [1, 11, 12, 13],
    arenas: [1, 2, 1, 1],
    // An arena is seen before the block it came for, except where a stage follows.
    liveBytes: [0, 11 * 16, 10 * 16, 9 * 16],
  });
});

test("a snapshot keeps the place of an arena that went", () => {
  const { allocator, recorder } = start();
  const blocks = Array.from({ length: 12 }, () => allocator.malloc(16));
  for (const block of blocks.slice(0, 10)) allocator.free(block);
  recorder.stage("later");
  const [snapshot] = recorder.finish().snapshots;
  expect(snapshot?.arenas).toEqual([
    { state: "returned" },
    {
      state: "held",
      poolsLostToAlignment: 0,
      poolCount: [1, 1],
      blockBytes: [16, 0],
      liveBlocks: [2, 0],
      capacity: [5, 0],
      blocks: "xx-..",
    },
  ]);
});

test("equal pools side by side are one run", () => {
  const { allocator, recorder } = start();
  for (let i = 0; i < 10; i++) allocator.malloc(16);
  recorder.stage("full");
  const [arena] = recorder.finish().snapshots[0]?.arenas ?? [];
  expect(arena).toMatchObject({ poolCount: [2], liveBlocks: [5], capacity: [5] });
});

test("the points are as many arenas as an observer counts after every operation", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 200 }), (choices) => {
      const { allocator, recorder } = start();
      const live: number[] = [];
      const seen = [0];
      for (const choice of choices) {
        if (choice < 60 || live.length === 0) live.push(allocator.malloc(16));
        else allocator.free(live.splice(choice % live.length, 1)[0]!);
        seen.push(allocator.arenas.current);
      }
      const { step, arenas } = recorder.finish().arenasOverTime;
      const heldAt = (at: number) => arenas[step.findLastIndex((one) => one <= at)] ?? 0;
      expect(seen.map((_, at) => heldAt(at))).toEqual(seen);
      expect(step).toEqual([...step].sort((a, b) => a - b));
    }),
  );
});

test("a recorder that checks ends a run whose heap breaks a rule, at the next event", () => {
  const allocator = new Pymalloc(small, new AdjacentArenas(1 << 20));
  const recorder = new Recorder(allocator, { title: "test", python: "3.8", check: true });
  const [first = 0] = Array.from({ length: 7 }, () => allocator.malloc(16));
  recorder.stage("sound");
  const second = allocator.heap.poolOf(first).number + 1;
  allocator.heap[STATE].pools.unlink(second);
  expect(() => recorder.stage("broken")).toThrow("used, but on list");
});
