/**
 * The seeds of a sweep's runs: a hash of the sweep's seed and a counter.
 *
 * No generator is stepped along, so a run's seed depends on nothing that ran before
 * it: not on the number of workers, nor on the machine, nor on where a sweep stopped.
 */
import { OptionError } from "../option-error.js";

const MAX_SEED = 2 ** 32 - 1;

/** @throws {OptionError} when it is not a whole number from 0 to 2^32 - 1. */
export function assertSweepSeed(seed: number): void {
  if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) return;
  throw new OptionError(
    `the seed of a sweep must be a whole number, 0 to ${MAX_SEED}, got ${seed}`,
  );
}

/**
 * Seed of the n-th run of each combination. Two counters never have one seed, since each
 * step of the hash can be undone.
 *
 * @param counter - which run, from 0.
 * @returns a whole number, 0 to 2^32 - 1.
 *
 * @example
 * seedOfRun(1, 0); // => 955939122
 */
export function seedOfRun(sweepSeed: number, counter: number): number {
  return mixed(mixed(counter) ^ mixed(~sweepSeed));
}

/**
 * Spreads the bits of a 32-bit number so that neighbours have nothing in common.
 *
 * @see MurmurHash3 by Austin Appleby (public domain), the finaliser of the 32-bit form.
 */
function mixed(bits: number): number {
  let hash = bits | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
