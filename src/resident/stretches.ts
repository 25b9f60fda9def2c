/** Stretches of addresses: how much of one list lies in another. */

/** A stretch of memory, `end` not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Bytes that two lists of stretches have in common.
 *
 * @param ones - by ascending address, apart from one another; so are `others`.
 *
 * @example
 * commonBytes([{ start: 0, end: 10 }, { start: 20, end: 30 }], [{ start: 5, end: 25 }]); // => 10
 */
export function commonBytes(ones: readonly Stretch[], others: readonly Stretch[]): number {
  let bytes = 0;
  let first = 0;
  for (const one of ones) {
    while (first < others.length && others[first]!.end <= one.start) first += 1;
    for (let place = first; place < others.length && others[place]!.start < one.end; place++) {
      const { start, end } = others[place]!;
      bytes += Math.min(one.end, end) - Math.max(one.start, start);
    }
  }
  return bytes;
}

/** The parts of stretches that lie within one, by ascending address. */
export function within(stretches: readonly Stretch[], { start, end }: Stretch): Stretch[] {
  return stretches
    .filter((one) => one.start < end && one.end > start)
    .map((one) => ({ start: Math.max(one.start, start), end: Math.min(one.end, end) }));
}
