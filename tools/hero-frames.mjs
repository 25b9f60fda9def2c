// The moments of a run that the landing page plays: the run is done again, and read after so many
// of its operations. Nothing lies between two moments but the operations themselves.
import { logExperiment } from "pymalloc-lab/experiments";
import {
  HELD,
  NOT_YET,
  POOL_LOST,
  POOL_UNTOUCHED,
  playerFrame,
  toneStep,
} from "pymalloc-lab/internal";
import { blocksPerPool } from "pymalloc-lab/pymalloc";
import { RunPlayer } from "pymalloc-lab/recording";

/** Moments from the start to the last string made, and from there to the last one dropped. */
export const MAKING = 16;
export const DROPPING = 32;

/** What an arena is at a moment, as a character; a letter from `a` on is its tone in steps. */
const LATER = ".";
const AT_END = "=";
const FIRST_TONE = "a".charCodeAt(0);
/** Tones from sand to full. */
const TONES = 20;

/**
 * Reads a run at its moments.
 *
 * @param {string} experiment - one that makes strings and drops some.
 */
export async function heroFrames(experiment) {
  const run = await logExperiment(experiment);
  const player = new RunPlayer(run);
  player.seek(player.length);
  const end = playerFrame(player);
  const gone = droppedBy(run);
  /** @type {{ experiment: string, step: number[], gone: number[], back: number[], arenas: string[] }} */
  const frames = { experiment, step: [], gone: [], back: [], arenas: [] };
  for (const step of momentsOf(run)) {
    player.seek(step);
    const { total, current } = player.allocator.arenas;
    frames.step.push(step);
    frames.gone.push(gone(step));
    frames.back.push(total - current);
    frames.arenas.push(arenasAt(player, end));
  }
  return frames;
}

/** @param {Awaited<ReturnType<typeof logExperiment>>} run */
function momentsOf({ marks, operations }) {
  const made = madeBy(marks);
  const dropping = operations.length - made;
  return [
    ...Array.from({ length: MAKING }, (_, i) => Math.round((i / MAKING) * made)),
    ...Array.from({ length: DROPPING + 1 }, (_, i) => made + Math.round((i / DROPPING) * dropping)),
  ];
}

/** @param {Awaited<ReturnType<typeof logExperiment>>["marks"]} marks */
function madeBy(marks) {
  const made = marks.find(({ name }) => name === "allocated")?.step;
  if (made === undefined) throw new Error('the run has no mark "allocated"');
  return made;
}

/**
 * Counts the strings dropped: what is freed from the arenas once all are made.
 *
 * @param {Awaited<ReturnType<typeof logExperiment>>} run
 */
function droppedBy({ marks, operations: { from, to } }) {
  let at = madeBy(marks);
  let count = 0;
  return (/** @type {number} */ step) => {
    for (; at < step; at++) if ((from[at] ?? 0) > 0 && to[at] === 0) count += 1;
    return count;
  };
}

/**
 * @param {RunPlayer} player
 * @param {import("pymalloc-lab/internal").PlayerFrame} end
 */
function arenasAt(player, end) {
  const frame = playerFrame(player);
  const { poolsPerArena: pools } = frame;
  return Array.from(frame.arenas, (state, arena) => {
    if (state === NOT_YET) return LATER;
    const from = arena * pools;
    const isSame = (/** @type {"classes" | "live"} */ column) =>
      frame[column].slice(from, from + pools).every((one, i) => one === end[column][from + i]);
    if (state === end.arenas[arena] && (state !== HELD || (isSame("classes") && isSame("live")))) {
      return AT_END;
    }
    return String.fromCharCode(FIRST_TONE + Math.round(TONES * toneOf(player, frame, from)));
  }).join("");
}

/**
 * How full the pools of an arena are in the mean, as it is drawn.
 *
 * @param {RunPlayer} player
 * @param {import("pymalloc-lab/internal").PlayerFrame} frame
 * @param {number} from - its first pool.
 */
function toneOf({ geometry }, { classes, live, poolsPerArena }, from) {
  let full = 0;
  let pools = 0;
  for (let pool = from; pool < from + poolsPerArena; pool++) {
    const sizeClass = classes[pool] ?? POOL_LOST;
    if (sizeClass === POOL_LOST) continue;
    pools += 1;
    if (sizeClass === POOL_UNTOUCHED) continue;
    full += (live[pool] ?? 0) / blocksPerPool(sizeClass, geometry);
  }
  return toneStep(full / pools);
}
