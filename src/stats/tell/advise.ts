/**
 * What to do next, by what a stats text says: who holds the memory, and where to look.
 *
 * Each rule is a function of the figures. A rule that applies gives one piece of advice;
 * they come in the order of the bytes they speak of.
 */

import type { IncompleteText, StatsText } from "../text/stats-text.js";
import { heldBytesOf, isKnown, withGaps } from "../text/with-gaps.js";
import type { Advice, ProcessFigures } from "./advice.js";
import { advisePymalloc } from "./advise-pymalloc.js";

/**
 * Says what to do next.
 *
 * @returns the advice, the weightiest first; never empty.
 * @throws {RangeError} when `residentBytes` is not a number above 0.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * adviseOnStats(text)[0].title; // => "pymalloc holds little"
 */
export function adviseOnStats(text: StatsText, about: ProcessFigures = {}): Advice[] {
  const { residentBytes } = about;
  if (residentBytes !== undefined && !(residentBytes > 0 && Number.isFinite(residentBytes))) {
    throw new RangeError(`resident memory must be some bytes, more than 0, got ${residentBytes}`);
  }
  switch (text.kind) {
    case "pymalloc":
      return advisePymalloc(text, residentBytes);
    case "mimalloc":
      return [MIMALLOC];
    case "freeLists":
      return [NO_ALLOCATOR];
    case "incomplete":
      return [...advisePart(text, residentBytes), CUT_SHORT];
  }
}

/** What a part gives reason to: nothing where it does not even say what is held. */
function advisePart(text: IncompleteText, residentBytes: number | undefined): Advice[] {
  if (text.allocator !== "pymalloc") return [];
  const whole = withGaps(text);
  return isKnown(heldBytesOf(whole)) ? advisePymalloc(whole, residentBytes) : [];
}

const MIMALLOC: Advice = {
  kind: "otherAllocator",
  title: "mimalloc is in pymalloc's place",
  finding: "What this project says of arenas and pools does not hold for this process.",
  steps: [
    "Compare the bytes committed with the allocated ones: what lies between them is held and free.",
    "To see whether the objects or the allocator hold the memory, run the program once with `PYTHONMALLOC=pymalloc` (not possible in a free-threaded build) and read that text.",
    "For the objects themselves, `python3 -X tracemalloc` works with any allocator.",
  ],
};

const NO_ALLOCATOR: Advice = {
  kind: "otherAllocator",
  title: "pymalloc is switched off",
  finding: "The text has the interpreter's free lists and nothing of an allocator.",
  steps: [
    "Look for `PYTHONMALLOC` in the process's environment. With `malloc`, every object is the system allocator's.",
    "Start the program without it, and take the text again.",
  ],
};

const CUT_SHORT: Advice = {
  kind: "cutShort",
  title: "Take the whole text",
  finding: "Some lines are missing, and advice on what they would have told would be a guess.",
  steps: [
    "The text goes to standard error. Keep all of it: `python3 script.py 2> stats.txt`.",
    "A log that other threads write to at the same time can break lines apart: print the text when nothing else is logged.",
  ],
};
