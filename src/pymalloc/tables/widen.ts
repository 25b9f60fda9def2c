/** Copies a table to the front of a longer one. */
export function widen<T extends { set(from: T): void }>(table: T, wider: T): T {
  wider.set(table);
  return wider;
}
