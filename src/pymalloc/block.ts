/**
 * A block's number: its pool's, then its ordinal in the pool, which counts from 1 in address
 * order. So a block is above 0 inside an arena; below 0 the raw allocator has it, and 0 is NULL.
 * `addressOf` of an allocator gives its address.
 */
export type Block = number;

/** How the number of a block in an arena is put together: `pool << SHIFT | ordinal`. */
export const enum BlockNumber {
  /** Bits of a number above 0, so that it stays a small integer in V8. */
  BITS = 31,
  SHIFT = 10,
  ORDINAL_MASK = (1 << SHIFT) - 1,
  /** Of the first block of a pool. */
  FIRST_ORDINAL = 1,
}
