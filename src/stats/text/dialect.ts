/**
 * Which Python printed a text, as far as its wording and its constants tell: arenas
 * and the arena map by release, free lists by release, the pool header by word length.
 */
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { HEADER_BYTES_32, statsGeometry, usedPoolCount } from "./stats-geometry.js";
import type { FreeListStats, StatsText } from "./stats-text.js";

const KIB = 1024;

/** Root of the arena map in bytes, which tells 3.10 from later. */
const MAP_ROOT_BYTES_310 = 8 * KIB;

/**
 * Names the Python releases that print such a text.
 *
 * @returns for example "3.11 or 3.12"; "unknown" where the text gives nothing away.
 */
export function pythonOf(text: StatsText): string {
  switch (text.kind) {
    case "incomplete":
      return pythonOfPart(text.figures.arenaBytes?.[1]);
    case "mimalloc":
      return "3.13 or later";
    case "freeLists":
      return pythonOfFreeLists(text.freeLists);
    case "pymalloc":
      return pythonOfPymalloc(text.stats, text.freeLists);
  }
}

/** Of a part, what its arenas say. */
function pythonOfPart(arenaBytes: number | undefined): string {
  if (arenaBytes === 256 * KIB) return "3.9 or earlier, or a 32-bit build";
  return arenaBytes === KIB * KIB ? "3.10 or later" : "unknown";
}

function pythonOfPymalloc(stats: MallocStats, freeLists: readonly FreeListStats[] = []): string {
  const { arenaMap, arenaBytes, poolBytes } = stats;
  const { alignment, poolHeaderBytes } = statsGeometry(stats);
  if (arenaMap === undefined) {
    if (arenaBytes > 256 * KIB) return "3.10 or later, built without the arena map";
    const is32Bit = poolHeaderBytes === HEADER_BYTES_32 && usedPoolCount(stats) > 0;
    if (is32Bit) return "3.9 or earlier, 32-bit";
    if (alignment === 8) return "3.7 or earlier, with 8-byte alignment";
    return freeLists.length > 0 ? pythonOfFreeLists(freeLists) : "3.6 to 3.9";
  }
  if (arenaMap.nodes === undefined) return "3.10 or later, 32-bit";
  if (arenaBytes !== KIB * KIB || poolBytes !== 16 * KIB) return "later than 3.14, or patched";
  if (arenaMap.bytesLostToRoot === MAP_ROOT_BYTES_310) return "3.10";
  return freeLists.length > 0 ? pythonOfFreeLists(freeLists) : "3.11 to 3.14";
}

/** Free lists by release: what is kept, and the bytes of one object in a 64-bit build. */
function pythonOfFreeLists(freeLists: readonly FreeListStats[]): string {
  const bytesOf = (type: string) =>
    freeLists.find(({ name }) => name === `free ${type}`)?.objectBytes;
  const frameBytes = bytesOf("PyFrameObject");
  const tupleBytes = bytesOf("1-sized PyTupleObject");
  if (bytesOf("PyMethodObject") !== undefined) {
    if (bytesOf("PyCFunctionObject") === 56) return "3.8";
    if (frameBytes === 384) return "3.6";
    return frameBytes === 368 ? "3.7" : "3.8 or earlier";
  }
  if (frameBytes !== undefined) {
    if (frameBytes === 368) return "3.9";
    return frameBytes === 360 ? "3.10" : "3.9 or 3.10";
  }
  if (bytesOf("PyDictKeysObject") === undefined) return "3.11 or 3.12";
  if (tupleBytes === 32) return "3.13";
  return tupleBytes === 40 ? "3.14" : "3.13 or later";
}
