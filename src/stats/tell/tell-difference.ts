/** Two stats texts of one program: what changed, in words. */

import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { statsGeometry } from "../text/stats-geometry.js";
import { isKnown } from "../text/with-gaps.js";
import { type ClassDifference, compareStats } from "./compare.js";
import { count, mebibytes, percent } from "./words.js";

/** Classes that are told of, those with the greatest change first. */
const CLASSES_TOLD = 4;
/** A change below this share of the live bytes is not worth a word. */
const SMALL_SHARE = 0.01;
/** What would be written as 0.0 MiB is left out. */
const LEAST_BYTES = 2 ** 20 / 20;

/**
 * Tells what changed from one text to another.
 *
 * @returns sentences: the objects, the arenas and what follows, then the classes that changed most.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * tellDifference(text.stats, text.stats).includes("So next to nothing changed."); // => true
 */
export function tellDifference(before: MallocStats, after: MallocStats): string[] {
  const builds = haveOneBuild(before, after)
    ? []
    : [
        "The two texts are of different builds of Python: their arenas, pools or size classes differ, so only the live bytes can be compared.",
      ];
  const live = change(before.bytesInAllocatedBlocks, after.bytesInAllocatedBlocks);
  return [
    ...builds,
    ...(isKnown(live.by) ? [`Live bytes ${moved(live)}.`] : []),
    ...(isKnown(after.arenas.current - before.arenas.current)
      ? [`Arenas held: ${arenasMoved(before, after)}.`]
      : []),
    // Nothing of one process goes back because another holds less.
    ...(builds.length > 0 || !haveOneProcess(before, after) ? [] : whatFollows(before, after)),
    ...classesTold(before, after),
  ];
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

function change(from: number, to: number): Change {
  return { from, to, by: to - from };
}

function haveOneBuild(before: MallocStats, after: MallocStats): boolean {
  const alignment = (stats: MallocStats) => statsGeometry(stats).alignment;
  // What one of them does not tell is not a difference.
  const areAlike = (one: number, other: number) => !isKnown(one - other) || one === other;
  return (
    areAlike(before.arenaBytes, after.arenaBytes) &&
    areAlike(before.poolBytes, after.poolBytes) &&
    areAlike(alignment(before), alignment(after))
  );
}

/** Counters of one process only grow; two processes' cannot be told apart otherwise. */
function haveOneProcess({ arenas: before }: MallocStats, { arenas: after }: MallocStats): boolean {
  return !(after.total < before.total || after.reclaimed < before.reclaimed);
}

function moved({ from, to, by }: Change): string {
  if (by === 0) return `stayed at ${mebibytes(to)}`;
  const verb = by > 0 ? "rose" : "fell";
  const amount = mebibytes(Math.abs(by));
  return `${verb} by ${amount}, from ${mebibytes(from)} to ${mebibytes(to)}`;
}

function arenasMoved(from: MallocStats, to: MallocStats): string {
  const [before, after] = [from.arenas, to.arenas];
  const obtained = after.total - before.total;
  const returned = after.reclaimed - before.reclaimed;
  const now =
    before.current === after.current
      ? `${count(after.current)} before and after`
      : `${count(before.current)} before, ${count(after.current)} after`;
  if (!haveOneProcess(from, to)) return `${now}; the counters fell, so these are two processes`;
  if (!isKnown(obtained + returned)) return now;
  return `${now}; ${count(obtained)} obtained and ${count(returned)} given back in between`;
}

/** What the change of live bytes did to the arenas. */
function whatFollows(before: MallocStats, after: MallocStats): string[] {
  const live = change(before.bytesInAllocatedBlocks, after.bytesInAllocatedBlocks).by;
  const held = change(heldBytes(before), heldBytes(after)).by;
  return isKnown(live + held) ? [followsFrom(live, held, before, after)] : [];
}

function followsFrom(live: number, held: number, before: MallocStats, after: MallocStats): string {
  if (Math.abs(live) < SMALL_SHARE * before.bytesInAllocatedBlocks) {
    if (held === 0) return "So next to nothing changed.";
    return held > 0
      ? `So the process holds ${mebibytes(held)} more for about the same objects.`
      : `So ${mebibytes(-held)} came back with about the same objects alive.`;
  }
  if (live > 0)
    return held > 0 ? grew(live, held) : "So the new objects went into room that was free before.";
  if (held >= 0) return `So nothing of it came back: ${freeRoom(before, after)}.`;
  if (held < live) {
    return `So ${mebibytes(-held)} went back to the system, more than was dropped: arenas went that were partly free before.`;
  }
  return `So ${mebibytes(-held)} went back to the system, ${percent(-held, -live)} of what was dropped${held > live ? `; the rest is still held: ${freeRoom(before, after)}` : ""}.`;
}

function grew(live: number, held: number): string {
  return held > live * (1 + SMALL_SHARE)
    ? `So the arenas grew by ${mebibytes(held)}, more than the objects did.`
    : `So the arenas grew by ${mebibytes(held)}, and the rest went into room that was free before.`;
}

function freeRoom(before: MallocStats, after: MallocStats): string {
  const poolBytes = (stats: MallocStats) => stats.unusedPoolCount * stats.poolBytes;
  const parts = [
    {
      name: "free blocks in used pools",
      by: after.bytesInAvailableBlocks - before.bytesInAvailableBlocks,
    },
    { name: "free pools", by: poolBytes(after) - poolBytes(before) },
  ];
  const told = parts.filter(({ by }) => Math.abs(by) >= LEAST_BYTES);
  return told.length === 0
    ? "little of it is free"
    : told.map(({ name, by }) => `${name} ${signed(by)}`).join(", ");
}

function heldBytes({ arenas, arenaBytes }: MallocStats): number {
  return arenas.current * arenaBytes;
}

function signed(bytes: number): string {
  return `${bytes < 0 ? "−" : "+"}${mebibytes(Math.abs(bytes))}`;
}

function classesTold(before: MallocStats, after: MallocStats): string[] {
  const weightOf = ({ blockBytes, blocksInUse: [from, to] }: ClassDifference) =>
    Math.abs(to - from) * blockBytes;
  const { classes } = compareStats(before, after);
  const heaviest = [...classes].sort((one, other) => weightOf(other) - weightOf(one));
  const least = SMALL_SHARE * heaviest.reduce((sum, one) => sum + weightOf(one), 0);
  const told = heaviest
    .filter((one) => weightOf(one) >= least)
    .slice(0, CLASSES_TOLD)
    .map(classTold);
  const others = classes.length - told.length;
  if ([before, after].some((stats) => stats.classes.some(({ blockBytes }) => !isKnown(blockBytes))))
    return told;
  if (classes.length === 0) return ["No size class has more or fewer live blocks."];
  return [
    ...told,
    ...(others > 0
      ? [`${count(others)} more ${others === 1 ? "class" : "classes"} changed, by less.`]
      : []),
  ];
}

/** One class: its blocks, then whether its pools went with them. */
function classTold({ blockBytes, pools, blocksInUse, availableBlocks }: ClassDifference): string {
  const blocks = blocksInUse[1] - blocksInUse[0];
  const poolCount = pools[1] - pools[0];
  const what = `Blocks of ${blockBytes} bytes: ${amountOf(blocks, "live block")}, ${amountOf(poolCount, "used pool")}`;
  const room = `${count(availableBlocks[1])} free between them, of ${count(availableBlocks[1] + blocksInUse[1])}`;
  if (blocks < 0 && poolCount === 0 && pools[1] > 0) {
    return `${what}. Not one of its ${count(pools[1])} pools emptied: ${room}.`;
  }
  return pools[1] === 0 ? `${what}. None is left.` : `${what}. Now ${room}.`;
}

function amountOf(by: number, name: string): string {
  if (by === 0) return `as many ${name}s`;
  const names = Math.abs(by) === 1 ? name : `${name}s`;
  return `${count(Math.abs(by))} ${by > 0 ? "more" : "fewer"} ${names}`;
}
