/** Playing: some operations further at each frame, or from event to event where motion is unwanted. */
import { useEffect } from "react";
import { arenaEventFrom, type PlayerState } from "./player-state";

/** Time between two events for readers who want no motion. */
const EVENT_MILLISECONDS = 250;

/** What playing needs of a player. */
export interface Playable {
  state(): PlayerState;
  isBusy(): boolean;
  goTo(step: number): void;
  stop(): void;
}

/** Whether the reader has asked for less motion. */
export function wantsLessMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Plays while `isPlaying`. */
export function usePlayback(isPlaying: boolean, player: Playable): void {
  useEffect(() => {
    if (!isPlaying) return undefined;
    const forward = (next: (state: PlayerState) => number) => {
      const state = player.state();
      if (state.about === undefined || player.isBusy()) return;
      if (state.step >= state.about.length) player.stop();
      else player.goTo(next(state));
    };
    if (wantsLessMotion()) {
      const timer = setInterval(
        () =>
          forward(({ about, step }) =>
            about ? (arenaEventFrom(about, step, 1) ?? about.length) : step,
          ),
        EVENT_MILLISECONDS,
      );
      return () => clearInterval(timer);
    }
    let owed = 0;
    let frame = requestAnimationFrame(function play() {
      // Where the worker is slower than the screen, no debt piles up.
      owed = Math.min(owed + player.state().speed, Math.max(1, player.state().speed));
      if (owed >= 1 && !player.isBusy()) {
        const operations = Math.floor(owed);
        owed = 0;
        forward(({ step }) => step + operations);
      }
      frame = requestAnimationFrame(play);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, player]);
}
