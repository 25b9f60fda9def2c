/** What a player shows, and how it changes. */
import type { PlayerPlace } from "pymalloc-lab/internal";
import type { PythonVersion } from "pymalloc-lab/pymalloc";
import type { Moment, PlayerReply, RunAbout } from "./messages";
import type { LinkedMoment, Zoom } from "./player-link";
import { choiceWithId } from "./run-choices";

/** What a player shows. */
export interface PlayerState {
  /** The run's name in a link. */
  readonly run: string;
  readonly python: PythonVersion;
  readonly about: RunAbout | undefined;
  readonly moment: Moment | undefined;
  /** Where the reader wants to be: the moment follows as soon as it is computed. */
  readonly step: number;
  /** The pool chosen; without one the last operation's is shown. */
  readonly chosen: PlayerPlace | undefined;
  readonly zoom: Zoom;
  /** Operations a frame while it plays. */
  readonly speed: number;
  readonly isPlaying: boolean;
  /** What the worker is doing while there is nothing to show. */
  readonly doing: string | undefined;
  readonly failure: string | undefined;
  /** What a jump did not find; until the next step. */
  readonly notice: string | undefined;
}

/** Operations a frame that a reader can choose; the slowest is four a second. */
export const SPEEDS = [1 / 15, 1, 10, 100, 1000, 5000] as const;

/** A speed at which a run of so many operations can be watched. */
export function speedFor(length: number): number {
  if (length < 1000) return SPEEDS[0];
  return length < 100_000 ? SPEEDS[3] : SPEEDS[4];
}

/** The state that a link asks for. */
export function startState(linked: LinkedMoment): PlayerState {
  return {
    run: choiceWithId(linked.run).id,
    python: linked.python ?? "3.11",
    about: undefined,
    moment: undefined,
    step: linked.step ?? 0,
    chosen: linked.pool,
    zoom: linked.zoom ?? 0,
    speed: 100,
    isPlaying: linked.isPlaying ?? false,
    doing: "Starting",
    failure: undefined,
    notice: undefined,
  };
}

const DOING = {
  running: "Running the experiment",
  reading: "Reading the file",
  replaying: "Replaying the process",
  preparing: "Preparing its moments",
};

/** The worker's progress in words. */
export function progressWords({ doing, share }: PlayerReply & { kind: "progress" }): string {
  return share === undefined ? DOING[doing] : `${DOING[doing]}: ${Math.round(share * 100)}%`;
}

/** Where a run is shown first: where it has the most to see, before its last stage begins. */
export function firstStep({ marks, length }: RunAbout): number {
  const allocated = marks.at(-2)?.step ?? length;
  return Math.round((allocated + length) / 2);
}

/** The next moment before or after a step at which an arena came or went, if there is one. */
export function arenaEventFrom(
  about: RunAbout,
  step: number,
  direction: 1 | -1,
): number | undefined {
  const { arenaSteps } = about.curve;
  return direction === 1
    ? arenaSteps.find((at) => at > step)
    : arenaSteps.findLast((at) => at < step);
}

/** What is said where there is no such moment. */
export function noEventWords(about: RunAbout, direction: 1 | -1): string {
  return direction === 1
    ? `No further arena event: from here to operation ${about.length.toLocaleString("en-GB")}, the last, no arena comes and none goes back.`
    : "No arena event before this: the arenas that are held now were there from the start.";
}
