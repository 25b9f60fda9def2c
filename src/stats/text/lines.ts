/**
 * One line of a log, and what of a stats text it is.
 *
 * A log may put something before each line (a time, a container's name, the
 * indentation of a quoted text), so a line is read from its end. Runs of spaces
 * may have been squeezed on the way.
 */
import type { SizeClassStats } from "../../pymalloc/malloc-stats.js";
import {
  type FreeListStats,
  type MimallocStats,
  STATS_LINES,
  type StatsLineName,
} from "./stats-text.js";

/** A line that belongs to a stats text. */
export type StatsLine =
  | { readonly kind: "figure"; readonly name: StatsLineName; readonly figures: readonly number[] }
  /** The names of the columns of the size classes. */
  | { readonly kind: "classHead" }
  | { readonly kind: "class"; readonly row: SizeClassStats }
  /** Dots in place of rows, as in a text that somebody shortened. */
  | { readonly kind: "elision" }
  | { readonly kind: "freeList"; readonly freeList: FreeListStats }
  | { readonly kind: "mimalloc"; readonly name: MimallocLineName; readonly value: number };

/** Names of the lines that only mimalloc prints. */
export type MimallocLineName = Exclude<
  keyof MimallocStats,
  "smallBlockThreshold" | "sizeClassCount"
>;

/** Labels of those lines, in the order in which they are printed, indented as they are. */
export const MIMALLOC_LINES: Readonly<Record<MimallocLineName, string>> = {
  mediumBlockThreshold: "Medium block threshold =",
  largeObjectMaxBytes: "Large object max size =",
  allocatedBlocks: "    Allocated Blocks:",
  allocatedBytes: "    Allocated Bytes:",
  allocatedBytesWithOverhead: "    Allocated Bytes w/ Overhead:",
  bytesReserved: "    Bytes Reserved:",
  bytesCommitted: "    Bytes Committed:",
};

/** No line of a stats text is longer, whatever a log puts before it; the rest need not be read. */
const LONGEST_LINE = 1000;

/**
 * A figure. What follows it may be somebody's note ("<- live"), but nothing that would change it:
 * more digits, "of 9", a unit.
 */
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+|\d+)(?!\d|[.,]\d)(?!\s*(?:of\b|\/\s*\d|\d|[kKMG](?:i?B)?\b|million\b))`;
/** Labels of lines with one figure, without the sign that Markdown takes for a heading. */
const LABELS = Object.values(STATS_LINES)
  .filter((label) => label.startsWith("# "))
  .map((label) => label.slice("# ".length));
const THRESHOLD = /Small block threshold\s*=\s*(\d+), in (\d+) size classes\b/;
const FIGURE = new RegExp(String.raw`(?:^|[^a-z])(${LABELS.join("|")}|Total)\s*=\s*${NUMBER}`);
/** Markdown takes the asterisks of two such lines for the beginning and the end of something. */
const PRODUCT = new RegExp(
  String.raw`\b(\d+) (arenas|unused pools)\s*[*×x]?\s*(\d+) bytes(?:\/arena)?\s*=\s*${NUMBER}`,
);
const FREE_LIST = new RegExp(
  String.raw`(?:^|\s)(\d+) (free [\w -]*\w)s\s*[*×x]?\s*(\d+) bytes each\s*=\s*${NUMBER}`,
);
const CLASS_HEAD = /\bclass\s+size\s+num pools\s+blocks in use\s+avail blocks\b/;
const CLASS_ROW = /(?:^|\s)(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*(?:$|<|←|\(|#|\/\/|--|!|…)/;
const ELISION = /(?:^|\s)(?:\.[ .]*\.|…)$/;
const MIMALLOC =
  /(Medium block threshold =|Large object max size =|Allocated Blocks:|Allocated Bytes:|Allocated Bytes w\/ Overhead:|Bytes Reserved:|Bytes Committed:)\s*(\d+)$/;

const NAME_OF_LABEL = new Map<string, StatsLineName>(
  Object.entries(STATS_LINES).map(([name, label]) => [
    label.replace(/^# /, ""),
    name as StatsLineName,
  ]),
);
const NAME_OF_MIMALLOC_LABEL = new Map<string, MimallocLineName>(
  Object.entries(MIMALLOC_LINES).map(([name, label]) => [
    label.trimStart(),
    name as MimallocLineName,
  ]),
);

/**
 * Reads a line.
 *
 * @param inClasses - whether rows of size classes may come: five numbers mean
 *   nothing elsewhere.
 * @returns nothing for a line that is not part of a stats text.
 */
export function readStatsLine(text: string, inClasses: boolean): StatsLine | undefined {
  if (text.length > LONGEST_LINE) return undefined;
  const line = text.trimEnd();
  const threshold = THRESHOLD.exec(line);
  if (threshold !== null) return figure("smallBlockThreshold", threshold.slice(1));
  if (line.endsWith(STATS_LINES.mapCounts)) return figure("mapCounts", []);
  if (CLASS_HEAD.test(line)) return { kind: "classHead" };
  const mimalloc = MIMALLOC.exec(line);
  if (mimalloc !== null) {
    const name = NAME_OF_MIMALLOC_LABEL.get(mimalloc[1] ?? "");
    return name && { kind: "mimalloc", name, value: Number(mimalloc[2]) };
  }
  if (line.includes("=")) return readFigure(line);
  return inClasses ? readClassRow(line) : undefined;
}

function readFigure(line: string): StatsLine | undefined {
  const single = FIGURE.exec(line);
  if (single !== null) {
    const name = NAME_OF_LABEL.get(single[1] ?? "");
    return name && figure(name, single.slice(2));
  }
  const product = PRODUCT.exec(line);
  if (product !== null) {
    const [, count = "", what, bytes = "", value = ""] = product;
    return figure(what === "arenas" ? "arenaBytes" : "unusedPools", [count, bytes, value]);
  }
  return readFreeList(line);
}

function readFreeList(line: string): StatsLine | undefined {
  const found = FREE_LIST.exec(line);
  if (found === null) return undefined;
  const [, count, name = "", bytes, total = ""] = found;
  const freeList = {
    objectCount: Number(count),
    name,
    objectBytes: Number(bytes),
    totalBytes: numberOf(total),
  };
  return { kind: "freeList", freeList };
}

function readClassRow(line: string): StatsLine | undefined {
  if (ELISION.test(line)) return { kind: "elision" };
  const found = CLASS_ROW.exec(line);
  if (found === null) return undefined;
  const [sizeClass = 0, blockBytes = 0, poolCount = 0, blocksInUse = 0, availableBlocks = 0] = found
    .slice(1)
    .map(Number);
  return {
    kind: "class",
    row: { sizeClass, blockBytes, poolCount, blocksInUse, availableBlocks },
  };
}

function figure(name: StatsLineName, numbers: readonly string[]): StatsLine {
  return { kind: "figure", name, figures: numbers.map(numberOf) };
}

function numberOf(digits: string): number {
  return Number(digits.replaceAll(",", ""));
}

/**
 * Whether a line that ends its log without a line break may have lost digits: its
 * last number is right-aligned, and here stops short of its column.
 */
export function isCutOff(text: string, { kind }: StatsLine): boolean {
  const [, spaces = "", digits = ""] = /(\s*)([\d,]+)$/.exec(text) ?? [];
  const columns = kind === "class" ? 14 : 21;
  const wasSqueezed = spaces.length < 2;
  return !wasSqueezed && spaces.length + digits.length < columns;
}
