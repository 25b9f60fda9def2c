import { expect, test } from "vitest";
import { freeMany, mallocMany } from "../../../src/pymalloc/bulk.js";
import { takeHeapImage } from "../../../src/pymalloc/heap/heap-image.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { LoggedPymalloc } from "../../../src/recording/log/logged-pymalloc.js";
import { RunPlayer } from "../../../src/recording/player/run-player.js";
import { SMALL } from "../../pymalloc/small-geometry.js";

const logged = () => LoggedPymalloc.onEmptyHeap(SMALL, new AdjacentArenas(2 ** 24));

test("requests and frees by the many are logged one by one, and the run can be played", () => {
  const allocator = logged();
  const blocks = new Int32Array(1000);
  mallocMany(allocator, 16, blocks);
  freeMany(allocator, blocks, 0, 400);
  const run = allocator.loggedRun();
  expect([allocator.step, run.operations.length]).toEqual([1400, 1400]);
  const player = new RunPlayer({ ...run, geometry: SMALL });
  player.seek(1400);
  expect(takeHeapImage(player.allocator)).toEqual(takeHeapImage(allocator));
});

test("an allocator with a method of its own is asked one by one too", () => {
  let requests = 0;
  class Counting extends Pymalloc {
    override malloc(requestBytes: number): number {
      requests += 1;
      return super.malloc(requestBytes);
    }
  }
  mallocMany(new Counting(SMALL, new AdjacentArenas(2 ** 24)), 16, new Int32Array(100));
  expect(requests).toBe(100);
});

test("every kind of operation is logged once", () => {
  const allocator = logged();
  const block = allocator.calloc(2, 8);
  const larger = allocator.realloc(block, 32);
  const fromNull = allocator.realloc(0, 16);
  const raw = allocator.malloc(1000);
  allocator.free(0); // NULL: not an operation
  for (const one of [larger, fromNull, raw]) allocator.free(one);
  const { operations } = allocator.loggedRun();
  expect([operations.length, allocator.step]).toEqual([7, 7]);
  expect([...operations.requestBytes]).toEqual([16, 32, 16, 1000, 0, 0, 0]);
});

test("what is refused is not logged", () => {
  const allocator = logged();
  const block = allocator.malloc(16);
  allocator.free(block);
  expect(() => allocator.free(block)).toThrow(`cannot free block ${block}`);
  expect(() => allocator.realloc(block, 8)).toThrow(`cannot realloc block ${block}`);
  expect(() => allocator.malloc(-1)).toThrow("requestBytes must be a whole number");
  expect(() => allocator.calloc(1.5, 8)).toThrow("requestBytes must be a whole number");
  expect(allocator.loggedRun().operations.length).toBe(2);
});

test("a log that missed an operation says so, and is not given", () => {
  const inner = new Pymalloc(SMALL, new AdjacentArenas(2 ** 24));
  inner.malloc(16);
  const allocator = new LoggedPymalloc(inner);
  allocator.malloc(16);
  inner.malloc(16);
  expect(() => allocator.loggedRun()).toThrow(
    "the log has 1 of 2 operations: the others went to the wrapped allocator",
  );
});

test("it says of its heap what the wrapped allocator says, and tells of arenas", () => {
  const inner = new Pymalloc(SMALL, new AdjacentArenas(2 ** 24));
  const births: number[] = [];
  inner.onArena = ({ birth }) => births.push(birth);
  const allocator = new LoggedPymalloc(inner);
  const block = allocator.malloc(30);
  expect(births).toEqual([0]);
  expect(allocator.isLive(block)).toBe(true);
  expect([allocator.blockBytes(block), allocator.bytesInBlocks()]).toEqual([32, 32]);
  expect(allocator.addressOf(block)).toBe(inner.addressOf(block));
  expect([allocator.allocatedBlocks(), allocator.arenas]).toEqual([1, inner.arenas]);
});
