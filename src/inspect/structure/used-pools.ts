/**
 * CPython's `usedpools`, found without symbols: the first pool of each class's list points
 * back at it.
 *
 * The array has two pointers for each class, and they are used as if a pool's header began 16
 * bytes before them. An empty class points at itself.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import { sizeClassCount } from "../../pymalloc/size-class.js";
import type { FoundPool } from "../read-pools.js";

/** Bytes of a class in the array, and how far before it its imagined header begins. */
const CLASS_BYTES = 16;

/** Classes that may be in the middle of a change while a torn reading is still recognised. */
const TORN_CLASSES = 2;
/** The same where the process kept running while it was copied. */
const TORN_CLASSES_UNSTOPPED = 16;

/** The head of a class's list as a pool's address, which ends the list. */
export function listHead(usedPoolsAddress: number, sizeClass: number): number {
  return usedPoolsAddress + CLASS_BYTES * sizeClass - CLASS_BYTES;
}

/**
 * Finds the `usedpools` of every interpreter.
 *
 * @param byAddress - the pools that were found.
 * @returns their addresses, ascending.
 */
export function findUsedPools(
  image: MemoryImage,
  byAddress: ReadonlyMap<number, FoundPool>,
  geometry: Geometry,
): number[] {
  const candidates = new Set<number>();
  for (const { liveBlocks, previous, sizeClass } of byAddress.values()) {
    if (liveBlocks === 0 || byAddress.has(previous)) continue;
    candidates.add(previous + CLASS_BYTES - CLASS_BYTES * sizeClass);
  }
  const classes = sizeClassCount(geometry);
  const torn = image.origin.isOfOneMoment ? TORN_CLASSES : TORN_CLASSES_UNSTOPPED;
  return [...candidates]
    .filter((address) => address % 8 === 0 && image.regionAt(address) !== undefined)
    .filter((address) => plausibleClasses(image, address, byAddress, classes) >= classes - torn)
    .sort((a, b) => a - b);
}

function plausibleClasses(
  image: MemoryImage,
  address: number,
  byAddress: ReadonlyMap<number, FoundPool>,
  classes: number,
): number {
  let plausible = 0;
  for (let sizeClass = 0; sizeClass < classes; sizeClass++) {
    const head = listHead(address, sizeClass);
    const first = image.word(head + CLASS_BYTES);
    const last = image.word(head + CLASS_BYTES + 8);
    const isEmpty = first === head && last === head;
    const isList = byAddress.get(first)?.sizeClass === sizeClass && byAddress.has(last);
    if (isEmpty || isList) plausible += 1;
  }
  return plausible;
}
