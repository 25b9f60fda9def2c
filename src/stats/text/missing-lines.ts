/** Which lines a stats text should have and does not. */

import type { SizeClassStats } from "../../pymalloc/malloc-stats.js";
import { MIMALLOC_LINES, type MimallocLineName } from "./lines.js";
import {
  type FreeListStats,
  type IncompleteText,
  STATS_LINES,
  type StatsLineName,
} from "./stats-text.js";
import type { TextInProgress } from "./text-in-progress.js";

/** Pools above this need the arena map; with an arena above 256 KiB it has nodes (64-bit). */
const LARGEST_POOL_WITHOUT_MAP = 4096;

const LINES_OF_EVERY_BUILD: readonly StatsLineName[] = [
  "smallBlockThreshold",
  "arenasTotal",
  "arenasReclaimed",
  "arenasHighwater",
  "arenasCurrent",
  "arenaBytes",
  "allocatedBlocks",
  "availableBlocks",
  "unusedPools",
  "poolHeaders",
  "quantization",
  "alignment",
  "total",
];
const MAP_LINES = ["mapCounts", "mapRoot"] as const;
const MAP_LINES_WITH_NODES = [
  ...["mapCounts", "mapMidNodes", "mapBotNodes", "mapRoot", "mapMid", "mapBot", "mapTotal"],
] as readonly StatsLineName[];

/** Free lists that come before those of tuples; each release prints some of them. */
const FREE_LISTS_BEFORE_TUPLES =
  /^free Py(?:CFunction|Dict|DictKeys|Float|Frame|List|Method)Object$/;

/**
 * Names the missing lines of a text.
 *
 * @returns nothing for a text that has all of them.
 */
export function missingLines(
  text: TextInProgress,
): Pick<IncompleteText, "allocator" | "cut" | "missing" | "classes" | "hasAllClasses"> | undefined {
  const lines = [...figureLines(text), ...freeListLines(text)];
  const missing = lines.filter(({ isThere }) => !isThere).map(({ label }) => label);
  if (missing.length === 0) return undefined;
  const firstMissing = lines.findIndex(({ isThere }) => !isThere);
  const isTail = lines.slice(firstMissing).every(({ isThere }) => !isThere);
  return {
    allocator: allocatorOf(text),
    cut: isTail ? "end" : firstMissing === 0 ? "start" : "middle",
    missing,
    classes: text.classes,
    hasAllClasses: hasAllRows(text),
  };
}

function allocatorOf({ figures, classes, isMimalloc }: TextInProgress) {
  if (figures.size + classes.length === 0) return "unknown";
  return isMimalloc ? "mimalloc" : "pymalloc";
}

/**
 * Whether the rows of the size classes are known to be all there: a class without pools has no row,
 * so only a sum over them can tell.
 */
function hasAllRows({ classes, hasElidedRows, figures }: TextInProgress): boolean {
  if (hasElidedRows) return false;
  const [liveBytes] = figures.get("allocatedBlocks") ?? [];
  const [availableBytes] = figures.get("availableBlocks") ?? [];
  const sumOf = (blocks: (row: SizeClassStats) => number) =>
    classes.reduce((bytes, row) => bytes + blocks(row) * row.blockBytes, 0);
  if (liveBytes !== undefined) return liveBytes === sumOf(({ blocksInUse }) => blocksInUse);
  return classes.length > 0 && availableBytes === sumOf(({ availableBlocks }) => availableBlocks);
}

interface ExpectedLine {
  readonly label: string;
  readonly isThere: boolean;
}

function figureLines(text: TextInProgress): ExpectedLine[] {
  const { figures } = text;
  if (figures.size + text.classes.length === 0) return [];
  if (text.isMimalloc) {
    return Object.entries(MIMALLOC_LINES).map(([name, label]) => ({
      label: label.trim().replace(/[ :=]+$/, ""),
      isThere: text.mimalloc.has(name as MimallocLineName),
    }));
  }
  const [threshold, ...others] = [...LINES_OF_EVERY_BUILD, ...mapLines(text)].map((name) => ({
    label: STATS_LINES[name],
    isThere: figures.has(name),
  }));
  const [liveBytes = 0] = figures.get("allocatedBlocks") ?? [];
  const hasRows = text.classes.length > 0 && !text.hasElidedRows;
  const rows = { label: "rows of the size classes", isThere: hasRows || liveBytes === 0 };
  return [threshold!, rows, ...others];
}

function mapLines({ figures }: TextInProgress): readonly StatsLineName[] {
  const [, poolBytes = 0] = figures.get("unusedPools") ?? [];
  const hasNodes = MAP_LINES_WITH_NODES.some(
    (name) => figures.has(name) && name !== "mapCounts" && name !== "mapRoot",
  );
  if (hasNodes || poolBytes > LARGEST_POOL_WITHOUT_MAP) return MAP_LINES_WITH_NODES;
  return MAP_LINES.some((name) => figures.has(name)) ? MAP_LINES : [];
}

/** The tuples' free lists end the text: sizes 1 to 19, or to 20 from 3.11. */
function freeListLines({ freeLists, figures }: TextInProgress): ExpectedLine[] {
  const last = freeLists.at(-1);
  if (last === undefined) return [];
  const there = { label: last.name, isThere: true };
  const [rootBytes = 0] = figures.get("mapRoot") ?? [];
  const lastTuple = rootBytes > 8192 ? 20 : 19;
  const items = tupleItems(last);
  if (items === undefined && !FREE_LISTS_BEFORE_TUPLES.test(last.name)) return [there];
  if (items !== undefined && items >= lastTuple) return [there];
  const next = items === undefined ? "lines after it" : `free ${items + 1}-sized PyTupleObjects`;
  return [there, { label: `${next} (the free lists)`, isThere: false }];
}

function tupleItems({ name }: FreeListStats): number | undefined {
  const items = /^free (\d+)-sized PyTupleObject$/.exec(name)?.[1];
  return items === undefined ? undefined : Number(items);
}
