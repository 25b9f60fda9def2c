/** A part of a stats text: what its figures say, what is missing, and what that would have told. */

import { type IncompleteText, STATS_LINES } from "../text/stats-text.js";
import { heldBytesOf, isKnown, withGaps } from "../text/with-gaps.js";
import { arenasInWords, count, mebibytes, percent } from "./words.js";

/** What a missing line would have told; lines that tell nothing new are left out. */
const WOULD_TELL: Readonly<Record<string, string>> = {
  "rows of the size classes": "which sizes the memory is in",
  [STATS_LINES.arenasTotal]: "how many arenas there ever were",
  [STATS_LINES.arenasReclaimed]: "how many were given back",
  [STATS_LINES.arenasHighwater]: "how many were held at the peak",
  [STATS_LINES.arenasCurrent]: "how many are held",
  [STATS_LINES.allocatedBlocks]: "how much is live",
  [STATS_LINES.availableBlocks]: "how much lies free between live blocks",
  [STATS_LINES.unusedPools]: "how much is in free pools",
};

/** Missing lines that are named one by one; more are named by the first and counted. */
const NAMED_LINES = 3;

/** Tells a part of a text: its figures first, then what is missing. */
export function tellPart(text: IncompleteText): string {
  const figures = text.allocator === "pymalloc" ? figuresTold(text) : [];
  return [...figures, missingTold(text), ...wouldHaveTold(text)].join(" ");
}

function figuresTold(text: IncompleteText): string[] {
  const whole = withGaps(text);
  const { arenas, bytesInAllocatedBlocks, bytesInAvailableBlocks, unusedPoolCount } = whole.stats;
  const heldBytes = heldBytesOf(whole);
  const shared = (bytes: number, where: string) => {
    if (!isKnown(bytes)) return [];
    const share = isKnown(heldBytes) ? ` (${percent(bytes, heldBytes)})` : "";
    return [`${mebibytes(bytes)}${share} ${where}`];
  };
  const parts = [
    ...shared(bytesInAllocatedBlocks, "is live"),
    ...shared(bytesInAvailableBlocks, "is in free blocks between live ones"),
    ...shared(whole.printed.unusedPoolBytes, `is in ${count(unusedPoolCount)} free pools`),
  ];
  return [
    ...(isKnown(heldBytes) ? [`${heldTold(arenas.current, heldBytes)}${backTold(arenas)}.`] : []),
    ...(parts.length > 0 ? [`${parts.join(", ")}.`] : []),
  ];
}

function heldTold(arenaCount: number, heldBytes: number): string {
  const verb = arenaCount === 1 ? "is" : "are";
  return isKnown(arenaCount)
    ? `${mebibytes(heldBytes)} in ${arenasInWords(arenaCount)} ${verb} held`
    : `${mebibytes(heldBytes)} are held`;
}

function backTold({ total, reclaimed }: { total: number; reclaimed: number }): string {
  const obtained = isKnown(total) ? `${count(total)} were obtained in all` : "";
  const back = isKnown(reclaimed) ? `${count(reclaimed)} given back` : "";
  const told = [obtained, back].filter((words) => words !== "").join(", ");
  return told === "" ? "" : `; ${told}`;
}

function missingTold({ allocator, cut, missing, at }: IncompleteText): string {
  const whose = allocator === "unknown" ? "This text" : `This text of ${allocator}`;
  const [first = "", ...others] = missing.map((label) => `"${label}"`);
  if (others.length === 0 && cut === "middle") return `${whose} is not whole: missing is ${first}.`;
  const where = { start: "at its start", middle: "in the middle", end: "at its end" }[cut];
  const what =
    cut === "end"
      ? `${first} and what follows it`
      : others.length < NAMED_LINES
        ? [first, ...others].join(" and ")
        : `${first} and ${count(others.length)} lines more`;
  return `${whose} is cut short ${where} (lines ${at.first} to ${at.last} are there): missing is ${what}.`;
}

function wouldHaveTold({ allocator, missing, figures }: IncompleteText): string[] {
  if (allocator !== "pymalloc") return [];
  const isCounted = (label: string) =>
    label === STATS_LINES.arenasCurrent && figures.arenaBytes !== undefined;
  const told = missing.flatMap((label) => (isCounted(label) ? [] : (WOULD_TELL[label] ?? [])));
  const last = told.at(-1);
  if (last === undefined) return [];
  const list = told.length === 1 ? last : `${told.slice(0, -1).join(", ")} and ${last}`;
  return [`What is missing would have told ${list}.`];
}
