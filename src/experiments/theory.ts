/**
 * What the experiments' arenas should do, without running anything.
 *
 * An arena with n objects, each kept with chance p by itself, goes if all of them
 * go. That has the chance (1-p)^n, so it stays with q = 1-(1-p)^n. Of k such arenas
 * k q stay on average. Each is a throw of its own, so the number varies by the
 * standard deviation of k throws: the square root of k q (1-q).
 */
import { asciiStrBytes } from "../cpython/objects.js";
import { geometryOf, type PythonVersion } from "../pymalloc/geometry.js";
import { blocksPerPool, sizeClassIndex } from "../pymalloc/size-class.js";
import { assertKeep } from "./limits.js";

/** Arenas full of objects, of which each is kept by itself with one chance. */
export interface FullArenas {
  /** Arenas, `k`; it need not be whole, since the last one is not full. */
  readonly arenas: number;
  /** Objects in each, `n`. */
  readonly objectsPerArena: number;
  /** Chance, 0 to 1, with which an object is kept: `p`. */
  readonly keep: number;
}

/** A number of arenas to expect. */
export interface Expectation {
  readonly expected: number;
  /** Standard deviation: two runs of three lie closer than this. */
  readonly spread: number;
}

/**
 * Chance that something of `objects` objects stays, if each is kept with chance `keep`.
 *
 * @example
 * chanceToStay(3, 0.5); // => 0.875
 */
export function chanceToStay(objects: number, keep: number): number {
  assertKeep(keep);
  // 1 - (1-p)^n would lose its digits for the small p that matter here.
  return -Math.expm1(objects * Math.log1p(-keep));
}

/**
 * Arenas of objects that stay after a deletion at random.
 *
 * @throws {RangeError} when `keep` is outside 0 to 1.
 *
 * @example
 * expectedArenasLeft({ arenas: 8, objectsPerArena: 1, keep: 0.5 }).expected; // => 4
 */
export function expectedArenasLeft({ arenas, objectsPerArena, keep }: FullArenas): Expectation {
  const stays = chanceToStay(objectsPerArena, keep);
  return { expected: arenas * stays, spread: Math.sqrt(arenas * stays * (1 - stays)) };
}

/**
 * Chance that a pool of `blocks` blocks empties, as a power of ten: it may be far
 * below the smallest number.
 *
 * @example
 * Math.round(emptyPoolChanceLog10(204, 0.5)); // => -61
 */
export function emptyPoolChanceLog10(blocks: number, keep: number): number {
  assertKeep(keep);
  return blocks * Math.log10(1 - keep);
}

/**
 * Chance with which an object must be kept for a share of the arenas to stay.
 *
 * @param share - of the arenas, 0 to 1.
 *
 * @example
 * keepForShare(0.875, 3); // => 0.5
 */
export function keepForShare(share: number, objectsPerArena: number): number {
  assertKeep(share);
  return -Math.expm1(Math.log1p(-share) / objectsPerArena);
}

/** How objects of one size lie in the arenas of a version. */
export interface ObjectPacking {
  readonly blockBytes: number;
  readonly objectsPerPool: number;
  readonly poolsPerArena: number;
  readonly objectsPerArena: number;
}

/**
 * How objects that request `requestBytes` each lie in the arenas of a version.
 *
 * @param offGrid - share, 0 to 1, of the arenas that lost a pool to alignment.
 * @throws {RangeError} when such a request is not for pymalloc.
 *
 * @example
 * packingOf("3.11", 67).objectsPerArena; // => 13056
 * packingOf("3.9", 67).objectsPerArena; // => 3200
 */
export function packingOf(python: PythonVersion, requestBytes: number, offGrid = 0): ObjectPacking {
  const geometry = geometryOf(python);
  const sizeClass = sizeClassIndex(requestBytes, geometry);
  if (sizeClass === undefined) {
    throw new RangeError(`a request of ${requestBytes} bytes is not served from arenas`);
  }
  const objectsPerPool = blocksPerPool(sizeClass, geometry);
  const poolsPerArena = geometry.arenaBytes / geometry.poolBytes - offGrid;
  return {
    blockBytes: (sizeClass + 1) * geometry.alignment,
    objectsPerPool,
    poolsPerArena,
    objectsPerArena: poolsPerArena * objectsPerPool,
  };
}

/** Characters that most texts of `random.random()` have, give or take two: one size class. */
const TYPICAL_CHARACTERS = 18;

/**
 * Bytes that a text of `random.random()` typically asks for.
 *
 * @example
 * typicalStringBytes("3.11"); // => 67
 */
export function typicalStringBytes(python: PythonVersion): number {
  return asciiStrBytes(TYPICAL_CHARACTERS, python);
}

/** Objects that are made, and how many of them are kept. */
export interface Population {
  readonly count: number;
  readonly keep: number;
  /** Share of the arenas that lost a pool to alignment, as in {@link packingOf}. */
  readonly offGrid?: number;
}

/**
 * Arenas that `count` random strings fill, and those that stay when each is kept with
 * chance `keep`; the interpreter's own arenas of start-up are not in it.
 *
 * @example
 * stringTheory("3.11", { count: 1_000_000, keep: 0.5 }).objectsPerArena; // => 13056
 */
export function stringTheory(
  python: PythonVersion,
  { count, keep, offGrid = 0 }: Population,
): ObjectPacking & FullArenas & Expectation {
  const packing = packingOf(python, typicalStringBytes(python), offGrid);
  const arenas = count / packing.objectsPerArena;
  const { objectsPerArena } = packing;
  return { ...packing, arenas, keep, ...expectedArenasLeft({ arenas, objectsPerArena, keep }) };
}
