/** What two texts of one process say of its direction: less than a log, and more than nothing. */
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { isKnown } from "../text/with-gaps.js";
import type { Trend } from "./tell-trend.js";
import { arenasInWords, mebibytes } from "./words.js";

/** A change of less than this share of what was is none. */
const SMALL_SHARE = 0.05;
const MIB = 2 ** 20;

/**
 * Tells a direction from two texts, the earlier one first.
 *
 * @returns nothing where the figures are missing, or the later text is of another process.
 *
 * @example
 * const stats = mallocStats(startPython("3.11").allocator);
 * tellTrendOfTwo(stats, stats).kind; // => "plateau"
 */
export function tellTrendOfTwo(before: MallocStats, after: MallocStats): Trend | undefined {
  const held = [before, after].map(({ arenas, arenaBytes }) => arenas.current * arenaBytes);
  const live = [before, after].map((stats) => stats.bytesInAllocatedBlocks);
  const peaks = [before, after].map(({ arenas }) => arenas.highwater);
  const [heldBefore = 0, heldAfter = 0] = held;
  const [liveBefore = 0, liveAfter = 0] = live;
  const [peakBefore = 0, peakAfter = 0] = peaks;
  const isWhole = [...held, ...live, ...peaks].every(isKnown);
  if (!isWhole || after.arenas.total < before.arenas.total || peakAfter < peakBefore) {
    return undefined;
  }
  if (isMore(liveBefore, liveAfter)) {
    return {
      kind: "grows",
      sentence: `${mebibytes(liveAfter - liveBefore)} more is live in the later text. If both were taken after the same work, a leak is likely; a third text would tell.`,
    };
  }
  if (isMore(heldAfter, heldBefore)) {
    return {
      kind: "cameDown",
      sentence: `${mebibytes(heldBefore - heldAfter)} came back in between. That is not a leak.`,
    };
  }
  if (peakAfter === peakBefore) {
    return {
      kind: "plateau",
      sentence: `No new height in between: the most was ${arenasInWords(peakAfter)} before and after, and what is live did not rise noticeably. Between these two texts nothing leaks in pymalloc.`,
    };
  }
  return {
    kind: "unclear",
    sentence: `A new height was reached in between, ${arenasInWords(peakAfter)} after ${arenasInWords(peakBefore)}, and what is live did not rise with it: the busiest moment was larger. A longer log would tell whether it keeps rising.`,
  };
}

function isMore(from: number, to: number): boolean {
  return to - from > Math.max(SMALL_SHARE * from, MIB);
}
