/**
 * Which objects have blocks of a size class: what a size tells of who lives there.
 *
 * A size alone proves nothing, since strings, bytes and tuples come in every size. But in most
 * programs one or two of the kinds below are what fills a class.
 */
import type { PythonVersion } from "../pymalloc/geometry.js";
import {
  asciiStrBytes,
  bytesObjectBytes,
  dictObjectBytes,
  gcHeaderBytes,
  listObjectBytes,
  minorVersion,
  POINTER_BYTES,
  strKeyTableBytes,
} from "./objects.js";

/** A kind of object with one size. */
interface FixedKind {
  readonly name: string;
  readonly bytes: (python: PythonVersion) => number;
}

/** A kind whose size grows with a length. */
interface GrowingKind {
  /** What it is called with a range of lengths, such as "16" or "15 to 30". */
  readonly name: (lengths: string) => string;
  readonly leastLength: number;
  readonly bytes: (length: number, python: PythonVersion) => number;
  /** Bytes that one more of its items takes. */
  readonly itemBytes: number;
}

const FLOAT_BYTES = 24;
/** A digit of an int holds 30 bits, and an int has one at least. */
const INT_BYTES = 28;
/** Reference count and type; what has a variable length keeps that after them. */
const OBJECT_HEADER_BYTES = 16;
const VARIABLE_HEADER_BYTES = 24;
const CELL_BYTES = 24;
const SET_OBJECT_BYTES = 200;

/** By version, the header of the collector included. @see CPython, Include/cpython/funcobject.h */
function functionBytes(python: PythonVersion): number {
  const minor = minorVersion(python);
  if (minor <= 7) return 144;
  if (minor <= 9) return 136;
  if (minor === 10) return 144;
  if (minor === 11) return 152;
  return minor <= 13 ? 160 : 168;
}

/** From 3.14 a tuple keeps its hash. @see CPython, Objects/tupleobject.c */
function tupleBytes(length: number, python: PythonVersion): number {
  const hashBytes = minorVersion(python) >= 14 ? POINTER_BYTES : 0;
  return gcHeaderBytes(python) + VARIABLE_HEADER_BYTES + hashBytes + POINTER_BYTES * length;
}

const FIXED: readonly FixedKind[] = [
  { name: "floats", bytes: () => FLOAT_BYTES },
  { name: "ints below 2³⁰", bytes: () => INT_BYTES },
  { name: "dict objects, without their tables", bytes: dictObjectBytes },
  { name: "list objects, without their items", bytes: listObjectBytes },
  {
    name: "sets of up to 4 items",
    bytes: (python) => SET_OBJECT_BYTES + gcHeaderBytes(python),
  },
  { name: "functions", bytes: functionBytes },
  {
    name: "cells of closures",
    bytes: (python) => CELL_BYTES + gcHeaderBytes(python),
  },
];

const GROWING: readonly GrowingKind[] = [
  {
    name: (lengths) => `strings of ${lengths} ASCII characters`,
    leastLength: 2,
    bytes: asciiStrBytes,
    itemBytes: 1,
  },
  {
    name: (lengths) => `tuples of ${lengths}`,
    leastLength: 1,
    bytes: tupleBytes,
    itemBytes: POINTER_BYTES,
  },
  {
    name: (lengths) => `instances with ${lengths} \`__slots__\``,
    leastLength: 1,
    bytes: (length, python) => gcHeaderBytes(python) + OBJECT_HEADER_BYTES + POINTER_BYTES * length,
    itemBytes: POINTER_BYTES,
  },
  {
    name: (lengths) => `item arrays of lists with room for ${lengths}`,
    leastLength: 1,
    bytes: (length) => POINTER_BYTES * length,
    itemBytes: POINTER_BYTES,
  },
  {
    name: (lengths) => `bytes of ${lengths}`,
    leastLength: 1,
    bytes: bytesObjectBytes,
    itemBytes: 1,
  },
];

/** Entries that a dict's key table of each size has room for, as far as pymalloc serves it. */
const KEY_TABLES: readonly (readonly [least: number, most: number])[] = [
  [1, 5],
  [6, 10],
  [11, 21],
  [22, 42],
];

/**
 * Names the kinds of objects whose blocks are of a size, in the words of a list.
 *
 * @param blockBytes - bytes of the class's blocks, a multiple of `alignment`.
 * @param alignment - bytes between one class and the next.
 * @throws {RangeError} when `blockBytes` is not a multiple of the alignment above 0.
 *
 * @example
 * likelyTypes(32, "3.11").slice(0, 2); // => ["floats", "ints below 2³⁰"]
 * likelyTypes(64, "3.11")[0]; // => "dict objects, without their tables"
 */
export function likelyTypes(blockBytes: number, python: PythonVersion, alignment = 16): string[] {
  if (!(blockBytes > 0 && blockBytes % alignment === 0)) {
    throw new RangeError(
      `blocks have a multiple of ${alignment} bytes, more than 0, got ${blockBytes}`,
    );
  }
  const isOfClass = (bytes: number) => bytes <= blockBytes && bytes > blockBytes - alignment;
  return [
    ...FIXED.filter(({ bytes }) => isOfClass(bytes(python))).map(({ name }) => name),
    ...KEY_TABLES.filter(([, most]) => isOfClass(strKeyTableBytes(most, python))).map(
      ([least, most]) => `tables of dicts with ${least} to ${most} keys`,
    ),
    ...GROWING.flatMap((kind) => {
      const lengths = lengthsOf(kind, blockBytes, python, alignment);
      return lengths === undefined ? [] : [kind.name(lengths)];
    }),
  ];
}

/** The lengths that a kind has in a class: "7", "15 to 30"; nothing where it has none. */
function lengthsOf(
  { leastLength, bytes, itemBytes }: GrowingKind,
  blockBytes: number,
  python: PythonVersion,
  alignment: number,
): string | undefined {
  const emptyBytes = bytes(0, python);
  const most = Math.floor((blockBytes - emptyBytes) / itemBytes);
  const least = Math.max(
    leastLength,
    Math.floor((blockBytes - alignment - emptyBytes) / itemBytes) + 1,
  );
  if (most < least) return undefined;
  return least === most ? String(most) : `${least} to ${most}`;
}
