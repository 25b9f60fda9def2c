import { expect, test } from "vitest";
import { freeMany, mallocMany } from "../../src/pymalloc/bulk.js";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { takeHeapSnapshot } from "../../src/pymalloc/heap/heap-snapshot.js";
import { checkInvariants } from "../../src/pymalloc/invariants.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

/** Pools of 4096 bytes with 7 blocks of 512 bytes each: three of them full, a fourth with 4. */
function filled() {
  const allocator = new Pymalloc(geometryOf("3.8"), new AdjacentArenas());
  const blocks = new Int32Array(3 * 7 + 4);
  mallocMany(allocator, 512, blocks);
  return { allocator, blocks };
}

test("a block that its pool never gave is refused, and those before it are freed", () => {
  // Of the first pool, which has 7: its neighbours' blocks must not be taken for the 8th to 24th.
  for (let past = 1; past <= 17; past++) {
    const { allocator, blocks } = filled();
    const [first = 0, second = 0] = blocks;
    const forged = blocks[6]! + past;
    expect(() => freeMany(allocator, Int32Array.of(first, second, forged))).toThrow(RangeError);
    checkInvariants(allocator);
    const single = filled().allocator;
    single.free(first);
    single.free(second);
    expect(takeHeapSnapshot(allocator)).toEqual(takeHeapSnapshot(single));
  }
});

test("a block that its pool has not given yet is refused", () => {
  const { allocator, blocks } = filled();
  const [first = 0, second = 0] = blocks.subarray(21);
  // The fourth pool gave four of its seven.
  const untouched = blocks[24]! + 1;
  expect(() => freeMany(allocator, Int32Array.of(first, second, untouched))).toThrow(RangeError);
  checkInvariants(allocator);
});
