/**
 * Pools found without symbols: every place where a pool could begin is looked at, and what
 * looks like a pool's header has to agree with itself and with the free list after it.
 */
import type { CopiedRegion, MemoryImage } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import type { FoundPool } from "../read-pools.js";

/** Fields of `pool_header` in units of 4 bytes. @see CPython, Objects/obmalloc.c */
const COUNT = 0;
const FREE_BLOCK = 2;
const NEXT_POOL = 4;
const PREVIOUS_POOL = 6;
const ARENA_INDEX = 8;
const SIZE_INDEX = 9;
const NEXT_OFFSET = 10;
const MAX_NEXT_OFFSET = 11;

const HIGH_WORD = 0x1_0000_0000;
/** More arenas than any process has; 1 TiB of them. */
const LARGEST_ARENA_SLOT = 0xfffff;

/** Finds all pools of a process, of whichever interpreter. */
export function scanPools(image: MemoryImage, geometry: Geometry): FoundPool[] {
  const found: FoundPool[] = [];
  for (const region of image.regions) {
    if (region.isAnonymous) scanRegion(region, geometry, found);
  }
  return found;
}

function scanRegion(region: CopiedRegion, geometry: Geometry, found: FoundPool[]): void {
  const { poolBytes } = geometry;
  const first = Math.ceil(region.start / poolBytes) * poolBytes;
  for (let address = first; address + poolBytes <= region.end; address += poolBytes) {
    const pool = poolAt(region.halves, (address - region.start) / 4, address, geometry);
    if (pool !== undefined) found.push(pool);
  }
}

function poolAt(
  halves: Uint32Array,
  at: number,
  address: number,
  { poolBytes, poolHeaderBytes, alignment, smallRequestThreshold }: Geometry,
): FoundPool | undefined {
  const sizeClass = halves[at + SIZE_INDEX]!;
  const blockBytes = (sizeClass + 1) * alignment;
  if (blockBytes > smallRequestThreshold) return undefined;
  if (halves[at + MAX_NEXT_OFFSET] !== poolBytes - blockBytes) return undefined;
  const carvedBytes = halves[at + NEXT_OFFSET]! - poolHeaderBytes;
  if (carvedBytes < blockBytes || carvedBytes > poolBytes - poolHeaderBytes) return undefined;
  if (carvedBytes % blockBytes !== 0) return undefined;
  const arenaSlot = halves[at + ARENA_INDEX]!;
  if (arenaSlot > LARGEST_ARENA_SLOT) return undefined;

  const liveBlocks = halves[at + COUNT]!;
  const carvedBlocks = carvedBytes / blockBytes;
  const capacity = Math.floor((poolBytes - poolHeaderBytes) / blockBytes);
  const list = walkFreeList(halves, at, address, { blockBytes, carvedBlocks, poolHeaderBytes });
  // Not one good link: this is somebody's data.
  if (list.leavesPool && list.length === 0) return undefined;
  return {
    address,
    sizeClass,
    liveBlocks: Math.min(liveBlocks, 0xffff),
    carvedBlocks,
    arenaSlot,
    next: wordAt(halves, at + NEXT_POOL),
    previous: wordAt(halves, at + PREVIOUS_POOL),
    problem: contradiction(liveBlocks, carvedBlocks, capacity, list),
  };
}

interface FreeListWalk {
  readonly length: number;
  readonly leavesPool: boolean;
}

function walkFreeList(
  halves: Uint32Array,
  at: number,
  address: number,
  pool: { blockBytes: number; carvedBlocks: number; poolHeaderBytes: number },
): FreeListWalk {
  const low = address % HIGH_WORD;
  const high = Math.floor(address / HIGH_WORD);
  let link = at + FREE_BLOCK;
  for (let length = 0; length <= pool.carvedBlocks; length++) {
    const linkLow = halves[link]!;
    const linkHigh = halves[link + 1]!;
    if (linkLow === 0 && linkHigh === 0) return { length, leavesPool: false };
    const offset = linkHigh === high ? linkLow - low - pool.poolHeaderBytes : -1;
    const isBlock = offset >= 0 && offset % pool.blockBytes === 0;
    if (!isBlock || offset / pool.blockBytes >= pool.carvedBlocks) {
      return { length, leavesPool: true };
    }
    link = at + (offset + pool.poolHeaderBytes) / 4;
  }
  return { length: pool.carvedBlocks + 1, leavesPool: false };
}

/** What in a pool cannot be at one moment: a reading of a heap at work is torn. */
function contradiction(
  liveBlocks: number,
  carvedBlocks: number,
  capacity: number,
  list: FreeListWalk,
): string | undefined {
  if (list.leavesPool) return "its free list leaves the pool";
  if (list.length > carvedBlocks) return "its free list does not end";
  if (liveBlocks + list.length !== carvedBlocks) {
    return `${liveBlocks} live and ${list.length} free blocks are not the ${carvedBlocks} carved ones`;
  }
  if (list.length === 0 && carvedBlocks !== capacity) return "it has room and no free block";
  return undefined;
}

function wordAt(halves: Uint32Array, at: number): number {
  return halves[at]! + halves[at + 1]! * HIGH_WORD;
}
