import fc from "fast-check";
import { expect, test } from "vitest";
import { GEOMETRIES, PYTHON_VERSIONS } from "../../../src/pymalloc/geometry.js";
import { restoreHeapImage, takeHeapImage } from "../../../src/pymalloc/heap/heap-image.js";
import { takeHeapSnapshot } from "../../../src/pymalloc/heap/heap-snapshot.js";
import { checkInvariants } from "../../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { SMALL } from "../small-geometry.js";

const TOP = 1 << 20;

/** Mallocs `requests` bytes each, then frees the blocks at `freed`, in that order. */
function run(allocator: Pymalloc, requests: readonly number[], freed: readonly number[]): void {
  const blocks = requests.map((requestBytes) => allocator.malloc(requestBytes));
  for (const at of freed) allocator.free(blocks[at]!);
}

test("an image says what lies in each arena, pool and free list", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(TOP));
  // Two pools of the first class, the first full; then one of the second, emptied again.
  run(allocator, [16, 16, 16, 16, 16, 16, 16, 32], [5, 7]);
  const image = takeHeapImage(allocator);
  expect(image).toMatchObject({ total: 1, highwater: 1, usableArenas: [0] });
  expect(image.arenas).toEqual([
    { birth: expect.any(Number), address: TOP - 512, carvedPools: 3, freePools: [2] },
  ]);
  const full = [0, 6, 0];
  // Blocks 1 and 2 were given, with 3 made ready; the free one goes before it.
  const oneLive = [0, 4, 2, 1, 3];
  // The other block of an emptied pool was made ready too, which leaves none untouched.
  const emptied = [1, 3, 2, 1, 2];
  expect([...image.pools]).toEqual([...full, ...oneLive, ...emptied]);
  expect([...image.usedPools]).toEqual([1, 0, 1, 0]);
});

test("the used pools of an image are in list order, each with its arena", () => {
  const allocator = new Pymalloc(SMALL, new AdjacentArenas(TOP));
  // 25 blocks fill five pools; a block freed puts its pool at the front of the list.
  run(allocator, new Array(25).fill(16), [0, 20, 12]);
  expect([...takeHeapImage(allocator).usedPools]).toEqual([3, 0, 2, 1, 0, 0, 0, 0]);
});

test.each(PYTHON_VERSIONS)(
  "a heap of %s put back is the heap, and continues as it does",
  (python) => {
    const geometry = { ...GEOMETRIES[python], poolBytes: 256, arenaBytes: 2048 };
    const requests = fc.array(fc.integer({ min: 1, max: 96 }), { minLength: 1, maxLength: 120 });
    const picks = fc.array(fc.nat(), { maxLength: 140 });
    fc.assert(
      fc.property(requests, picks, requests, (first, frees, later) => {
        const allocator = new Pymalloc(
          { ...geometry, smallRequestThreshold: 96 },
          new AdjacentArenas(TOP),
        );
        run(allocator, first, [...new Set(frees.map((pick) => pick % first.length))]);
        const image = takeHeapImage(allocator);
        const snapshot = takeHeapSnapshot(allocator);
        const lowest = Math.min(TOP, ...image.arenas.map(({ address }) => address));
        const restored = () =>
          restoreHeapImage(allocator.geometry, image, new AdjacentArenas(lowest));
        const [one, other] = [restored(), restored()];
        checkInvariants(one);
        expect(takeHeapSnapshot(one)).toEqual(snapshot);
        expect(takeHeapImage(one)).toEqual(image);
        run(one, later, [0]);
        run(other, later, [0]);
        checkInvariants(one);
        expect(takeHeapSnapshot(one)).toEqual(takeHeapSnapshot(other));
      }),
      { numRuns: 30 },
    );
  },
);
