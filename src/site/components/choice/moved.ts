/**
 * A list with one item at another place.
 *
 * @param to - its new place, from 0.
 *
 * @example
 * moved(["a", "b", "c"], "c", 0); // => ["c", "a", "b"]
 */
export function moved<T>(items: readonly T[], item: T, to: number): T[] {
  const others = items.filter((one) => one !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
