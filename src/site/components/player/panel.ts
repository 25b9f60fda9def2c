/** What each of the three panels gets, and counts of what they show. */
import { GONE, HELD } from "pymalloc-lab/internal";
import type { Moment, RunAbout } from "./messages";
import type { PlayerActions } from "./use-player";

/** A moment to show, and what a reader can do with it. */
export interface PanelProps {
  readonly moment: Moment;
  readonly about: RunAbout;
  readonly actions: PlayerActions;
}

/** How many arenas are held, and how many went back. */
export function arenaCounts({ frame }: Moment): { held: number; gone: number } {
  let held = 0;
  let gone = 0;
  for (const state of frame.arenas) {
    if (state === HELD) held += 1;
    if (state === GONE) gone += 1;
  }
  return { held, gone };
}
