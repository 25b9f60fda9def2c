import fc from "fast-check";
import { expect, test } from "vitest";
import { inkInset, inkSide } from "../../src/charts/halftone.js";

const rooms = fc.integer({ min: 3, max: 60 });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

test("ink is as large as the live share, to the nearest pixel", () => {
  expect([0, 0.25, 0.5, 1].map((share) => inkSide(share, 12))).toEqual([0, 6, 8, 12]);
  fc.assert(
    fc.property(rooms, shares, (room, share) => {
      const side = inkSide(share, room);
      const exact = Math.sqrt(share) * room;
      if (exact >= 2 && exact <= room - 1) expect(Math.abs(side - exact)).toBeLessThanOrEqual(0.5);
    }),
  );
});

test("only a full pool has no rim of sand, and only an empty one has no ink", () => {
  fc.assert(
    fc.property(rooms, shares, (room, share) => {
      const side = inkSide(share, room);
      expect(Number.isInteger(side)).toBe(true);
      expect(side === room).toBe(share === 1);
      expect(side === 0).toBe(share === 0);
      if (side > 0) expect(side).toBeGreaterThanOrEqual(2);
    }),
  );
});

test("a pool with more live blocks never has less ink", () => {
  fc.assert(
    fc.property(rooms, shares, shares, (room, one, other) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(inkSide(less, room)).toBeLessThanOrEqual(inkSide(more, room));
    }),
  );
});

test("ink lies in the middle of its cell, in whole pixels", () => {
  fc.assert(
    fc.property(rooms, shares, (room, share) => {
      const side = inkSide(share, room);
      const before = inkInset(side, room);
      const after = room - side - before;
      expect(Number.isInteger(before)).toBe(true);
      expect([0, 1]).toContain(after - before);
    }),
  );
});
