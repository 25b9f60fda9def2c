/** What each line of pymalloc's text means. */
import { bytesLeftOut } from "../text/free-lists.js";
import { type StatsGeometry, statsGeometry, usedPoolCount } from "../text/stats-geometry.js";
import {
  type IncompleteText,
  type PymallocText,
  STATS_LINES,
  type StatsLineName,
} from "../text/stats-text.js";
import { heldBytesOf, isKnown, withGaps } from "../text/with-gaps.js";
import { count } from "./words.js";

/** A line and what it says. */
export interface ExplainedLine {
  /** The line's label, as printed. */
  readonly label: string;
  readonly value: number;
  readonly unit: "bytes" | "arenas" | "nodes" | "size classes" | "calls";
  /** Part of the held arenas' bytes, from 0 to 1, for the lines that share them out. */
  readonly share?: number;
  /** One or two sentences. */
  readonly meaning: string;
}

/**
 * Explains every line but the rows of the size classes, in the order of the text; of a part,
 * those that are there. The six with a share are the held arenas, byte for byte.
 */
export function explainLines(text: PymallocText | IncompleteText): ExplainedLine[] {
  if (text.kind !== "incomplete") return linesOf(text);
  // The arenas of a part are known from their bytes, too; but they are not a line of their own.
  const hasCurrent = text.figures.arenasCurrent !== undefined;
  return linesOf(withGaps(text)).filter(
    ({ label, value }) => isKnown(value) && (hasCurrent || label !== STATS_LINES.arenasCurrent),
  );
}

function linesOf(text: PymallocText): ExplainedLine[] {
  return [
    thresholdLine(text),
    ...callsLines(text),
    ...arenaLines(text),
    ...byteLines(text),
    ...mapLines(text),
    ...freeListLines(text),
  ];
}

type Unit = ExplainedLine["unit"];

function explained(name: StatsLineName, value: number, unit: Unit, meaning: string): ExplainedLine {
  return { label: STATS_LINES[name], value, unit, meaning };
}

function thresholdLine({ stats }: PymallocText): ExplainedLine {
  const { alignment } = statsGeometry(stats);
  const meaning =
    `Requests of 1 to ${stats.smallRequestThreshold} bytes are pymalloc's, rounded up to a multiple of ${alignment}. ` +
    "Larger ones go to the system's malloc and are in none of these figures.";
  return explained("smallBlockThreshold", stats.sizeClassCount, "size classes", meaning);
}

function callsLines({ mallocCalls }: PymallocText): ExplainedLine[] {
  if (mallocCalls === undefined) return [];
  const meaning = "Requests so far, as the debug allocator numbers them.";
  return [explained("mallocCalls", mallocCalls, "calls", meaning)];
}

function arenaLines({ stats, printed }: PymallocText): ExplainedLine[] {
  const { total, reclaimed, highwater, current } = stats.arenas;
  return [
    explained(
      "arenasTotal",
      total,
      "arenas",
      "Arenas ever obtained from the system, those given back included.",
    ),
    explained(
      "arenasReclaimed",
      reclaimed,
      "arenas",
      "Arenas given back. Only a wholly free arena goes back.",
    ),
    explained("arenasHighwater", highwater, "arenas", "Most arenas held at once."),
    explained("arenasCurrent", current, "arenas", "Arenas held now, however full they are."),
    {
      label: `${printed.arenaCount} arenas * ${stats.arenaBytes} bytes/arena`,
      value: printed.arenaBytes,
      unit: "bytes",
      meaning: "The bytes of the held arenas. The six lines below share them out.",
    },
  ];
}

function byteLines(text: PymallocText): ExplainedLine[] {
  const { stats, printed } = text;
  const geometry = statsGeometry(stats);
  const heldBytes = heldBytesOf(text);
  const shared = (name: StatsLineName, value: number, meaning: string): ExplainedLine => ({
    ...explained(name, value, "bytes", meaning),
    ...(isKnown(heldBytes) && { share: heldBytes === 0 ? 0 : value / heldBytes }),
  });
  const { allocated, available, unused, headers, quantization, alignment } = meanings(
    text,
    geometry,
  );
  return [
    shared("allocatedBlocks", stats.bytesInAllocatedBlocks, allocated),
    shared("availableBlocks", stats.bytesInAvailableBlocks, available),
    {
      ...shared("unusedPools", printed.unusedPoolBytes, unused),
      label: `${stats.unusedPoolCount} unused pools * ${stats.poolBytes} bytes`,
    },
    shared("poolHeaders", stats.bytesLostToPoolHeaders, headers),
    shared("quantization", stats.bytesLostToQuantization, quantization),
    shared("alignment", stats.bytesLostToAlignment, alignment),
    explained(
      "total",
      printed.total,
      "bytes",
      "The six lines above; the bytes of the held arenas again.",
    ),
  ];
}

