/**
 * A part of a text, as a whole one with gaps: what is missing is NaN.
 *
 * What follows from a figure that is missing is then NaN by itself, so one set of rules serves
 * whole texts and parts, and leaves out what comes to nothing.
 */
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import type { IncompleteText, PymallocText, StatsLineName, StatsText } from "./stats-text.js";

/** A row that stands for those that are missing: no sum over the rows is known. */
const MISSING_ROWS = {
  sizeClass: Number.NaN,
  blockBytes: Number.NaN,
  poolCount: Number.NaN,
  blocksInUse: Number.NaN,
  availableBlocks: Number.NaN,
};

/** Says whether a figure is there. */
export function isKnown(figure: number): boolean {
  return !Number.isNaN(figure);
}

/** What a text of pymalloc is made of, whole or in part. */
export type PymallocLines = Pick<
  IncompleteText,
  "figures" | "classes" | "hasAllClasses" | "freeLists" | "at"
>;

/**
 * Makes a text of pymalloc's lines; in a part, what is missing is NaN.
 *
 * The arenas of a part are known from any of the lines that tell them.
 */
export function withGaps(text: PymallocLines): PymallocText {
  const of = (name: StatsLineName, place = 0) => text.figures[name]?.[place] ?? Number.NaN;
  const mallocCalls = text.figures.mallocCalls?.[0];
  return {
    kind: "pymalloc",
    stats: statsOf(text, of),
    printed: {
      arenaCount: of("arenaBytes"),
      arenaBytes: of("arenaBytes", 2),
      unusedPoolBytes: of("unusedPools", 2),
      total: of("total"),
      ...(hasNodes(text) && { arenaMapTotal: of("mapTotal") }),
    },
    ...(mallocCalls !== undefined && { mallocCalls }),
    ...(text.freeLists !== undefined && { freeLists: text.freeLists }),
    at: text.at,
  };
}

/**
 * The stats of a text of pymalloc; of a part, with NaN for what is missing.
 *
 * @example
 * const [part] = parseMallocStats("# arenas allocated current = 7");
 * statsOfText(part).arenas.current; // => 7
 */
export function statsOfText(text: PymallocText | IncompleteText): MallocStats {
  return (text.kind === "incomplete" ? withGaps(text) : text).stats;
}

/**
 * Says whether a text is pymalloc's, whole or in part.
 *
 * @example
 * parseMallocStats("# arenas allocated current = 7").map(isOfPymalloc); // => [true]
 */
export function isOfPymalloc(text: StatsText): text is PymallocText | IncompleteText {
  return text.kind === "pymalloc" || (text.kind === "incomplete" && text.allocator === "pymalloc");
}

/**
 * The last text of a log that is pymalloc's: a whole one, or a part where none is whole.
 *
 * @example
 * lastOfPymalloc(parseMallocStats("# arenas allocated current = 7")).kind; // => "incomplete"
 */
export function lastOfPymalloc(
  texts: readonly StatsText[],
): PymallocText | IncompleteText | undefined {
  return texts.findLast((text) => text.kind === "pymalloc") ?? texts.findLast(isOfPymalloc);
}

/** The bytes of the held arenas, by whichever of its lines a text has. */
export function heldBytesOf({ stats, printed }: Pick<PymallocText, "stats" | "printed">): number {
  const bytes = stats.arenas.current * stats.arenaBytes;
  if (isKnown(bytes)) return bytes;
  return isKnown(printed.arenaBytes) ? printed.arenaBytes : printed.total;
}

function statsOf(
  text: PymallocLines,
  of: (name: StatsLineName, place?: number) => number,
): MallocStats {
  const { figures, classes, hasAllClasses } = text;
  const hasMap = figures.mapRoot !== undefined || hasNodes(text);
  return {
    smallRequestThreshold: of("smallBlockThreshold"),
    sizeClassCount: of("smallBlockThreshold", 1),
    classes: hasAllClasses ? classes : [...classes, MISSING_ROWS],
    arenas: {
      total: of("arenasTotal"),
      reclaimed: of("arenasReclaimed"),
      highwater: of("arenasHighwater"),
      current: figures.arenasCurrent?.[0] ?? of("arenaBytes"),
    },
    arenaBytes: of("arenaBytes", 1),
    poolBytes: of("unusedPools", 1),
    bytesInAllocatedBlocks: of("allocatedBlocks"),
    bytesInAvailableBlocks: of("availableBlocks"),
    unusedPoolCount: of("unusedPools"),
    bytesLostToPoolHeaders: of("poolHeaders"),
    bytesLostToQuantization: of("quantization"),
    bytesLostToAlignment: of("alignment"),
    ...(hasMap && {
      arenaMap: {
        bytesLostToRoot: of("mapRoot"),
        ...(hasNodes(text) && {
          nodes: {
            midNodes: of("mapMidNodes"),
            botNodes: of("mapBotNodes"),
            bytesLostToMid: of("mapMid"),
            bytesLostToBot: of("mapBot"),
          },
        }),
      },
    }),
  };
}

/** Whether the arena map has nodes below its root, as in 64-bit builds. */
function hasNodes({ figures }: PymallocLines): boolean {
  return figures.mapMidNodes !== undefined;
}
