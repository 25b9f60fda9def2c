import { type PlayerState, SPEEDS } from "./player-state";
import type { PlayerActions } from "./use-player";

/** Step, play, speed, and whether the zooms follow. */
export function Controls({ state, actions }: { state: PlayerState; actions: PlayerActions }) {
  const { about, step, isPlaying, speed, chosen } = state;
  const isIdle = about === undefined;
  const toEvent = (direction: 1 | -1) => () => actions.toArenaEvent(direction);
  return (
    <div className="pm-player-controls">
      <div className="pm-player-steps">
        <Step
          label="To the arena event before"
          path="M3 3v10M13 3v10L5 8z"
          isIdle={isIdle}
          act={toEvent(-1)}
        />
        <Step
          label="One operation back"
          path="M12 3v10L4 8z"
          isIdle={isIdle}
          act={() => actions.goTo(step - 1)}
        />
      </div>
      <button
        type="button"
        className="pm-button pm-button--primary pm-player-play"
        disabled={isIdle}
        onClick={() => actions.setPlaying(!isPlaying)}
      >
        {isPlaying ? "Pause" : "Play"}
      </button>
      <div className="pm-player-steps">
        <Step
          label="One operation on"
          path="M4 3v10l8-5z"
          isIdle={isIdle}
          act={() => actions.goTo(step + 1)}
        />
        <Step
          label="To the next arena event"
          path="M13 3v10M3 3v10l8-5z"
          isIdle={isIdle}
          act={toEvent(1)}
        />
      </div>
      <label className="pm-player-speed">
        <select
          aria-label="Speed, in operations a frame"
          value={speed}
          onChange={(event) => actions.setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((operations) => (
            <option key={operations} value={operations}>
              {operations < 1 ? "slow" : operations.toLocaleString("en-GB")}
            </option>
          ))}
        </select>
        <span>operations a frame</span>
      </label>
      <label className="pm-player-follow">
        <input
          type="checkbox"
          checked={chosen === undefined}
          onChange={(event) => {
            const pool = state.moment?.selected;
            if (event.target.checked) actions.follow();
            else if (pool !== undefined) actions.choose(pool);
          }}
        />
        follow the last operation
      </label>
    </div>
  );
}

function Step({
  label,
  path,
  isIdle,
  act,
}: {
  label: string;
  path: string;
  isIdle: boolean;
  act: () => void;
}) {
  return (
    <button type="button" aria-label={label} title={label} disabled={isIdle} onClick={act}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d={path}
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
