import fc from "fast-check";
import { expect, test } from "vitest";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { survivorsOf } from "../../src/trace/survivors.js";
import { FREE, MALLOC, MARK, REALLOC } from "../../src/trace/trace.js";
import { type Step, smallTraces, traceOfSteps } from "./small-trace.js";

const malloc = (requestBytes: number): Step => ({ kind: MALLOC, requestBytes, pick: 0 });
const freeFirst: Step = { kind: FREE, requestBytes: 0, pick: 0 };

/** Fills an arena of 3.8 and more with blocks of 512 bytes; keeps one block of 80 made in between. */
function keptBlock(): Step[] {
  const fill = new Array<Step>(450).fill(malloc(512));
  const drop = new Array<Step>(449).fill(freeFirst);
  return [...fill.slice(0, 449), malloc(80), ...drop];
}

test("the survivor's size and the phase of its birth are told", () => {
  const trace = traceOfSteps("3.8", [...keptBlock(), { kind: MARK, requestBytes: 0, pick: 0 }]);
  const found = survivorsOf(trace);
  // 449 blocks of 512 bytes, 7 to a pool of 4 KiB, need 65 pools: more than the 64 of an arena.
  expect(found).toMatchObject({
    event: 899,
    markId: 2697,
    arenaCount: 1,
    heldBytes: 256 * 1024,
    liveBytes: 80,
    nearlyEmptyArenas: 1,
    keeperCount: 1,
    classes: [{ blockBytes: 80, blockCount: 1 }],
  });
  // Event 449 of 899 is in the fifth tenth.
  expect(found.phases).toEqual([{ from: 360, to: 450, blockCount: 1 }]);
});

test("without a mark it is the moment when most is held for least, before the end of it all", () => {
  const more = new Array<Step>(20).fill(malloc(512));
  const trace = traceOfSteps("3.8", [...keptBlock(), ...more]);
  // Two arenas are held until the last blocks of the second go; the block of 80 keeps the first.
  expect(survivorsOf(trace)).toMatchObject({ event: 897, arenaCount: 2 });
});

test("an arena is nearly empty with less than a tenth alive, and no longer with a tenth", () => {
  const filled = (blockCount: number) =>
    survivorsOf(traceOfSteps("3.8", new Array<Step>(blockCount).fill(malloc(512))), blockCount);
  // A tenth of 256 KiB is 51.2 blocks of 512 bytes.
  expect(filled(51)).toMatchObject({ arenaCount: 1, nearlyEmptyArenas: 1, keeperCount: 51 });
  expect(filled(52)).toMatchObject({ arenaCount: 1, nearlyEmptyArenas: 0, keeperCount: 0 });
});

test("a block that was resized is of its new size, and as old as it was", () => {
  const resize: Step = { kind: REALLOC, requestBytes: 100, pick: 0 };
  const others = new Array<Step>(9).fill(malloc(600));
  const found = survivorsOf(traceOfSteps("3.8", [malloc(16), ...others, resize]), 11);
  expect(found.classes).toEqual([{ blockBytes: 112, blockCount: 1 }]);
  expect(found.phases).toEqual([{ from: 0, to: 2, blockCount: 1 }]);
});

test("a moment that the trace does not have is refused", () => {
  const trace = traceOfSteps("3.8", [malloc(1)]);
  expect(() => survivorsOf(trace, 2)).toThrow("0 to 1, got 2");
  expect(() => survivorsOf(trace, 0.5)).toThrow("got 0.5");
  expect(survivorsOf(trace, 0)).toMatchObject({ arenaCount: 0, keeperCount: 0, phases: [] });
});

test("at every moment of any trace, classes and phases have all keepers, and keepers are live", () => {
  fc.assert(
    fc.property(smallTraces, fc.double({ min: 0, max: 1, noNaN: true }), (trace, share) => {
      const event = Math.floor(share * trace.eventCount);
      const found = survivorsOf(trace, event);
      const sum = (all: readonly { blockCount: number }[]) =>
        all.reduce((total, { blockCount }) => total + blockCount, 0);
      expect(sum(found.classes)).toBe(found.keeperCount);
      expect(sum(found.phases)).toBe(found.keeperCount);
      expect(found.heldBytes).toBe(found.arenaCount * geometryOf(trace.python).arenaBytes);
      const bytes = found.classes.reduce(
        (total, one) => total + one.blockCount * one.blockBytes,
        0,
      );
      // An arena that is not nearly empty has live blocks, and they are not keepers.
      if (found.nearlyEmptyArenas === found.arenaCount) expect(bytes).toBe(found.liveBytes);
      else expect(bytes).toBeLessThan(found.liveBytes);
    }),
  );
});
