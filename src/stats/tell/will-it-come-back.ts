/**
 * The answer to "Will my memory come back?", in one line: not by itself, or when what goes.
 *
 * An arena with nothing in it goes back at once. So whatever a text says is held has something
 * alive in every arena (but for one that later Pythons keep empty), and the question is what.
 */

import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { checkMallocStats } from "../check/check-sums.js";
import type { IncompleteText, MimallocText, PymallocText, StatsText } from "../text/stats-text.js";
import { heldBytesOf, isKnown, withGaps } from "../text/with-gaps.js";
import type { ProcessFigures } from "./advice.js";
import { arenasInWords, mebibytes, percent } from "./words.js";

/** What an answer says, for programs. */
export type AnswerKind =
  /** Live objects hold it, and it comes back when they go. */
  | "whenFreed"
  /** Free blocks lie between live ones. */
  | "holes"
  /** Whole pools are free, in arenas that a few objects keep. */
  | "survivors"
  /** No more is held than by an interpreter that has just started, or nothing. */
  | "little"
  /** Most of the process's memory is not pymalloc's. */
  | "elsewhere"
  /** Figures contradict one another; the words say what they would mean. */
  | "doubtful"
  /** The text is of another allocator, or cut short. */
  | "unknown";

/** The answer to the question, and the words for it. */
export interface ComesBack {
  readonly kind: AnswerKind;
  /** One to three sentences; the first is the answer. */
  readonly sentence: string;
}

/** Arenas below this are what an interpreter has after its start. */
export const AFTER_START_BYTES = 4 * 2 ** 20;
/** With less of the arenas free than this, live objects hold them. */
const FREE_SHARE = 0.2;
/** A part of the arenas above this is worth a sentence of its own. */
const WORTH_A_WORD = 0.1;
/** A process of which the arenas are less than this share is held by something else. */
const ARENAS_SHARE = 0.5;

/**
 * Says whether the memory of a text comes back.
 *
 * @param about - with resident memory the answer also tells whether it is pymalloc's at all.
 *
 * @example
 * parseMallocStats("Small block threshold = 512, in 32 size classes.").map((text) => willItComeBack(text).kind); // => ["unknown"]
 */
export function willItComeBack(text: StatsText, about: ProcessFigures = {}): ComesBack {
  switch (text.kind) {
    case "pymalloc":
      return ofPymalloc(text, about.residentBytes);
    case "mimalloc":
      return { kind: "unknown", sentence: ofMimalloc(text) };
    case "freeLists":
      return { kind: "unknown", sentence: NO_ALLOCATOR };
    case "incomplete":
      return ofPart(text, about.residentBytes);
  }
}

const NO_ALLOCATOR =
  "This text does not say: pymalloc is switched off, and the allocator in its place prints nothing here.";
const CUT_SHORT = "This text does not say: a part of it is missing.";

function ofMimalloc({ stats }: MimallocText): string {
  const free = mebibytes(stats.bytesCommitted - stats.allocatedBytes);
  return `This text does not say: it is mimalloc's, which gives pages back by rules of its own. Of the ${mebibytes(stats.bytesCommitted)} committed, ${free} is not in use.`;
}

/** Of a part, as far as it goes. */
function ofPart(text: IncompleteText, residentBytes: number | undefined): ComesBack {
  if (text.allocator !== "pymalloc") return { kind: "unknown", sentence: CUT_SHORT };
  const whole = withGaps(text);
  if (!isKnown(heldBytesOf(whole))) return { kind: "unknown", sentence: NO_ARENAS };
  return ofPymalloc(whole, residentBytes);
}

const NO_ARENAS =
  "This part of a text does not say: the lines that tell what the arenas hold are missing.";

function ofPymalloc(text: PymallocText, residentBytes: number | undefined): ComesBack {
  const heldBytes = heldBytesOf(text);
  const inside = ofArenas(text.stats, heldBytes);
  const broken = checkMallocStats(text).filter(({ holds }) => !holds).length;
  if (broken > 0) {
    const figures = broken === 1 ? "1 of its figures does" : `${broken} of its figures do`;
    const sentence = `This text does not say for certain: ${figures} not add up. As it is printed: ${lowered(inside.sentence)}`;
    return { kind: "doubtful", sentence };
  }
  if (residentBytes === undefined || heldBytes >= ARENAS_SHARE * residentBytes) return inside;
  const share = `${mebibytes(heldBytes)} of the ${mebibytes(residentBytes)} resident`;
  return {
    kind: "elsewhere",
    sentence: `Most of it is not pymalloc's to give back: its arenas are ${share}. Of those: ${lowered(inside.sentence)}`,
  };
}

