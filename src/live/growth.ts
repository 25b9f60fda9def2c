/**
 * How large the things of cells have grown, as far as a page can tell.
 *
 * A browser tells a worker nothing of its memory, and a tab whose memory is full is gone with
 * all that it shows. So sizes are estimated, from the number of entries and a sample of them.
 */

/** Estimated bytes from which on a cell is ended. */
export const MOST_BYTES = 400 * 2 ** 20;

/** Entries from which on an array is not made at one go. */
export const MOST_ENTRIES = 20_000_000;

/** What a loop calls at each round, with a function that gives what grows in it. */
export type Watch = (growing: () => readonly unknown[]) => void;

/** Milliseconds between two estimates. */
const ESTIMATE_EVERY_MS = 100;
/** The clock is read so seldom that rounds in between take about this long, in milliseconds. */
const ROUNDS_MS = 5;
const MOST_ROUNDS = 4096;

/** The things of a cell have grown too large. */
export class GrowthError extends RangeError {
  override readonly name = "GrowthError";
}

/**
 * Makes a loop's watch.
 *
 * @param alsoGrowing - what may grow in any loop: the variables that cells share.
 * @param onGrown - told before the error is thrown, since a cell may catch it.
 */
export function watchOf(
  alsoGrowing: () => readonly unknown[],
  onGrown: (error: GrowthError) => void,
  now: () => number = () => performance.now(),
): Watch {
  let rounds = 1;
  let left = 1;
  let readAt = now();
  let estimateAt = readAt + ESTIMATE_EVERY_MS;
  return (growing) => {
    left -= 1;
    if (left > 0) return;
    const time = now();
    // Slow rounds are watched one by one, quick ones by the thousand.
    rounds = time - readAt < ROUNDS_MS ? Math.min(MOST_ROUNDS, rounds * 2) : Math.ceil(rounds / 4);
    left = rounds;
    readAt = time;
    if (time < estimateAt) return;
    estimateAt = time + ESTIMATE_EVERY_MS;
    const bytes = estimatedBytes([growing, alsoGrowing].map(whatThereIs));
    if (bytes <= MOST_BYTES) return;
    const error = new GrowthError(
      `what this cell makes has grown to about ${Math.round(bytes / 2 ** 20)} MiB, and a page has room for ${MOST_BYTES / 2 ** 20}`,
    );
    onGrown(error);
    throw error;
  };
}

/** A variable that has no value yet holds nothing. */
function whatThereIs(growing: () => readonly unknown[]): readonly unknown[] {
  try {
    return growing();
  } catch {
    return [];
  }
}

/** Entries of a collection that are looked at. */
const SAMPLE = 16;
const DEEPEST = 5;
const HEADER_BYTES = 16;
const SLOT_BYTES = 8;

/**
 * Estimates what a value and all that it holds take, in bytes: of a long list a few entries stand
 * for the rest.
 *
 * @example
 * estimatedBytes(new Uint8Array(1000)); // => 1000
 */
export function estimatedBytes(value: unknown, depth = 0): number {
  if (typeof value === "string") return HEADER_BYTES + value.length;
  if (typeof value !== "object" || value === null) return 0;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (depth > DEEPEST) return HEADER_BYTES;
  if (Array.isArray(value)) return bytesOf(value.length, sampled(value), depth);
  if (value instanceof Map) return bytesOf(2 * value.size, firstOf(value), depth);
  if (value instanceof Set) return bytesOf(value.size, firstOf(value), depth);
  return bytesOf(Object.keys(value).length, Object.values(value).slice(0, SAMPLE), depth);
}

function bytesOf(count: number, sample: readonly unknown[], depth: number): number {
  const inSample = sample.reduce((sum: number, one) => sum + estimatedBytes(one, depth + 1), 0);
  const held = sample.length === 0 ? 0 : (inSample / sample.length) * count;
  return HEADER_BYTES + count * SLOT_BYTES + held;
}

/** Entries from all over a list. */
function sampled(list: readonly unknown[]): unknown[] {
  const count = Math.min(SAMPLE, list.length);
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
}

function firstOf(collection: Iterable<unknown>): unknown[] {
  const first: unknown[] = [];
  for (const entry of collection) {
    first.push(entry);
    if (first.length === SAMPLE) break;
  }
  return first;
}

/** Makes `Array.from` and `fill` refuse what no page can hold; they leave a loop no chance to look. */
export function boundArrays(): void {
  const { from } = Array;
  const { fill } = Array.prototype;
  Array.from = function (this: unknown, ...given: readonly unknown[]) {
    const [items] = given;
    if (typeof items === "object" && items !== null && "length" in items) refuseLong(items.length);
    return Reflect.apply(from, this, given);
  };
  Array.prototype.fill = function (this: unknown[], ...given: readonly unknown[]) {
    refuseLong(this.length);
    return Reflect.apply(fill, this, given);
  };
}

function refuseLong(length: unknown): void {
  if (typeof length !== "number" || length <= MOST_ENTRIES) return;
  throw new GrowthError(
    `an array of ${length.toLocaleString("en-GB")} entries has no room in a page; ${MOST_ENTRIES.toLocaleString("en-GB")} have`,
  );
}
