/**
 * The geometry of the build that printed a text, as far as its figures give it
 * away: also of builds that this library does not model, such as 32-bit ones.
 */
import type { MallocStats, SizeClassStats } from "../../pymalloc/malloc-stats.js";

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
 * The header that most figures agree on: the rows, the line on headers and the one on
 * quantization. A text with a wrong figure should have that one line reported and not
 * all that follow from it.
 */
function poolHeaderBytes(stats: MallocStats): number {
  const pools = usedPoolCount(stats);
  if (pools === 0) return HEADER_BYTES_64;
  const candidates = [HEADER_BYTES_64, HEADER_BYTES_32, stats.bytesLostToPoolHeaders / pools];
  const agreeing = candidates.map((bytes) => figuresThatAgree(stats, bytes));
  return candidates[agreeing.indexOf(Math.max(...agreeing))]!;
}

function figuresThatAgree(stats: MallocStats, headerBytes: number): number {
  const usableBytes = stats.poolBytes - headerBytes;
  if (!Number.isInteger(headerBytes) || usableBytes <= 0) return -1;
  const rows = stats.classes.filter(({ blockBytes, poolCount, blocksInUse, availableBlocks }) => {
    const capacity = Math.floor(usableBytes / blockBytes);
    return poolCount * capacity === blocksInUse + availableBlocks;
  });
  const quantization = stats.classes.reduce(
    (bytes, { blockBytes, poolCount }) => bytes + poolCount * (usableBytes % blockBytes),
    0,
  );
  const headers = usedPoolCount(stats) * headerBytes;
  return (
    rows.length +
    (quantization === stats.bytesLostToQuantization ? 1 : 0) +
    (headers === stats.bytesLostToPoolHeaders ? 1 : 0)
  );
}
