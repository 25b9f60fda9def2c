/**
 * Parts of a sweep for several machines. Shard i of n has every n-th run, so that each
 * shard has its share of the slow versions and of the large counts.
 */
import { OptionError } from "../option-error.js";
import { runCountOf, type SweepPlan } from "./plan.js";

/** A part of a sweep. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** A sweep in one part. */
export const WHOLE_SWEEP: Shard = { number: 1, of: 1 };

/**
 * Reads a shard, such as "2/4": the second of four.
 *
 * @throws {OptionError} when it is not a shard.
 *
 * @example
 * parseShard("2/4"); // => { number: 2, of: 4 }
 */
export function parseShard(text: string): Shard {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (number !== undefined && of !== undefined && number >= 1 && number <= of) {
    return { number, of };
  }
  throw new OptionError(`a shard is written i/n, from 1/n to n/n as in 2/4, got "${text}"`);
}

/**
 * Runs that a shard has.
 *
 * @example
 * runCountOfShard(sweepPlan({ experiments: ["random-half"], seeds: 5 }), { number: 1, of: 2 }); // => 3
 */
export function runCountOfShard(plan: SweepPlan, { number, of }: Shard): number {
  return Math.max(0, Math.ceil((runCountOf(plan) - number + 1) / of));
}

/**
 * Place in the whole sweep, from 0, of a shard's run.
 *
 * @example
 * jobOfShard({ number: 2, of: 4 }, 1); // => 5
 */
export function jobOfShard({ number, of }: Shard, index: number): number {
  return index * of + number - 1;
}
