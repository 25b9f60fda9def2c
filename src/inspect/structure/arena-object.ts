/** CPython's `arena_object`: one entry of its `arenas` array. */
import type { MemoryImage } from "../../image/memory-image.js";
import { PAGE_BYTES } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";

/** Bytes of an `arena_object` in a 64-bit build. */
export const ARENA_OBJECT_BYTES = 48;

/** An entry in use. @see CPython, Include/internal/pycore_obmalloc.h, `struct arena_object` */
export interface ArenaObject {
  readonly isInUse: true;
  readonly address: number;
  /** Where the next never used pool would be; CPython's `pool_address`. */
  readonly carvePointer: number;
  readonly freePoolCount: number;
  readonly poolCount: number;
  /** The first emptied pool, 0 for none. */
  readonly freePools: number;
  readonly next: number;
  readonly previous: number;
}

/** An entry that is not in use: a link to the next one. */
export interface UnusedArenaObject {
  readonly isInUse: false;
  readonly next: number;
}

/** Reads an entry; `undefined` where none can be. */
export function arenaObjectAt(
  image: MemoryImage,
  at: number,
  { poolBytes, arenaBytes }: Geometry,
): ArenaObject | UnusedArenaObject | undefined {
  const address = image.word(at);
  const next = image.word(at + 32);
  if (address === 0) return { isInUse: false, next };
  if (address < 0 || address % PAGE_BYTES !== 0) return undefined;
  const carvePointer = image.word(at + 8);
  const freePoolCount = image.uint32(at + 16);
  const poolCount = image.uint32(at + 20);
  const freePools = image.word(at + 24);
  const mostPools = arenaBytes / poolBytes;
  if (poolCount !== mostPools - (address % poolBytes === 0 ? 0 : 1)) return undefined;
  if (freePoolCount < 0 || freePoolCount > poolCount) return undefined;
  const isInside = (pool: number) => pool >= address && pool <= address + arenaBytes;
  if (!isInside(carvePointer) || carvePointer % poolBytes !== 0) return undefined;
  if (freePools !== 0 && (!isInside(freePools) || freePools % poolBytes !== 0)) return undefined;
  const previous = image.word(at + 40);
  return {
    isInUse: true,
    address,
    carvePointer,
    freePoolCount,
    poolCount,
    freePools,
    next,
    previous,
  };
}

/** Address of the first pool of an arena. */
export function firstPoolAddress(address: number, { poolBytes }: Geometry): number {
  return Math.ceil(address / poolBytes) * poolBytes;
}
