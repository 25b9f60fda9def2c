/**
 * A stats text in plain words: what each figure is, and what it means for memory
 * coming back to the system.
 */

import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import { checkMallocStats } from "../check/check-sums.js";
import { pythonOf } from "../text/dialect.js";
import { CARRIER_NAMES } from "../text/peel.js";
import { capacityOf, statsGeometry } from "../text/stats-geometry.js";
import type { IncompleteText, MimallocText, PymallocText, StatsText } from "../text/stats-text.js";
import { type ExplainedLine, explainLines } from "./explain-lines.js";
import { tellPart } from "./tell-part.js";
import { arenasInWords, count, mebibytes, percent } from "./words.js";

/** What the held arenas would be if every live block were moved together; none ever is. */
export interface Packing {
  /** Arenas that the live blocks need at least, each class in pools of its own. */
  readonly arenasNeeded: number;
  /** Held arenas beyond those, and their bytes. */
  readonly arenasToSpare: number;
  readonly bytesToSpare: number;
}

/** A text, explained. */
export interface StatsExplanation {
  /** The releases that print such a text: "3.11 or 3.12". */
  readonly python: string;
  /** The outcome in two or three sentences. */
  readonly verdict: string;
  /** Every line that is there with its meaning, in the order of the text; pymalloc's alone. */
  readonly lines: readonly ExplainedLine[];
  /** Absent for other texts than pymalloc's. */
  readonly packing?: Packing;
  /** What else a reader should know, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Explains a text of any kind.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * explainStats(text).packing.arenasNeeded; // => 2
 */
export function explainStats(text: StatsText): StatsExplanation {
  const explained = explainedByKind(text);
  return { ...explained, notes: [...explained.notes, ...carriersTold(text)] };
}

function carriersTold({ carriers = [] }: StatsText): string[] {
  if (carriers.length === 0) return [];
  const names = carriers.map((carrier) => CARRIER_NAMES[carrier]);
  return [`The text was read out of ${names.join(" and ")}.`];
}

function explainedByKind(text: StatsText): StatsExplanation {
  const python = pythonOf(text);
  switch (text.kind) {
    case "pymalloc": {
      const packing = tightestPacking(text.stats);
      const verdict = pymallocVerdict(text.stats, packing);
      return { python, verdict, lines: explainLines(text), packing, notes: notesOn(text) };
    }
    case "mimalloc":
      return { python, verdict: mimallocVerdict(text), lines: [], notes: [] };
    case "freeLists":
      return { python, verdict: FREE_LISTS_VERDICT, lines: [], notes: [] };
    case "incomplete":
      return { python, verdict: tellPart(text), lines: linesOfPart(text), notes: [] };
  }
}

function linesOfPart(text: IncompleteText): readonly ExplainedLine[] {
  return text.allocator === "pymalloc" ? explainLines(text) : [];
}

/** Works out how few arenas could hold the live blocks. */
export function tightestPacking(stats: MallocStats): Packing {
  const geometry = statsGeometry(stats);
  const pools = stats.classes.reduce((sum, row) => {
    const capacity = capacityOf(row, geometry);
    return sum + (capacity > 0 ? Math.ceil(row.blocksInUse / capacity) : row.poolCount);
  }, 0);
  const arenasNeeded = Math.min(Math.ceil(pools / geometry.poolsPerArena), stats.arenas.current);
  const arenasToSpare = stats.arenas.current - arenasNeeded;
  return { arenasNeeded, arenasToSpare, bytesToSpare: arenasToSpare * stats.arenaBytes };
}

function pymallocVerdict(stats: MallocStats, packing: Packing): string {
  const { current } = stats.arenas;
  const heldBytes = current * stats.arenaBytes;
  if (current === 0) return "No arena is held: pymalloc has nothing to give back.";
  const live = `${percent(stats.bytesInAllocatedBlocks, heldBytes)} of the ${mebibytes(heldBytes)} in ${arenasInWords(current)} is live.`;
  const outcome =
    packing.arenasToSpare === 0
      ? `Even packed together, the live blocks would need ${current === 1 ? "it" : "them all"}.`
      : `Packed together, the live blocks would need ${arenasInWords(packing.arenasNeeded)}; ${arenasInWords(packing.arenasToSpare)} more (${mebibytes(packing.bytesToSpare)}, ${percent(packing.bytesToSpare, heldBytes)}) ${packing.arenasToSpare === 1 ? "is" : "are"} held by where they lie.`;
  return `${live} ${outcome} Blocks do not move: an arena comes back only when every block in it is freed.`;
}

function mimallocVerdict({ stats }: MimallocText): string {
  return (
    `This is mimalloc's text (PYTHONMALLOC=mimalloc, or a free-threaded build): it has no arenas or pools of pymalloc. ` +
    `${count(stats.allocatedBlocks)} blocks with ${count(stats.allocatedBytes)} bytes are live, ` +
    `${percent(stats.allocatedBytes, stats.bytesCommitted)} of the ${count(stats.bytesCommitted)} bytes committed.`
  );
}

const FREE_LISTS_VERDICT =
  "These are the interpreter's free lists alone, with no figures of an allocator: another one is in pymalloc's place " +
  "(PYTHONMALLOC=malloc or malloc_debug; in 3.6 also debug), so nothing here says what memory is held.";

/** What `PYTHONMALLOCSTATS` prints, it prints before a new arena: then no pool is free. */
const BEFORE_A_NEW_ARENA =
  "PYTHONMALLOCSTATS printed this just before a new arena, when every arena was full. So it does not show what came free later: the text at the end of the run does, or one of `sys._debugmallocstats()`.";

/** Live blocks above which a heap without any of 16 bytes or fewer is not an ordinary one. */
const MANY_BLOCKS = 5000;

function notesOn(text: PymallocText): string[] {
  const { mallocCalls, freeLists, stats } = text;
  const broken = checkMallocStats(text).filter(({ holds }) => !holds).length;
  const notes: string[] = [];
  if (broken > 0)
    notes.push(`${broken} figures do not add up; what follows from them is in doubt.`);
  if (freeLists === undefined && stats.unusedPoolCount === 0 && stats.arenas.current > 0) {
    notes.push(BEFORE_A_NEW_ARENA);
  }
  if (mallocCalls !== undefined) {
    notes.push(
      "The debug allocator is on: each request is padded, so every figure is larger than usual.",
    );
  } else if (isOfDebugAllocator(text)) {
    notes.push(
      "No block of 16 bytes or fewer is in use, which is typical of PYTHONMALLOC=debug: it pads each request by 24 bytes or more.",
    );
  }
  return notes;
}

/** Tells the debug allocator by its numbered requests, or by the sizes it never has. */
export function isOfDebugAllocator({ stats, mallocCalls }: PymallocText): boolean {
  if (mallocCalls !== undefined) return true;
  const blocks = stats.classes.reduce((sum, { blocksInUse }) => sum + blocksInUse, 0);
  return blocks > MANY_BLOCKS && stats.classes.every(({ blockBytes }) => blockBytes > 16);
}
