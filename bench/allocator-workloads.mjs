// The five workloads of real-malloc.c on the simulator, each per operation, and the
// two that can be done in bulk. Recording is on: arena events are listened to.
import { AdjacentArenas, freeMany, geometryOf, mallocMany, Pymalloc } from "../dist/index.js";

const COUNT = 1_000_000;
const MIXED = 10_000_000;
const REQUEST_BYTES = 67;
const KEPT = 50;

let state = 0;

/** xorshift32, the same as in real-malloc.c */
function next() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

function start() {
  state = 2463534242;
  const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
  /** @type {number[]} */
  const events = [];
  allocator.onArena = ({ step }) => events.push(step);
  return allocator;
}

/** @param {() => void} work @param {number} operations @returns CPU nanoseconds an operation */
function timed(work, operations) {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return ((user + system) * 1000) / operations;
}

/** @param {Pymalloc} allocator */
function filled(allocator, blocks = new Int32Array(COUNT)) {
  for (let i = 0; i < COUNT; i++) blocks[i] = allocator.malloc(REQUEST_BYTES);
  return blocks;
}

/** @type {Record<string, () => number>} */
export const WORKLOADS = {
  "malloc 1M of 67 bytes": () => {
    const allocator = start();
    const blocks = new Int32Array(COUNT);
    return timed(() => filled(allocator, blocks), COUNT);
  },
  "free half, in order": () => {
    const allocator = start();
    const blocks = filled(allocator);
    let freed = 0;
    const took = timed(() => {
      for (let i = 0; i < COUNT; i++) {
        if ((next() & 1) === 0) continue;
        allocator.free(blocks[i] ?? 0);
        freed += 1;
      }
    }, 1);
    return took / freed;
  },
  "free 500k, shuffled": () => {
    const allocator = start();
    const blocks = filled(allocator);
    for (let i = COUNT - 1; i > 0; i--) {
      const j = next() % (i + 1);
      const other = blocks[i] ?? 0;
      blocks[i] = blocks[j] ?? 0;
      blocks[j] = other;
    }
    return timed(() => {
      for (let i = 0; i < COUNT / 2; i++) allocator.free(blocks[i] ?? 0);
    }, COUNT / 2);
  },
  "free all but 50": () => {
    const allocator = start();
    const blocks = filled(allocator);
    return timed(() => {
      for (let i = 0; i < COUNT; i++) {
        if (i % (COUNT / KEPT) !== 0) allocator.free(blocks[i] ?? 0);
      }
    }, COUNT - KEPT);
  },
  "10M mixed": () => {
    const allocator = start();
    const blocks = new Int32Array(COUNT);
    return timed(() => {
      for (let i = 0; i < MIXED; i++) {
        const r = next();
        const place = r % COUNT;
        const block = blocks[place] ?? 0;
        if (block !== 0) {
          allocator.free(block);
          blocks[place] = 0;
        } else {
          const bits = r >>> 20;
          const isSmall = (bits & 15) !== 0;
          blocks[place] = allocator.malloc(1 + (isSmall ? (bits >> 4) & 127 : (r >>> 8) & 511));
        }
      }
    }, MIXED);
  },
};

/** Bulk forms of the first workload and of freeing half in order. @type {Record<string, () => number>} */
export const BULK_WORKLOADS = {
  "malloc 1M of 67 bytes": () => {
    const allocator = start();
    const blocks = new Int32Array(COUNT);
    return timed(() => mallocMany(allocator, REQUEST_BYTES, blocks), COUNT);
  },
  "free half, in order": () => {
    const allocator = start();
    const going = filled(allocator).filter(() => (next() & 1) === 1);
    return timed(() => freeMany(allocator, going), going.length);
  },
};

/** Bytes of tables for each 80-byte block, at a million blocks. */
export function tableBytesPerBlock() {
  const allocator = start();
  filled(allocator);
  return allocator.pools.tableBytes / COUNT;
}

/**
 * Nanoseconds of a malloc in order, at a count of blocks.
 * @param {number} count
 */
export function mallocInOrder(count) {
  const allocator = start();
  return timed(() => {
    for (let i = 0; i < count; i++) allocator.malloc(REQUEST_BYTES);
  }, count);
}
