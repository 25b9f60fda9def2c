/**
 * What Python objects ask of the allocator, in bytes, by version.
 *
 * Measured on real interpreters: every figure is what `malloc` was asked for,
 * the garbage collector's header included where the object has one.
 *
 * @see docs: "What objects request"
 */
import type { PythonVersion } from "../pymalloc/geometry.js";

/** The y of "3.y". */
export function minorVersion(python: PythonVersion): number {
  return Number(python.slice(2));
}

/** Bytes of the header that the garbage collector puts before a container: 32 up to 3.7. */
export function gcHeaderBytes(python: PythonVersion): number {
  return minorVersion(python) <= 7 ? 32 : 16;
}

/**
 * Bytes that a string of `length` ASCII characters asks for.
 *
 * @example
 * asciiStrBytes(18, "3.11"); // => 67
 * asciiStrBytes(18, "3.12"); // => 59
 */
export function asciiStrBytes(length: number, python: PythonVersion): number {
  return length + (minorVersion(python) <= 11 ? 49 : 41);
}

/**
 * Bytes that a string asks for: one byte a character up to U+00FF, then two, then four.
 * `undefined` for the empty string and single Latin-1 characters, which are cached.
 *
 * @example
 * strBytes("dance", "3.11"); // => 54
 * strBytes("d", "3.11"); // => undefined
 */
export function strBytes(text: string, python: PythonVersion): number | undefined {
  const characters = [...text];
  const widest = characters.reduce((most, one) => Math.max(most, one.codePointAt(0) ?? 0), 0);
  if (characters.length === 0 || (characters.length === 1 && widest < 256)) return undefined;
  if (widest < 128) return asciiStrBytes(characters.length, python);
  const saved = minorVersion(python) <= 11 ? 0 : 16;
  if (widest < 256) return 73 + characters.length - saved;
  if (widest < 65536) return 74 + 2 * characters.length - saved;
  return 76 + 4 * characters.length - saved;
}

/** Bytes that `bytes` of a length asks for: one more than the data for the final zero. */
export function bytesObjectBytes(length: number): number {
  return 33 + length;
}

/** Bytes of a list object, without its items. */
export function listObjectBytes(python: PythonVersion): number {
  return 40 + gcHeaderBytes(python);
}

/**
 * Items that `append` makes room for when a list has to grow to `itemCount`.
 *
 * @see CPython, Objects/listobject.c, `list_resize`.
 *
 * @example
 * grownItemCapacity(17, "3.8"); // => 25
 * grownItemCapacity(17, "3.11"); // => 24
 */
export function grownItemCapacity(itemCount: number, python: PythonVersion): number {
  const eighth = Math.floor(itemCount / 8);
  if (minorVersion(python) <= 8) return itemCount + eighth + (itemCount < 9 ? 3 : 6);
  const wanted = itemCount + eighth + 6;
  return wanted - (wanted % 4);
}

/** Bytes of a pointer: an item of a list. */
export const POINTER_BYTES = 8;

/** Bytes of a dict object, without its key table. */
export function dictObjectBytes(python: PythonVersion): number {
  return 48 + gcHeaderBytes(python);
}

/** Entries that each larger key table has room for. */
const KEY_TABLE_CAPACITIES = [5, 10, 21, 42, 85, 170] as const;
const GENERAL_KEY_TABLE_BYTES = [168, 296, 576, 1112, 2208, 4632] as const;
/** 3.11 and later keep no hashes in a table whose keys are all strings. */
const STR_KEY_TABLE_BYTES = [120, 208, 400, 768, 1520, 3264] as const;

/**
 * Bytes of the key table of a dict with string keys, inserted one by one.
 *
 * @param entryCount - entries, 1 to 170.
 * @throws {RangeError} when the dict is larger than was measured.
 *
 * @example
 * strKeyTableBytes(5, "3.11"); // => 120
 * strKeyTableBytes(6, "3.8"); // => 296
 */
export function strKeyTableBytes(entryCount: number, python: PythonVersion): number {
  const index = KEY_TABLE_CAPACITIES.findIndex((capacity) => entryCount <= capacity);
  const table = minorVersion(python) <= 10 ? GENERAL_KEY_TABLE_BYTES : STR_KEY_TABLE_BYTES;
  const bytes = table[index];
  if (bytes === undefined || entryCount < 1) {
    throw new RangeError(`key tables are known for 1 to 170 entries, got ${entryCount}`);
  }
  return bytes;
}

/**
 * Requests of an instance with three attributes, in the order in which they are
 * made: the object, its attribute values, its `__dict__`, as far as it has them.
 *
 * @example
 * instanceRequests("slots", "3.11"); // => [56]
 * instanceRequests("plain", "3.8"); // => [48, 40, 64]
 */
export function instanceRequests(kind: "slots" | "plain", python: PythonVersion): number[] {
  const minor = minorVersion(python);
  if (kind === "slots") return [40 + gcHeaderBytes(python)];
  if (minor <= 10) return [32 + gcHeaderBytes(python), 40, dictObjectBytes(python)];
  if (minor === 11) return [56, 40];
  if (minor === 12) return [48, 40];
  return [96];
}
