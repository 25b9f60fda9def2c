import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { PlayedPanel } from "./draw-moment";
import { type HeroFrames, type Progress, progressOf } from "./hero-frames";
import type { HeroRun } from "./hero-run";
import { playMoments } from "./play-moments";

/** The runs play by themselves once, and not again when a reader comes back to the page. */
let hasPlayed = false;

/** Whether the runs play, and how to play and stop them. */
export interface HeroPlay {
  readonly isPlaying: boolean;
  play(): void;
  stop(): void;
}

/**
 * Plays the runs in their panels, once by itself when they come into view, unless the reader
 * wants less motion.
 *
 * @param panels - holds a panel a run, in the order of the runs.
 * @param onProgress - told of each moment, and of the end as `undefined`.
 * @param isCovered - the panels cannot be seen yet, and nothing is played.
 */
export function useHeroPlay(
  panels: RefObject<Element | null>,
  runs: readonly HeroRun[],
  {
    onProgress,
    isCovered,
  }: { onProgress: (progress: Progress | undefined) => void; isCovered: boolean },
): HeroPlay {
  const [isPlaying, setPlaying] = useState(false);
  const stopPlaying = useRef(() => {});
  const play = useCallback(async () => {
    hasPlayed = true;
    let isWanted = true;
    stopPlaying.current = () => {
      isWanted = false;
      setPlaying(false);
    };
    setPlaying(true);
    const frames = await loadFrames();
    // The reader may have stopped it, or gone to another page meanwhile.
    if (!isWanted || panels.current === null) return;
    if (frames === undefined) return setPlaying(false);
    stopPlaying.current = playPanels(panels.current, runs, frames, (progress) => {
      onProgress(progress);
      if (progress === undefined) setPlaying(false);
    });
  }, [panels, runs, onProgress]);
  useEffect(() => {
    if (isCovered) return undefined;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting || hasPlayed) return;
        observer.disconnect();
        void play();
      },
      { rootMargin: "0px 0px -20% 0px" },
    );
    if (!isStill && panels.current !== null) observer.observe(panels.current);
    return () => {
      observer.disconnect();
      stopPlaying.current();
    };
  }, [panels, play, isCovered]);
  return { isPlaying, play, stop: () => stopPlaying.current() };
}

/** The moments, or nothing where they cannot be had: the page is whole without them. */
async function loadFrames(): Promise<HeroFrames | undefined> {
  try {
    return (await import("@site/src/site/data/hero-frames.json")).default;
  } catch {
    return undefined;
  }
}

/** Plays all panels in step. */
function playPanels(
  panels: Element,
  runs: readonly HeroRun[],
  frames: HeroFrames,
  onProgress: (progress: Progress | undefined) => void,
): () => void {
  const played = [...panels.children].flatMap((panel, i) => {
    const run = runs[i];
    const ofRun = frames.runs.find(({ experiment }) => experiment === run?.experiment);
    return run === undefined || ofRun === undefined ? [] : [new PlayedPanel(panel, run, ofRun)];
  });
  return playMoments({
    moments: frames.runs[0]?.step.length ?? 0,
    onMoment(moment) {
      const progress = progressOf(frames, moment);
      for (const panel of played) panel.show(moment, progress);
      onProgress(progress);
    },
    onEnd() {
      for (const panel of played) panel.end();
      onProgress(undefined);
    },
  });
}
