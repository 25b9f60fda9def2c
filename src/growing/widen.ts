/**
 * Growing a typed array: it has one length for life, so a longer one takes its place.
 *
 * Where numbers are pushed one by one, `GrowingArray` says when. The allocator's tables, the
 * log's columns and a trace's bytes say it themselves: several of them grow at one moment, and
 * their owners read the arrays directly, without a call a number.
 */

/**
 * Copies a table to the front of a longer one.
 *
 * @returns the longer one.
 * @throws {RangeError} when the other is shorter.
 */
export function widen<T extends { set(from: T): void }>(table: T, wider: T): T {
  wider.set(table);
  return wider;
}
