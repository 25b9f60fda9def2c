import { useCallback, useRef } from "react";
import type { Progress } from "./hero-frames";
import { HeroPanel } from "./hero-panel";
import { type HeroRun, percent } from "./hero-run";
import { useHeroPlay } from "./use-hero-play";

const AT_REST = "The end of each run";

/** The panels of all runs, and below them what plays the runs. */
export function PlayedPanels({
  runs,
  isCovered,
}: {
  runs: readonly HeroRun[];
  isCovered: boolean;
}) {
  const panels = useRef<HTMLDivElement>(null);
  const moment = useRef<HTMLSpanElement>(null);
  const tell = useCallback((progress: Progress | undefined) => {
    if (moment.current !== null) moment.current.textContent = inWords(progress);
  }, []);
  const { isPlaying, play, stop } = useHeroPlay(panels, runs, { onProgress: tell, isCovered });
  return (
    <>
      <div className="pm-panels" ref={panels}>
        {runs.map((run) => (
          <HeroPanel key={run.experiment} run={run} />
        ))}
      </div>
      <p className="pm-play">
        <span ref={moment}>{AT_REST}</span>
        <button
          type="button"
          disabled={isCovered}
          className={`nb-button nb-button--${isPlaying ? "stop" : "run"} nb-button--quiet`}
          onClick={isPlaying ? stop : play}
        >
          {isPlaying ? "Stop" : "Play again"}
        </button>
      </p>
    </>
  );
}

function inWords(progress: Progress | undefined): string {
  if (progress === undefined) return AT_REST;
  const { part, share } = progress;
  return `${part === "making" ? "Making strings" : "Dropping them"}: ${percent(share)}`;
}