function meanings({ stats }: PymallocText, geometry: StatsGeometry) {
  const { alignment, poolHeaderBytes, poolBytes } = geometry;
  const misaligned = stats.bytesLostToAlignment / poolBytes;
  const usedPools = usedPoolCount(stats);
  return {
    allocated:
      "Live. Each object counts with its whole block, so this includes " +
      `${isKnown(alignment) ? `up to ${alignment - 1} bytes` : "the bytes"} of rounding per object.`,
    available:
      "Free blocks in pools that also have a live one. Only requests of the same size class can take " +
      "them, and each such pool keeps its arena from going back.",
    unused:
      "Free pools: wholly emptied or never used. Any size class can take them. They come back to the " +
      "system only when all pools of their arena are free.",
    headers: isKnown(usedPools)
      ? `The first ${poolHeaderBytes} bytes of each of the ${usedPools} pools in use.`
      : "The first bytes of each pool in use.",
    quantization:
      "The tail of each pool in use that is too short for one more block. The rounding of requests " +
      "is not in here but in the allocated blocks.",
    alignment:
      stats.bytesLostToAlignment === 0
        ? "No arena loses a pool: all start on a pool boundary."
        : isKnown(misaligned * stats.arenas.current)
          ? `Arenas that do not start on a multiple of ${poolBytes} bytes lose one pool each: ${misaligned} of ${stats.arenas.current} do.`
          : "Arenas that do not start on a pool boundary lose one pool each.",
  };
}

function mapLines({ stats, printed }: PymallocText): ExplainedLine[] {
  const map = stats.arenaMap;
  if (map === undefined) return [];
  const root = explained(
    "mapRoot",
    map.bytesLostToRoot,
    "bytes",
    "Outside the arenas: the table by which CPython knows its own addresses. Mostly untouched, so it costs little memory.",
  );
  if (map.nodes === undefined) return [root];
  const { midNodes, botNodes, bytesLostToMid, bytesLostToBot } = map.nodes;
  return [
    explained(
      "mapMidNodes",
      midNodes,
      "nodes",
      "Middle nodes of that table. Nodes are never given back.",
    ),
    explained("mapBotNodes", botNodes, "nodes", "Bottom nodes of that table."),
    root,
    explained("mapMid", bytesLostToMid, "bytes", "The middle nodes' bytes."),
    explained("mapBot", bytesLostToBot, "bytes", "The bottom nodes' bytes."),
    {
      ...explained(
        "mapTotal",
        printed.arenaMapTotal ?? 0,
        "bytes",
        "The table's three lines together.",
      ),
      label: STATS_LINES.total,
    },
  ];
}

function freeListLines({ freeLists }: PymallocText): ExplainedLine[] {
  if (freeLists === undefined) return [];
  const bytes = freeLists.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  const meaning = `Dead objects that Python keeps for reuse, all lists together. Their blocks count as live above; gc.collect() drops most of them.${gcHeaderMeaning(bytesLeftOut(freeLists))}`;
  return [{ label: "free lists", value: bytes, unit: "bytes", meaning }];
}

function gcHeaderMeaning(leftOut: ReturnType<typeof bytesLeftOut>): string {
  if (leftOut === undefined) return "";
  const { eachBytes, totalBytes } = leftOut;
  return eachBytes === 0
    ? " The size of a dict, list or tuple includes its header for the garbage collector, as it does from 3.15."
    : ` Up to 3.14 the sizes leave out the header of ${eachBytes} bytes that the garbage collector puts before each dict, list and tuple. With it, these lists have ${count(totalBytes)} bytes more.`;
}
