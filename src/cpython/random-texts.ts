/**
 * Lengths of the texts `str(random.random())` after `random.seed(seed)`.
 *
 * They are the same for every Python version and experiment, and take longer to work
 * out than the rest of a run. So those of the last few seeds are kept.
 */
import { floatReprLength } from "./float-repr.js";
import { PythonRandom } from "./random.js";

const KEPT_SEEDS = 4;

/** By seed; the one used last comes last. */
const kept = new Map<string, Uint8Array>();

/**
 * Lengths of the first `count` texts, or of more; do not write to them.
 *
 * @example
 * randomTextLengths(7, 2)[0]; // => 19
 */
export function randomTextLengths(seed: number | bigint, count: number): Uint8Array {
  const name = String(seed);
  const known = kept.get(name);
  kept.delete(name);
  const lengths = known !== undefined && known.length >= count ? known : computed(seed, count);
  kept.set(name, lengths);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_SEEDS && oldest !== undefined) kept.delete(oldest);
  return lengths;
}

function computed(seed: number | bigint, count: number): Uint8Array {
  const random = new PythonRandom(seed);
  return new Uint8Array(count).map(() => floatReprLength(random.random()));
}
