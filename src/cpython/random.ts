/**
 * Python's `random`, seed for seed: the Mersenne Twister MT19937 with Python's
 * seeding and its 53-bit `random()`.
 *
 * @see CPython, Modules/_randommodule.c, `random_seed`, `genrand_uint32`,
 *   `_random_Random_random_impl`.
 */

const WORDS = 624;
const SHIFT = 397;
const MATRIX = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;

/**
 * A generator that gives the numbers of `random.seed(seed)`.
 *
 * @example
 * new PythonRandom(7n).random(); // => 0.32383276483316237
 */
export class PythonRandom {
  readonly #state = new Uint32Array(WORDS);
  #next = WORDS;

  /**
   * @param seed - any whole number, as in Python; its sign does not count.
   * @throws {RangeError} when it is not whole.
   *
   * @example
   * new PythonRandom(7).random(); // => 0.32383276483316237
   */
  constructor(seed: number | bigint) {
    this.#seedByArray(seedKey(seed));
  }

  /** The next number, 0 up to but not including 1 (`random.random()`). */
  random(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  #word(): number {
    if (this.#next === WORDS) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let k = 0; k < WORDS; k++) {
      const y = (state[k]! & UPPER_BIT) | (state[(k + 1) % WORDS]! & LOWER_BITS);
      state[k] = state[(k + SHIFT) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? MATRIX : 0);
    }
    this.#next = 0;
  }

  /** MT19937's init_by_array; the typed array takes every sum modulo 2^32. */
  #seedByArray(key: readonly number[]): void {
    const state = this.#state;
    state[0] = 19650218;
    for (let k = 1; k < WORDS; k++) state[k] = Math.imul(1812433253, folded(state[k - 1]!)) + k;
    let i = 1;
    const step = (multiplier: number, addend: number) => {
      state[i] = (state[i]! ^ Math.imul(folded(state[i - 1]!), multiplier)) + addend;
      i += 1;
      if (i === WORDS) {
        state[0] = state[WORDS - 1]!;
        i = 1;
      }
    };
    for (let k = 0; k < Math.max(WORDS, key.length); k++) {
      const j = k % key.length;
      step(1664525, key[j]! + j);
    }
    for (let k = 1; k < WORDS; k++) step(1566083941, -i);
    state[0] = UPPER_BIT;
  }
}

function folded(word: number): number {
  return word ^ (word >>> 30);
}

/** The 32-bit digits of |seed|, lowest first; 0 has one digit, which Python counts. */
function seedKey(seed: number | bigint): number[] {
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new RangeError(
      `seed must be a whole number (a bigint beyond ${Number.MAX_SAFE_INTEGER}), got ${seed}`,
    );
  }
  let rest = BigInt(seed);
  if (rest < 0n) rest = -rest;
  const digits: number[] = [];
  do {
    digits.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return digits;
}
