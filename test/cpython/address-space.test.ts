import fc from "fast-check";
import { expect, test } from "vitest";
import { AddressSpace, mappedChunkBytes } from "../../src/cpython/address-space.js";

const PAGE = 4096;

test("mappings go below one another, and into the highest gap that fits", () => {
  const memory = new AddressSpace(100 * PAGE);
  const first = memory.obtain(10 * PAGE);
  const second = memory.obtain(2 * PAGE);
  expect([first, second]).toEqual([90 * PAGE, 88 * PAGE]);
  memory.release(first);
  expect(memory.obtain(11 * PAGE)).toBe(77 * PAGE);
  expect(memory.obtain(3 * PAGE)).toBe(97 * PAGE);
});

test("what is mapped already is gone round", () => {
  const mapped = [
    { start: 50 * PAGE, end: 60 * PAGE },
    { start: 90 * PAGE, end: 100 * PAGE },
  ];
  const memory = new AddressSpace(100 * PAGE, mapped);
  expect(memory.obtain(31 * PAGE)).toBe(19 * PAGE);
  expect(memory.obtain(30 * PAGE)).toBe(60 * PAGE);
});

test("a mapping grows in place where the space above is free, else it moves", () => {
  const memory = new AddressSpace(100 * PAGE);
  const above = memory.obtain(PAGE);
  const grown = memory.obtain(2 * PAGE);
  expect(memory.resize(grown, 3 * PAGE)).toBe(94 * PAGE);
  memory.release(above);
  expect(memory.resize(94 * PAGE, 6 * PAGE)).toBe(94 * PAGE);
});

test("a chunk that libc maps is whole pages, with 24 bytes of its own at most", () => {
  expect(mappedChunkBytes(PAGE - 24)).toBe(PAGE);
  expect(mappedChunkBytes(PAGE - 23)).toBe(2 * PAGE);
});

test("no two mappings ever overlap", () => {
  const steps = fc.array(
    fc.record({ bytes: fc.integer({ min: 1, max: 20 * PAGE }), drop: fc.nat() }),
  );
  fc.assert(
    fc.property(steps, (wanted) => {
      const memory = new AddressSpace(10_000 * PAGE);
      const held: { start: number; end: number }[] = [];
      for (const { bytes, drop } of wanted) {
        if (drop % 3 === 0 && held.length > 0) {
          const [gone] = held.splice(drop % held.length, 1);
          if (gone) memory.release(gone.start);
        }
        const start = memory.obtain(bytes);
        expect(held.some((one) => start < one.end && one.start < start + bytes)).toBe(false);
        held.push({ start, end: start + bytes });
      }
    }),
  );
});
