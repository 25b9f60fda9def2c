// Random choices that a seed repeats.

/**
 * A source of random numbers for one case.
 *
 * @param {string} seed - what decides all of it.
 */
export function randomOf(seed) {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) {
    state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0;
  }
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} end */
  const below = (end) => Math.floor(next() * end);
  return {
    next,
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error("nothing to pick from");
      return one;
    },
  };
}

/** @typedef {ReturnType<typeof randomOf>} Random */
