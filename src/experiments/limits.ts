/** What a run's options may be. */

/** Most objects a run may make: beyond it the model's own tables outgrow a process. */
export const MAX_COUNT = 50_000_000;

/** @throws {RangeError} when it is no whole number of 1 or more, or more than a run can hold. */
export function assertCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`count must be a whole number of objects, 1 or more, got ${count}`);
  }
  if (count > MAX_COUNT) {
    const gigabytes = Math.ceil((count * 16) / 1e9);
    throw new RangeError(
      `count must be at most ${MAX_COUNT} objects, got ${count}, which would need about ${gigabytes} GB here`,
    );
  }
}

/** @throws {RangeError} when it is outside 0 to 1. */
export function assertKeep(keep: number): void {
  if (!(keep >= 0 && keep <= 1)) {
    throw new RangeError(`keep must be a share from 0 to 1, got ${keep}`);
  }
}
