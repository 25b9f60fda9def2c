import fc from "fast-check";
import { expect, test } from "vitest";
import { LiveSlots } from "../../src/lineup/live-slots.js";

test("a slot is used again when its block is gone", () => {
  const slots = new LiveSlots();
  expect([slots.take(0), slots.take(1)]).toEqual([0, 1]);
  expect(slots.release(0)).toBe(0);
  expect(slots.take(2)).toBe(0);
  expect(slots.count).toBe(2);
});

test("a block that does not live has no slot", () => {
  const slots = new LiveSlots();
  slots.take(7);
  slots.release(7);
  expect(() => slots.release(7)).toThrow("block 7 is not live: it was freed before");
  expect(() => slots.slotOf(8)).toThrow("block 8 is not live");
});

test("whatever comes and goes, each live block has a slot of its own, and keeps it", () => {
  // Blocks by the hundred, so that the table grows and its chains wrap round.
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(4000)), { maxLength: 3000 });
  fc.assert(
    fc.property(steps, (operations) => {
      const slots = new LiveSlots();
      const expected = new Map<number, number>();
      for (const [takes, block] of operations) {
        if (takes && !expected.has(block)) expected.set(block, slots.take(block));
        else if (!takes && expected.has(block)) {
          expect(slots.release(block)).toBe(expected.get(block));
          expected.delete(block);
        }
      }
      for (const [block, slot] of expected) expect(slots.slotOf(block)).toBe(slot);
      expect(new Set(expected.values()).size).toBe(expected.size);
    }),
    { numRuns: 50 },
  );
});
