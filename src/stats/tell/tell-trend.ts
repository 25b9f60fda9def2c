/** What the texts of one process say over time: it grows, it is on a plateau, or it came down. */

import type { StatsText } from "../text/stats-text.js";
import { isKnown, isOfPymalloc, statsOfText } from "../text/with-gaps.js";
import { arenasInWords, count, mebibytes } from "./words.js";

/** A direction needs as many texts. */
const FEWEST_TEXTS = 6;
/** A floor that is higher than this many times the earlier one has risen. */
const RISEN = 1.1;
/** A peak that is lower than this many times the earlier one is not a new height. */
const NEW_HEIGHT = 1.05;
/** Held bytes below this share of the peak have come down. */
const CAME_DOWN = 0.9;

/** What a log says over time, for programs. */
export type TrendKind = "grows" | "plateau" | "cameDown" | "unclear" | "onlyRises";

/** A log's direction, and the words for it. */
export interface Trend {
  readonly kind: TrendKind;
  /** One to three sentences. */
  readonly sentence: string;
}

interface Point {
  /** Place of the text in its log, from 1. */
  readonly text: number;
  readonly arenaCount: number;
  readonly heldBytes: number;
  readonly liveBytes: number;
  readonly arenasEver: number;
  /** Printed because a new arena was needed. */
  readonly isBeforeNewArena: boolean;
}

/**
 * Tells where a log goes: by the floor of what is live, third by third, and by the peak of what is
 * held.
 *
 * @returns nothing for fewer than six texts of one process that have the figures.
 *
 * @example
 * tellTrend(parseMallocStats("# arenas reclaimed = 7")); // => undefined
 */
export function tellTrend(texts: readonly StatsText[]): Trend | undefined {
  const points = ofLastProcess(texts.flatMap(pointOf));
  if (points.length < FEWEST_TEXTS) return undefined;
  // The last of such a log is printed at the end of the run.
  if (points.slice(0, -1).every(({ isBeforeNewArena }) => isBeforeNewArena)) {
    return onlyRises(points);
  }
  return byThirds(points);
}

function pointOf(text: StatsText, place: number): Point[] {
  if (!isOfPymalloc(text)) return [];
  const { arenas, arenaBytes, bytesInAllocatedBlocks, unusedPoolCount } = statsOfText(text);
  const point = {
    text: place + 1,
    arenaCount: arenas.current,
    heldBytes: arenas.current * arenaBytes,
    liveBytes: bytesInAllocatedBlocks,
    arenasEver: arenas.total,
  };
  if (!Object.values(point).every(isKnown)) return [];
  return [{ ...point, isBeforeNewArena: text.freeLists === undefined && unusedPoolCount === 0 }];
}

/** A counter that fell belongs to another process. */
function ofLastProcess(points: readonly Point[]): readonly Point[] {
  const start = points.findLastIndex(
    ({ arenasEver }, i) => arenasEver < (points[i - 1]?.arenasEver ?? 0),
  );
  return points.slice(Math.max(0, start));
}

function onlyRises(points: readonly Point[]): Trend {
  const peak = Math.max(...points.map(({ arenaCount }) => arenaCount));
  const last = points.at(-1);
  const end =
    last === undefined || last.isBeforeNewArena
      ? "not whether they came back"
      : `what came back is seen in the last text alone, where ${arenasInWords(last.arenaCount)} ${last.arenaCount === 1 ? "is" : "are"} held`;
  return {
    kind: "onlyRises",
    sentence: `PYTHONMALLOCSTATS prints when a new arena is needed, so such a log rises. It says how high the process went, ${arenasInWords(peak)}; ${end}.`,
  };
}

function byThirds(points: readonly Point[]): Trend {
  const third = points.length / 3;
  const thirds = [0, 1, 2].map((i) =>
    points.slice(Math.round(i * third), Math.round((i + 1) * third)),
  );
  const floors = thirds.map((part) => Math.min(...part.map(({ liveBytes }) => liveBytes)));
  const peaks = thirds.map((part) => Math.max(...part.map(({ heldBytes }) => heldBytes)));
  const [early = 0, middle = 0, late = 0] = floors;
  if (late > RISEN * early && middle >= early && late >= middle) return grows(early, late);
  const highest = points.reduce((most, one) => (one.heldBytes > most.heldBytes ? one : most));
  const last = points.at(-1) ?? highest;
  if (last.heldBytes < CAME_DOWN * highest.heldBytes) return cameDown(highest, last);
  const [earlyPeak = 0, middlePeak = 0, latePeak = 0] = peaks;
  if (latePeak <= NEW_HEIGHT * Math.max(earlyPeak, middlePeak)) return plateau(highest);
  return {
    kind: "unclear",
    sentence: `No clear direction: the least that is live stays near ${mebibytes(early)}, and the most that is held still rises, to ${mebibytes(latePeak)}. A longer log would tell.`,
  };
}

function grows(early: number, late: number): Trend {
  return {
    kind: "grows",
    sentence: `It grows: in the first third of the log at least ${mebibytes(early)} is live, in the last at least ${mebibytes(late)}. If the work is the same all along, a leak is likely.`,
  };
}

function cameDown(highest: Point, last: Point): Trend {
  return {
    kind: "cameDown",
    sentence: `It came down: from ${mebibytes(highest.heldBytes)} at text ${count(highest.text)} to ${mebibytes(last.heldBytes)} at the end. That is not a leak.`,
  };
}

function plateau(highest: Point): Trend {
  return {
    kind: "plateau",
    sentence: `A plateau: the most that is held, ${mebibytes(highest.heldBytes)}, was reached at text ${count(highest.text)}, and what is live does not rise. That is not a leak: the process keeps room for its busiest moment.`,
  };
}
