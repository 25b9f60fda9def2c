/**
 * Size classes: how a request in bytes becomes a choice of equal-sized blocks,
 * and how many of those blocks a pool holds.
 */
import type { Geometry } from "./geometry.js";

/** Number of size classes: 32 for 16-byte alignment, 64 for 8-byte alignment. */
export function sizeClassCount(geometry: Geometry): number {
  return geometry.smallRequestThreshold / geometry.alignment;
}

/**
 * Finds the size class that serves a request.
 *
 * @param requestBytes - size asked for, in bytes: a whole number, 0 or more.
 * @returns the zero-based class index (CPython's `szidx`), or `undefined` when the
 *   request leaves pymalloc for the raw allocator, as 0 and everything above
 *   `smallRequestThreshold` do.
 * @throws {RangeError} when `requestBytes` is negative or not whole.
 * @see CPython, Objects/obmalloc.c, `pymalloc_alloc`.
 *
 * @example
 * sizeClassIndex(17, geometryOf("3.13")); // => 1
 * sizeClassIndex(513, geometryOf("3.13")); // => undefined
 */
export function sizeClassIndex(requestBytes: number, geometry: Geometry): number | undefined {
  assertRequestBytes(requestBytes);
  if (requestBytes === 0 || requestBytes > geometry.smallRequestThreshold) return undefined;
  // One byte off first: a request of exactly 16 must stay in class 0, and plain
  // division would push it up to class 1.
  return Math.floor((requestBytes - 1) / geometry.alignment);
}

/**
 * Bytes of one block of a size class.
 *
 * @example
 * blockBytesOf(4, geometryOf("3.11")); // => 80
 */
export function blockBytesOf(sizeClass: number, geometry: Geometry): number {
  return (sizeClass + 1) * geometry.alignment;
}

/**
 * Blocks of a size class that fit one pool after its header (CPython's `NUMBLOCKS`).
 *
 * @example
 * blocksPerPool(4, geometryOf("3.11")); // => 204
 * blocksPerPool(4, geometryOf("3.8")); // => 50
 */
export function blocksPerPool(sizeClass: number, geometry: Geometry): number {
  const usableBytes = geometry.poolBytes - geometry.poolHeaderBytes;
  return Math.floor(usableBytes / blockBytesOf(sizeClass, geometry));
}

/** Refuses a request that is not a number of bytes. */
export function assertRequestBytes(requestBytes: number): void {
  if (!Number.isSafeInteger(requestBytes) || requestBytes < 0) {
    throw new RangeError(
      `requestBytes must be a whole number of bytes, 0 or more, got ${requestBytes}`,
    );
  }
}
