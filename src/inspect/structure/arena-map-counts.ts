/**
 * The nodes of the arena map, CPython's radix tree of 3.10 and later: they are never freed,
 * so their number tells of arenas that are gone.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { ArenaMapGeometry, Geometry } from "../../pymalloc/geometry.js";
import type { ArenaMapCounts } from "../heap-reading.js";

const POINTER_BYTES = 8;
/** Bytes of an entry of a bottom node: what of an arena is before, and after a boundary. */
const COVERAGE_BYTES = 8;
/** How far from the allocator's other statics its root is looked for, in bytes. */
const NEAR_BYTES = 4 * 1024 * 1024;

/** Counts the nodes below a root by following it. */
export function countArenaMapNodes(
  image: MemoryImage,
  root: number,
  { rootBytes, midBytes }: ArenaMapGeometry,
): ArenaMapCounts {
  const midNodes = pointersIn(image, root, rootBytes);
  const botNodes = midNodes.flatMap((node) => pointersIn(image, node, midBytes));
  return { midNodes: midNodes.length, botNodes: botNodes.length };
}

function pointersIn(image: MemoryImage, node: number, nodeBytes: number): number[] {
  const pointers: number[] = [];
  for (let offset = 0; offset < nodeBytes; offset += POINTER_BYTES) {
    const pointer = image.word(node + offset);
    if (pointer > 0 && image.regionAt(pointer) !== undefined) pointers.push(pointer);
  }
  return pointers;
}

/**
 * Finds the root of 3.10 and 3.11, a static: the word that leads through two nodes to the
 * entry of an arena.
 *
 * @param near - address of another static of the allocator.
 */
export function findArenaMapRoot(
  image: MemoryImage,
  near: number,
  arenaAddress: number,
  geometry: Geometry,
): number | undefined {
  const map = geometry.arenaMap;
  if (map === undefined) return undefined;
  const inRoot = POINTER_BYTES * indexOf(arenaAddress, map.topShift, map.rootBytes);
  for (const region of image.regions) {
    const from = Math.max(region.start, near - NEAR_BYTES);
    const to = Math.min(region.end, near + NEAR_BYTES);
    for (let address = from; address + POINTER_BYTES <= to; address += POINTER_BYTES) {
      const pointer = image.word(address);
      if (pointer === 0 || pointer % POINTER_BYTES !== 0) continue;
      if (isMidNode(image, pointer, arenaAddress, geometry, map)) return address - inRoot;
    }
  }
  return undefined;
}

function isMidNode(
  image: MemoryImage,
  node: number,
  arenaAddress: number,
  { arenaBytes }: Geometry,
  map: ArenaMapGeometry,
): boolean {
  if (image.regionAt(node) === undefined) return false;
  const inMid = POINTER_BYTES * indexOf(arenaAddress, map.midShift, map.midBytes);
  const botNode = image.word(node + inMid);
  if (botNode <= 0 || image.regionAt(botNode) === undefined) return false;
  const inBot = COVERAGE_BYTES * indexOf(arenaAddress, Math.log2(arenaBytes), map.botBytes);
  const tail = arenaAddress % arenaBytes;
  // CPython writes -1 for an arena that begins on a boundary of its own size.
  return image.uint32(botNode + inBot) === (tail === 0 ? 0xffff_ffff : tail);
}

/** Index in a node of a number of bytes; nodes have a power of two of entries. */
function indexOf(address: number, shift: number, nodeBytes: number): number {
  return Math.floor(address / 2 ** shift) % (nodeBytes / POINTER_BYTES);
}
