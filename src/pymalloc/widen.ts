/** Growing a typed array: they have one length for life, so a longer one takes over. */

/**
 * Copies a table to the front of a longer one.
 *
 * @returns the longer one.
 */
export function widen<T extends { set(from: T): void }>(table: T, wider: T): T {
  wider.set(table);
  return wider;
}
