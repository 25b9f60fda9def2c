// The five workloads of real-malloc.c on the simulator, each per operation, and the two
// that can be done in bulk. Recording is on: arena events are listened to.
//
// As in C, the loops are functions of their own, the blocks are in one array that is made
// once, the random numbers are 32-bit integers, and only the loop is timed.

import { freeMany, mallocMany } from "../dist/doors/pymalloc.js";
import { AdjacentArenas, geometryOf, Pymalloc } from "../dist/index.js";

// Not exported: V8 takes an exported name as one that may change, and a C compiler knows these.
const COUNT = 1_000_000;
const MIXED = 10_000_000;
const REQUEST_BYTES = 67;
const KEPT = 50;
const SEED = 2463534242 | 0;

const blocks = new Int32Array(COUNT);

export function start() {
  const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
  /** @type {number[]} */
  const events = [];
  allocator.onArena = ({ step }) => events.push(step);
  return allocator;
}

/** @typedef {(allocator: Pymalloc, blocks: Int32Array) => number} Loop - gives its operations */

/** @param {Loop} loop @param {Pymalloc} allocator @returns CPU nanoseconds an operation */
export function timed(loop, allocator, list = blocks) {
  const from = process.cpuUsage();
  const operations = loop(allocator, list);
  const { user, system } = process.cpuUsage(from);
  return ((user + system) * 1000) / operations;
}

/** @type {Loop} */
export function fill(allocator, list) {
  for (let i = 0; i < COUNT; i++) list[i] = allocator.malloc(REQUEST_BYTES);
  return COUNT;
}

/** @type {Loop} */
export function freeHalf(allocator, list) {
  let state = SEED;
  let freed = 0;
  for (let i = 0; i < COUNT; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    if ((state & 1) === 0) continue;
    allocator.free(list[i] ?? 0);
    list[i] = 0;
    freed += 1;
  }
  return freed;
}

/** @param {Int32Array} list */
function shuffle(list) {
  let state = SEED;
  for (let i = COUNT - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    const other = list[i] ?? 0;
    list[i] = list[j] ?? 0;
    list[j] = other;
  }
}

/** @type {Loop} */
function freeShuffled(allocator, list) {
  for (let i = 0; i < COUNT / 2; i++) allocator.free(list[i] ?? 0);
  return COUNT / 2;
}

/** @type {Loop} */
export function freeAllButFew(allocator, list) {
  for (let i = 0; i < COUNT; i++) {
    if (i % (COUNT / KEPT) !== 0) {
      allocator.free(list[i] ?? 0);
      list[i] = 0;
    }
  }
  return COUNT - KEPT;
}

/** @type {Loop} */
function mixed(allocator, list) {
  let state = SEED;
  for (let i = 0; i < MIXED; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const r = state >>> 0;
    const place = r % COUNT;
    const block = list[place] ?? 0;
    if (block !== 0) {
      allocator.free(block);
      list[place] = 0;
    } else {
      const bits = r >>> 20;
      const isSmall = (bits & 15) !== 0;
      list[place] = allocator.malloc(1 + (isSmall ? (bits >> 4) & 127 : (r >>> 8) & 511));
    }
  }
  return MIXED;
}

function filled() {
  const allocator = start();
  fill(allocator, blocks);
  return allocator;
}

/** In the order of real-malloc.c. @type {Record<string, () => number>} */
export const WORKLOADS = {
  "malloc 1M of 67 bytes": () => timed(fill, start()),
  "free half, in order": () => timed(freeHalf, filled()),
  "free 500k, shuffled": () => {
    const allocator = filled();
    shuffle(blocks);
    return timed(freeShuffled, allocator);
  },
  "free all but 50": () => timed(freeAllButFew, filled()),
  "10M mixed": () => {
    blocks.fill(0);
    return timed(mixed, start());
  },
};

/** @type {Loop} */
function fillInBulk(allocator, list) {
  mallocMany(allocator, REQUEST_BYTES, list);
  return list.length;
}

/** @type {Loop} */
function freeInBulk(allocator, list) {
  freeMany(allocator, list);
  return list.length;
}

function everyOther() {
  let state = SEED;
  return blocks.filter(() => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state & 1) === 1;
  });
}

/** Bulk forms of the first workload and of freeing half in order. @type {Record<string, () => number>} */
export const BULK_WORKLOADS = {
  "malloc 1M of 67 bytes": () => timed(fillInBulk, start()),
  "free half, in order": () => {
    const allocator = filled();
    return timed(freeInBulk, allocator, everyOther());
  },
};

/** Bytes of tables for each 80-byte block, at a million blocks. */
export function tableBytesPerBlock() {
  return filled().heap.tableBytes / COUNT;
}

/**
 * Nanoseconds of a malloc in order, at a count of blocks.
 * @param {number} count
 */
export function mallocInOrder(count) {
  return timed((allocator) => {
    for (let i = 0; i < count; i++) allocator.malloc(REQUEST_BYTES);
    return count;
  }, start());
}
