/**
 * The file format pmt1, as reader and writer share it.
 *
 * Unzipped, a file is one line of JSON (the header), then four columns of bytes
 * back to back, in the order and of the lengths that the header gives:
 *
 *     ops     one byte an event
 *     sizes   for malloc, calloc, realloc: the bytes requested
 *     refs    for realloc, free: how many allocations ago the block was made, from 0
 *     addrs   for malloc, calloc, realloc: 0, or 1 + the zigzag of the distance, in
 *             units of the build's alignment, to the last address given to that slot:
 *             one for every 16 bytes of request, in 32-bit builds too
 *
 * All but `ops` are varints, seven bits a byte, lowest first. They may pass 2^32.
 */

/** The columns, in the order in which they are written. */
export const COLUMN_NAMES = ["ops", "sizes", "refs", "addrs"] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Last addresses that a distance can be counted from: one for every 16 bytes, and one for other sizes. */
export const ADDRESS_SLOTS = 33;

/** Most bytes of a header line. A million arenas fit. */
export const MOST_HEADER_BYTES = 32 * 1024 * 1024;

/** Most marks of a trace: a replay keeps a text of kilobytes for each. */
export const MOST_MARKS = 65_536;

/** Most bytes of a trace, unzipped: about 80 million events, which take 2 GB decoded. */
export const MOST_TRACE_BYTES = 256 * 1024 * 1024;

/** The slot of `last` that the address of a request of so many bytes is counted from. */
export function addressSlot(requestBytes: number): number {
  return requestBytes >= 1 && requestBytes <= 512 ? (requestBytes - 1) >> 4 : ADDRESS_SLOTS - 1;
}

/** The error for bytes that are not a trace; every such message begins alike. */
export function notATrace(why: string): RangeError {
  return new RangeError(`not a valid pmt1 trace: ${why}`);
}
