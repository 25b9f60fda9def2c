/**
 * A number for every object: its block's where it is in a pool, and one above all blocks for
 * the objects outside that can refer to others, in the order in which they are met.
 *
 * Outside are large tuples, code, types, and whatever the interpreter's libraries define.
 * A large str or int outside refers to nothing and holds no arena: it has no number.
 */
import type { LabelledHeap } from "../labels/labelled-heap.js";
import type { PythonType } from "../labels/type-table.js";

const HIGH_WORD = 0x1_0000_0000;
const CACHE_SLOTS = 1 << 13;
/** Addresses that are remembered not to be objects, before the memory starts anew. */
const REFUSED_LIMIT = 1 << 21;
/** The most references that a count is believed to have, in units of 2^32. */
const HIGHEST_COUNT_HALF = 255;
/** A count of 32 bits from here on means an immortal object. */
const IMMORTAL = 0x8000_0000;
const SMALLEST_ADDRESS = 0x10000;

/** Number of no object. */
export const NO_OBJECT = -1;

/** Objects by number. */
export class ObjectIds {
  readonly heap: LabelledHeap;
  readonly blockCount: number;
  /** Addresses of the objects outside, by number less {@link blockCount}. */
  readonly outsideAddress: number[] = [];
  /** Their type numbers; {@link FRAME_TYPE} for a frame on a data stack. */
  readonly outsideType: number[] = [];
  /** By type number: 1 for types whose objects refer to nothing. */
  readonly #isLeaf: boolean[] = [];
  /** By label number: bytes in the block before the object, or -1 for no object. */
  readonly #headBytes: number[];
  readonly #numbers = new Map<number, number>();
  readonly #cachedAddress = new Float64Array(CACHE_SLOTS).fill(-1);
  readonly #cachedNumber = new Int32Array(CACHE_SLOTS);
  #refused = 0;

  constructor(heap: LabelledHeap) {
    this.heap = heap;
    this.blockCount = heap.labels.length;
    this.#headBytes = heap.table.kinds.map((kind, label) =>
      kind === "object" ? heap.types.types[heap.table.types[label]!]!.headBytes : -1,
    );
  }

  /** How many numbers there are so far. */
  get count(): number {
    return this.blockCount + this.outsideAddress.length;
  }

  /** Number of the object at an address; {@link NO_OBJECT} when none is known there. */
  at(address: number): number {
    if (address < SMALLEST_ADDRESS) return NO_OBJECT;
    const { pools, labels, prefixBytes } = this.heap;
    const pool = pools.poolAt(address);
    if (pool < 0) return this.#outsideAt(address);
    const offset = address - pools.address[pool]! - pools.poolHeaderBytes - prefixBytes;
    if (offset < 0) return NO_OBJECT;
    const blockBytes = pools.blockBytes[pool]!;
    const index = Math.floor(offset / blockBytes);
    if (index >= pools.carvedBlocks[pool]!) return NO_OBJECT;
    const block = pools.firstBlock[pool]! + index;
    return this.#headBytes[labels[block]!] === offset - index * blockBytes ? block : NO_OBJECT;
  }

  /** Gives a frame of a data stack a number. */
  addFrame(address: number): number {
    return this.#add(address, FRAME_TYPE);
  }

  addressOf(id: number): number {
    if (id < this.blockCount) return this.heap.objectAddress(id);
    return this.outsideAddress[id - this.blockCount]!;
  }

  typeNumberOf(id: number): number {
    if (id < this.blockCount) return this.heap.table.types[this.heap.labels[id]!]!;
    return this.outsideType[id - this.blockCount]!;
  }

  /** The type of an object; `undefined` for a frame of a data stack. */
  typeOf(id: number): PythonType | undefined {
    return this.heap.types.types[this.typeNumberOf(id)];
  }

  /** Whether objects of a type refer to nothing. */
  isLeafType(typeNumber: number): boolean {
    const known = this.#isLeaf[typeNumber];
    if (known !== undefined) return known;
    const type = this.heap.types.types[typeNumber];
    const isLeaf = type !== undefined && refersToNothing(type);
    this.#isLeaf[typeNumber] = isLeaf;
    return isLeaf;
  }

  /** The reference count of an object; infinite for one that never dies. */
  referenceCount(address: number): number {
    const { image, layout } = this.heap;
    if (!layout.hasImmortals) return image.word(address);
    const count = image.uint32(address);
    return count >= IMMORTAL ? Number.POSITIVE_INFINITY : count;
  }

  #outsideAt(address: number): number {
    const slot = (address / 8) & (CACHE_SLOTS - 1);
    if (this.#cachedAddress[slot] === address) return this.#cachedNumber[slot]!;
    let number = this.#numbers.get(address);
    if (number === undefined) {
      const type = this.#outsideType(address);
      number = type < 0 || this.isLeafType(type) ? NO_OBJECT : this.#add(address, type);
      if (number === NO_OBJECT) this.#refuse(address);
    }
    this.#cachedAddress[slot] = address;
    this.#cachedNumber[slot] = number;
    return number;
  }

  #add(address: number, type: number): number {
    const number = this.count;
    this.outsideAddress.push(address);
    this.outsideType.push(type);
    this.#numbers.set(address, number);
    return number;
  }

  #refuse(address: number): void {
    this.#numbers.set(address, NO_OBJECT);
    if (++this.#refused < REFUSED_LIMIT) return;
    for (const [key, value] of this.#numbers) if (value < 0) this.#numbers.delete(key);
    this.#refused = 0;
  }

  /** Number of the type of what is at an address outside the pools; -1 when it is not an object. */
  #outsideType(address: number): number {
    if (address % 8 !== 0) return -1;
    const { image, types, layout } = this.heap;
    const region = image.regionAt(address);
    if (region === undefined || address + 16 > region.end) return -1;
    const half = (address - region.start) / 4;
    const { halves } = region;
    const type = types.numberAt(halves[half + 2]! + halves[half + 3]! * HIGH_WORD);
    if (type < 0) return -1;
    const high = halves[half + 1]!;
    if (layout.minor >= 14 ? (high & 0xffff) !== 0 : high > HIGHEST_COUNT_HALF) return -1;
    return high === 0 && halves[half] === 0 ? -1 : type;
  }
}

/** Type number of a frame on a data stack, which is not an object. */
export const FRAME_TYPE = -2;

const LEAF_KINDS = new Set(["int", "float", "str", "bytes"]);

function refersToNothing(type: PythonType): boolean {
  if (type.isCollected || type.hasManagedDict || type.isHeapType) return false;
  return LEAF_KINDS.has(type.kind) || type.name === "complex";
}
