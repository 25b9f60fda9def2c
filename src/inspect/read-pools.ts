/**
 * All pools of a process, side by side in flat arrays, and the look-ups from an address to
 * its pool and its block.
 */
import { lastAtMost, type MemoryImage } from "../image/memory-image.js";
import type { Geometry } from "../pymalloc/geometry.js";
import { PoolPages } from "./pool-pages.js";

/** What is known of a pool when it has been found. */
export interface FoundPool {
  readonly address: number;
  readonly sizeClass: number;
  /** Live blocks; CPython's `ref.count`. */
  readonly liveBlocks: number;
  /** Blocks ever used: the live ones and those of the free list. */
  readonly carvedBlocks: number;
  /** Slot of its arena; CPython's `arenaindex`. */
  readonly arenaSlot: number;
  /** Its neighbours on whatever list it is; CPython's `nextpool` and `prevpool`. */
  readonly next: number;
  readonly previous: number;
  /** What contradicts itself in the pool, for a torn reading. */
  readonly problem: string | undefined;
}

/**
 * The pools of a process, by ascending address; a pool number is a place in these arrays.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const { pools } = readHeap(image);
 * pools.blockAt(pools.addressOfBlock(3)); // => 3
 */
export class ReadPools {
  readonly image: MemoryImage;
  readonly poolBytes: number;
  readonly poolHeaderBytes: number;
  readonly count: number;
  readonly address: Float64Array;
  readonly sizeClass: Uint8Array;
  readonly blockBytes: Uint16Array;
  readonly liveBlocks: Uint16Array;
  readonly carvedBlocks: Uint16Array;
  readonly arenaSlot: Uint32Array;
  readonly next: Float64Array;
  readonly previous: Float64Array;
  /** By pool number: what contradicts itself in it. */
  readonly problems: ReadonlyMap<number, string>;
  /** Whose pool it is, as a place in `HeapReading.interpreters`; -1 for a pool of no arena. */
  readonly interpreter: Int16Array;
  /** Place of its arena in that interpreter's `arenas`; -1 for none. */
  readonly arena: Int32Array;
  /** Place of the pool's region in `image.regions`. */
  readonly region: Int32Array;
  /** Where in that region's `halves` the pool begins. */
  readonly half: Uint32Array;
  /** Number of each pool's first block; one more entry than pools: the count of blocks. */
  readonly firstBlock: Uint32Array;
  /** By block number: 1 for a live block, 0 for one on a free list. */
  readonly isLive: Uint8Array;
  readonly #pages: PoolPages;

  constructor(image: MemoryImage, geometry: Geometry, found: readonly FoundPool[]) {
    const pools = [...found].sort((a, b) => a.address - b.address);
    this.image = image;
    this.poolBytes = geometry.poolBytes;
    this.poolHeaderBytes = geometry.poolHeaderBytes;
    this.count = pools.length;
    this.address = Float64Array.from(pools, (pool) => pool.address);
    this.sizeClass = Uint8Array.from(pools, (pool) => pool.sizeClass);
    this.blockBytes = Uint16Array.from(
      pools,
      ({ sizeClass }) => (sizeClass + 1) * geometry.alignment,
    );
    this.liveBlocks = Uint16Array.from(pools, (pool) => pool.liveBlocks);
    this.carvedBlocks = Uint16Array.from(pools, (pool) => pool.carvedBlocks);
    this.arenaSlot = Uint32Array.from(pools, (pool) => pool.arenaSlot);
    this.next = Float64Array.from(pools, (pool) => pool.next);
    this.previous = Float64Array.from(pools, (pool) => pool.previous);
    this.problems = problemsOf(pools);
    this.interpreter = new Int16Array(this.count).fill(-1);
    this.arena = new Int32Array(this.count).fill(-1);
    const starts = Float64Array.from(image.regions, ({ start }) => start);
    this.region = Int32Array.from(this.address, (address) => lastAtMost(starts, address));
    this.half = Uint32Array.from(
      this.address,
      (address, pool) => (address - starts[this.region[pool]!]!) / 4,
    );
    this.firstBlock = sumsBefore(this.carvedBlocks);
    this.#pages = new PoolPages(this.address, geometry.poolBytes);
    this.isLive = new Uint8Array(this.blockCount);
    for (let pool = 0; pool < this.count; pool++) this.#markLive(pool);
  }

  /** Carved blocks of all pools: block numbers run from 0 to one below this. */
  get blockCount(): number {
    return this.firstBlock[this.count]!;
  }

  /** Number of the pool that has an address, header and tail included; -1 for none. */
  poolAt(address: number): number {
    return this.#pages.poolAt(address);
  }

  /** Number of the carved block that has an address, live or free; -1 for none. */
  blockAt(address: number): number {
    const pool = this.#pages.poolAt(address);
    if (pool < 0) return -1;
    const offset = address - this.address[pool]! - this.poolHeaderBytes;
    if (offset < 0) return -1;
    const index = Math.floor(offset / this.blockBytes[pool]!);
    return index < this.carvedBlocks[pool]! ? this.firstBlock[pool]! + index : -1;
  }

  /** Number of the pool that a block is in. */
  poolOfBlock(block: number): number {
    return lastAtMost(this.firstBlock, block);
  }

  /** Address of a block. */
  addressOfBlock(block: number): number {
    const pool = this.poolOfBlock(block);
    const index = block - this.firstBlock[pool]!;
    return this.address[pool]! + this.poolHeaderBytes + index * this.blockBytes[pool]!;
  }

  /** The words of a pool's region, and where in them a pool begins is {@link half}. */
  halvesOf(pool: number): Uint32Array {
    return this.image.regions[this.region[pool]!]!.halves;
  }

  /** The free list of a pool as block indices from 0, the one that malloc takes next first. */
  freeListOf(pool: number): number[] {
    const list: number[] = [];
    this.#walkFreeList(pool, (index) => list.push(index));
    return list;
  }

  #markLive(pool: number): void {
    if (this.liveBlocks[pool] === 0) return;
    const first = this.firstBlock[pool]!;
    this.isLive.fill(1, first, this.firstBlock[pool + 1]!);
    this.#walkFreeList(pool, (index) => {
      this.isLive[first + index] = 0;
    });
  }

  /** Follows a free list as far as it makes sense: a torn one may lead anywhere. */
  #walkFreeList(pool: number, visit: (index: number) => void): void {
    const halves = this.halvesOf(pool);
    const start = this.half[pool]!;
    const low = this.address[pool]! % 0x1_0000_0000;
    const blockBytes = this.blockBytes[pool]!;
    const carvedBlocks = this.carvedBlocks[pool]!;
    let at = start + 2;
    for (let steps = 0; steps < carvedBlocks; steps++) {
      if (halves[at] === 0 && halves[at + 1] === 0) return;
      const offset = halves[at]! - low - this.poolHeaderBytes;
      const index = offset / blockBytes;
      if (!Number.isInteger(index) || index < 0 || index >= carvedBlocks) return;
      visit(index);
      at = start + (offset + this.poolHeaderBytes) / 4;
    }
  }
}

function problemsOf(pools: readonly FoundPool[]): Map<number, string> {
  const problems = new Map<number, string>();
  pools.forEach(({ problem }, pool) => {
    if (problem !== undefined) problems.set(pool, problem);
  });
  return problems;
}

/** For each count the sum of those before it, and the whole sum at the end. */
function sumsBefore(counts: Uint16Array): Uint32Array {
  const sums = new Uint32Array(counts.length + 1);
  for (let place = 0; place < counts.length; place++)
    sums[place + 1] = sums[place]! + counts[place]!;
  return sums;
}