function lowered(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** The answer by the arenas alone. */
function ofArenas(stats: MallocStats, heldBytes: number): ComesBack {
  const { current } = stats.arenas;
  if (current === 0) {
    return { kind: "little", sentence: "There is nothing to come back: pymalloc holds no arena." };
  }
  const held = `${mebibytes(heldBytes)}${isKnown(current) ? ` in ${arenasInWords(current)}` : ""}`;
  if (heldBytes < AFTER_START_BYTES) {
    const sentence = `There is little to come back: pymalloc holds ${held}, about as much as an interpreter that has just started.`;
    return { kind: "little", sentence };
  }
  const { kind, sentence } = byWhatHolds(stats, heldBytes, held);
  return { kind, sentence: `${sentence}${cameBack(stats)}` };
}

function byWhatHolds(stats: MallocStats, heldBytes: number, held: string): ComesBack {
  const liveBytes = stats.bytesInAllocatedBlocks;
  const holeBytes = stats.bytesInAvailableBlocks;
  const poolBytes = stats.unusedPoolCount * stats.poolBytes;
  const live = mebibytes(liveBytes);
  if (!isKnown(liveBytes + holeBytes + poolBytes)) {
    return byWhatIsKnown({ liveBytes, holeBytes, poolBytes }, heldBytes, held);
  }
  if (holeBytes + poolBytes < FREE_SHARE * heldBytes) {
    const share = percent(liveBytes, heldBytes);
    const sentence = `Yes, when the objects in it are freed: ${live} of the ${held} is live (${share}), and an arena goes back when the last object in it does.`;
    return { kind: "whenFreed", sentence };
  }
  const theRest =
    liveBytes >= FREE_SHARE * heldBytes
      ? ` The ${live} that is live comes back when it is freed, arena by arena.`
      : "";
  if (holeBytes >= poolBytes) {
    const pools =
      poolBytes >= WORTH_A_WORD * heldBytes
        ? `, and ${mebibytes(poolBytes)} in free pools beside them`
        : "";
    const sentence = `Not by itself: ${mebibytes(holeBytes)} of the ${held} sits in holes between live objects${pools}, and objects do not move.${theRest}`;
    return { kind: "holes", sentence };
  }
  const keeper =
    liveBytes === 0
      ? "though nothing in them is alive"
      : `and ${live} of live objects keeps the arenas`;
  const sentence = `Not by itself: ${mebibytes(poolBytes)} of the ${held} is in pools that are free, ${keeper}. An arena goes back when the last object in it does.${theRest}`;
  return { kind: "survivors", sentence };
}

/** The answer where one of the three figures is missing. */
function byWhatIsKnown(
  {
    liveBytes,
    holeBytes,
    poolBytes,
  }: Readonly<Record<"liveBytes" | "holeBytes" | "poolBytes", number>>,
  heldBytes: number,
  held: string,
): ComesBack {
  const knownFree = [holeBytes, poolBytes].filter(isKnown).reduce((sum, bytes) => sum + bytes, 0);
  if (knownFree >= FREE_SHARE * heldBytes) {
    const sentence = `Not by itself: at least ${mebibytes(knownFree)} of the ${held} is free, in arenas that something alive keeps. What the rest is stands in lines that are missing.`;
    return { kind: holeBytes >= knownFree / 2 ? "holes" : "survivors", sentence };
  }
  if (liveBytes > (1 - FREE_SHARE) * heldBytes) {
    const sentence = `Yes, when the objects in it are freed: ${mebibytes(liveBytes)} of the ${held} is live, and an arena goes back when the last object in it does.`;
    return { kind: "whenFreed", sentence };
  }
  const sentence = `This part of a text does not say: ${held} is held, and what of it is live stands in lines that are missing.`;
  return { kind: "unknown", sentence };
}

/** What was given back since the peak, where it is worth a word. */
function cameBack({ arenas, arenaBytes }: MallocStats): string {
  const { current, highwater } = arenas;
  if (!(highwater - current >= WORTH_A_WORD * highwater && arenaBytes > 0)) return "";
  const back = mebibytes((highwater - current) * arenaBytes);
  return ` Since the peak of ${mebibytes(highwater * arenaBytes)}, ${back} came back already.`;
}
