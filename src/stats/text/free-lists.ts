/**
 * What the free lists of a text tell of the Python that printed them: which lists there
 * are, and the bytes of one object, changed from release to release.
 */
import type { FreeListStats } from "./stats-text.js";

/** Bytes of a float where a pointer has 4. Every release prints its floats. */
const FLOAT_BYTES_32 = 16;

/** Bytes of a tuple of one item, by release, where a pointer has 8 and where it has 4. */
const TUPLE_BYTES_64 = { "3.13": 32, "3.14": 40, "3.15": 56 } as const;
const TUPLE_BYTES_32 = { "3.13": 16, "3.14": 20, "3.15": 28 } as const;

/** Bytes of the header that the garbage collector puts before an object. */
const GC_HEADER_BYTES = 16;
const GC_HEADER_BYTES_32 = 8;
const GC_HEADER_BYTES_UP_TO_37 = 32;

/** Kinds of object that the garbage collector does not follow. */
const WITHOUT_GC_HEADER = ["free PyFloatObject", "free PyDictKeysObject"];

/** Answers that do not say whether the header is in the sizes, or how long it is. */
const UNSURE = ["3.8 or earlier", "3.13 or later"];

/** Whether the lists are those of a 32-bit build. */
export function areOf32Bit(freeLists: readonly FreeListStats[]): boolean {
  return bytesOf(freeLists, "PyFloatObject") === FLOAT_BYTES_32;
}

/**
 * Names the releases that print such lists.
 *
 * @returns for example "3.11 or 3.12", and wider where a size is not one that is known.
 */
export function pythonOfFreeLists(freeLists: readonly FreeListStats[]): string {
  const is32Bit = areOf32Bit(freeLists);
  if (bytesOf(freeLists, "PyMethodObject") !== undefined) return pythonUpTo38(freeLists);
  const frameBytes = bytesOf(freeLists, "PyFrameObject");
  if (frameBytes !== undefined) {
    if (frameBytes === (is32Bit ? 312 : 368)) return "3.9";
    return frameBytes === 360 ? "3.10" : "3.9 or 3.10";
  }
  if (bytesOf(freeLists, "PyDictKeysObject") === undefined) return "3.11 or 3.12";
  const tupleBytes = bytesOf(freeLists, "1-sized PyTupleObject");
  const known = Object.entries(is32Bit ? TUPLE_BYTES_32 : TUPLE_BYTES_64);
  return known.find(([, bytes]) => bytes === tupleBytes)?.[0] ?? "3.13 or later";
}

function pythonUpTo38(freeLists: readonly FreeListStats[]): string {
  const frameBytes = bytesOf(freeLists, "PyFrameObject");
  if (bytesOf(freeLists, "PyCFunctionObject") === 56) return "3.8";
  if (frameBytes === 384) return "3.6";
  return frameBytes === 368 ? "3.7" : "3.8 or earlier";
}

/**
 * Bytes that the sizes of the lists leave out: up to 3.14 they are the objects' own,
 * without the header that the garbage collector puts before each. From 3.15 they have it.
 *
 * @returns bytes an object and bytes in all, both 0 where nothing is left out; `undefined`
 *   where the lists do not tell their release.
 * @see CPython 3.15, gh-148189.
 */
export function bytesLeftOut(
  freeLists: readonly FreeListStats[],
): { readonly eachBytes: number; readonly totalBytes: number } | undefined {
  const python = pythonOfFreeLists(freeLists);
  // Of lists that are cut short, what is missing may be what tells the release.
  const isWhole = ["PyDictObject", "1-sized PyTupleObject"].every(
    (type) => bytesOf(freeLists, type) !== undefined,
  );
  if (!isWhole || UNSURE.includes(python)) return undefined;
  const withHeader = freeLists.filter(({ name }) => !WITHOUT_GC_HEADER.includes(name));
  const objectCount = withHeader.reduce((sum, list) => sum + list.objectCount, 0);
  const eachBytes = headerBytesLeftOut(python, areOf32Bit(freeLists));
  return { eachBytes, totalBytes: eachBytes * objectCount };
}

function headerBytesLeftOut(python: string, is32Bit: boolean): number {
  if (python === "3.15") return 0;
  if (is32Bit) return GC_HEADER_BYTES_32;
  return python === "3.6" || python === "3.7" ? GC_HEADER_BYTES_UP_TO_37 : GC_HEADER_BYTES;
}

function bytesOf(freeLists: readonly FreeListStats[], type: string): number | undefined {
  return freeLists.find(({ name }) => name === `free ${type}`)?.objectBytes;
}
