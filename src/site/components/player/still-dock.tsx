import { useEffect, useState } from "react";
import type { FigureRun } from "./figure-runs";
import type { LinkedMoment } from "./player-link";
import { TimelineBar } from "./timeline";

/** The timeline and Play under a still figure: the first touch of either asks for the player. */
export function StillDock({
  run: { about, step },
  isLoading,
  onAsk,
}: {
  run: FigureRun;
  isLoading: boolean;
  onAsk: (moment: LinkedMoment) => void;
}) {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return (
    <div className="pm-player pm-player--still">
      <div className="pm-player-dock">
        <TimelineBar
          about={about}
          step={step}
          shown={step}
          held={heldAt(about, step)}
          isDisabled={!isAlive}
          goTo={(wanted) =>
            onAsk({ step: Math.max(0, Math.min(about.length, Math.round(wanted))) })
          }
        />
        <div className="pm-player-controls">
          <button
            type="button"
            className="pm-player-play"
            disabled={!isAlive || isLoading}
            onClick={() => onAsk({ step: 0, isPlaying: true })}
          >
            {isLoading ? "Loading" : "Play"}
          </button>
          <span className="pm-figure-hint" role="status">
            {isLoading ? "The run is being made again…" : "Play the run, or drag along its line"}
          </span>
        </div>
      </div>
    </div>
  );
}

function heldAt({ curve }: FigureRun["about"], step: number): number {
  const at = curve.step.findLastIndex((point) => point <= step);
  return curve.arenas[Math.max(0, at)] ?? 0;
}
