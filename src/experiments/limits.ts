/** What a run's options may be. */
import { geometryOf, type PythonVersion } from "../pymalloc/geometry.js";
import { OptionError } from "./option-error.js";

/** Most objects a run may make: beyond it the model's own tables outgrow a process. */
export const MAX_COUNT = 50_000_000;

const BYTES_AN_OBJECT = 16;
const BYTES_OF_A_PROCESS = 60_000_000;

/**
 * Memory that a run of so many objects takes here, roughly.
 *
 * @example
 * approximateRunBytes(2000) > approximateRunBytes(1000); // => true
 */
export function approximateRunBytes(count: number): number {
  return BYTES_OF_A_PROCESS + count * BYTES_AN_OBJECT;
}

/** @throws {OptionError} when it is not a whole number of 1 or more, or more than a run can hold. */
export function assertCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new OptionError(`count must be a whole number of objects, 1 or more, got ${count}`);
  }
  if (count > MAX_COUNT) {
    const gigabytes = Math.round(approximateRunBytes(count) / 1e9);
    throw new OptionError(
      `count must be at most ${MAX_COUNT} objects, got ${count}, which would need about ${gigabytes} GB here`,
    );
  }
}

/** @throws {OptionError} when it is outside 0 to 1. */
export function assertKeep(keep: number): void {
  if (!(keep >= 0 && keep <= 1)) {
    throw new OptionError(`keep must be a share from 0 to 1, got ${keep}`);
  }
}

/** @throws {OptionError} when it is not a whole number of bytes. */
export function assertObjectBytes(requestBytes: number): void {
  if (!Number.isSafeInteger(requestBytes) || requestBytes < 0) {
    throw new OptionError(
      `requestBytes must be a whole number of bytes, 0 or more, got ${requestBytes}`,
    );
  }
}

/** Fewest pools of an arena: with one there is nothing to choose from. */
const FEWEST_POOLS = 2;

/** @throws {OptionError} when it is not a power of two of the version's pools, two at least. */
export function assertArenaBytes(python: PythonVersion, arenaBytes: number): void {
  const { poolBytes } = geometryOf(python);
  const pools = arenaBytes / poolBytes;
  if (pools >= FEWEST_POOLS && Number.isInteger(Math.log2(pools))) return;
  const fewestKib = (FEWEST_POOLS * poolBytes) / 1024;
  throw new OptionError(
    `an arena of Python ${python} must have ${fewestKib} KiB, or that doubled any number of times, got ${arenaBytes / 1024} KiB`,
  );
}
