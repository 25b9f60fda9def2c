/**
 * Which Python printed a text, as far as its wording and its constants tell: arenas
 * and the arena map by release, free lists by release, the pool header by word length.
 */
import { PYTHON_VERSIONS } from "../../pymalloc/geometry.js";
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { areOf32Bit, pythonOfFreeLists } from "./free-lists.js";
import { HEADER_BYTES_32, statsGeometry, usedPoolCount } from "./stats-geometry.js";
import type { FreeListStats, StatsText } from "./stats-text.js";

const KIB = 1024;

/** Root of the arena map in bytes, which tells 3.10 from later. */
const MAP_ROOT_BYTES_310 = 8 * KIB;

/** Arenas of a build with `--with-pymalloc-hugepages` (3.15), or patched so. */
const HUGE_ARENA_BYTES = 2 * KIB * KIB;

const NEWEST = PYTHON_VERSIONS.at(-1);

/**
 * Names the Python releases that print such a text, and the build where it is not the default one.
 *
 * @returns for example "3.11 or 3.12", "3.15, 32-bit"; "unknown" where the text gives nothing away.
 */
export function pythonOf(text: StatsText): string {
  switch (text.kind) {
    case "incomplete":
      return pythonOfPart(text.figures.arenaBytes?.[1]);
    case "mimalloc":
      return "3.13 or later";
    case "freeLists":
      return areOf32Bit(text.freeLists)
        ? `${pythonOfFreeLists(text.freeLists)}, 32-bit`
        : pythonOfFreeLists(text.freeLists);
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
  const narrowed = (range: string) => (freeLists.length > 0 ? pythonOfFreeLists(freeLists) : range);
  if (arenaMap === undefined) {
    if (arenaBytes > 256 * KIB) return "3.10 or later, built without the arena map";
    const is32Bit = poolHeaderBytes === HEADER_BYTES_32 && usedPoolCount(stats) > 0;
    if (is32Bit) return `${narrowed("3.9 or earlier")}, 32-bit`;
    if (alignment === 8) return "3.7 or earlier, with 8-byte alignment";
    return narrowed("3.6 to 3.9");
  }
  if (arenaMap.nodes === undefined) return `${narrowed("3.10 or later")}, 32-bit`;
  if (poolBytes === 16 * KIB && arenaBytes === HUGE_ARENA_BYTES) {
    return `${narrowed("3.11 or later")}, built with arenas of 2 MiB`;
  }
  if (arenaBytes !== KIB * KIB || poolBytes !== 16 * KIB) return `later than ${NEWEST}, or patched`;
  if (arenaMap.bytesLostToRoot === MAP_ROOT_BYTES_310) return "3.10";
  return narrowed(`3.11 to ${NEWEST}`);
}
