/**
 * The geometry of the build that printed a text, as far as its figures give it
 * away: also of builds that this library does not model, such as 32-bit ones.
 */
import type { MallocStats, SizeClassStats } from "./malloc-stats.js";

/** Constants of a build, from its text. */
export interface StatsGeometry {
  /** Step between size classes, in bytes. */
  readonly alignment: number;
  readonly poolBytes: number;
  readonly arenaBytes: number;
  readonly poolsPerArena: number;
  /** Header of a pool, in bytes; {@link HEADER_BYTES_64} for a text without pools. */
  readonly poolHeaderBytes: number;
}

/** Header of a pool where a pointer has 8 bytes, and where it has 4. */
export const HEADER_BYTES_64 = 48;
export const HEADER_BYTES_32 = 32;

/** Works out the geometry of a build. */
export function statsGeometry(stats: MallocStats): StatsGeometry {
  return {
    alignment: stats.smallRequestThreshold / stats.sizeClassCount,
    poolBytes: stats.poolBytes,
    arenaBytes: stats.arenaBytes,
    poolsPerArena: Math.floor(stats.arenaBytes / stats.poolBytes),
    poolHeaderBytes: poolHeaderBytes(stats),
  };
}

/** Pools with a live block. */
export function usedPoolCount({ classes }: Pick<MallocStats, "classes">): number {
  return classes.reduce((pools, { poolCount }) => pools + poolCount, 0);
}

/** Blocks that fit one pool of a class. */
export function capacityOf(row: SizeClassStats, geometry: StatsGeometry): number {
  return Math.floor((geometry.poolBytes - geometry.poolHeaderBytes) / row.blockBytes);
}

/**
 * The header that the line on headers and most rows agree on. A text with a wrong
 * figure should have that one line reported and not all that follow from it.
 */
function poolHeaderBytes(stats: MallocStats): number {
  const pools = usedPoolCount(stats);
  if (pools === 0) return HEADER_BYTES_64;
  const printed = stats.bytesLostToPoolHeaders / pools;
  const candidates = [printed, HEADER_BYTES_64, HEADER_BYTES_32].filter(
    (bytes) => Number.isInteger(bytes) && bytes > 0 && bytes < stats.poolBytes,
  );
  const rowsThatFit = (headerBytes: number) =>
    stats.classes.filter(({ blockBytes, poolCount, blocksInUse, availableBlocks }) => {
      const capacity = Math.floor((stats.poolBytes - headerBytes) / blockBytes);
      return poolCount * capacity === blocksInUse + availableBlocks;
    }).length;
  const most = Math.max(...candidates.map(rowsThatFit));
  return candidates.find((bytes) => rowsThatFit(bytes) === most) ?? HEADER_BYTES_64;
}
