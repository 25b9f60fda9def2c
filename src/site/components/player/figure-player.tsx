import { type ComponentType, useEffect, useId, useState } from "react";
import type { FigureRun } from "./figure-runs";
import type { LivePlayerProps } from "./live-player";
import type { LinkedMoment } from "./player-link";
import { StillDock } from "./still-dock";

/** What a figure's player is made with. */
export interface FigurePlayerProps {
  /** At least one. */
  readonly runs: readonly FigureRun[];
  /** What the reader asked of the figure itself, such as an arena to step into. */
  readonly wish: FigureWish | undefined;
  /** Told when the player takes the place of the still drawing, and when it leaves it. */
  onOpen(isOpen: boolean): void;
}

/** A moment of one of the figure's runs. */
export interface FigureWish {
  readonly run: number;
  readonly moment: LinkedMoment;
}

/**
 * The figure as a player: a timeline under the still drawing, which takes its place as soon as it
 * is touched. Nothing is loaded before.
 */
export function FigurePlayer({ runs, wish, onOpen }: FigurePlayerProps) {
  const id = useId();
  const [chosen, setChosen] = useState(Math.max(0, runs.length - 1));
  const [asked, setAsked] = useState<LinkedMoment>();
  const [Live, setLive] = useState<ComponentType<LivePlayerProps>>();
  const [hasFailed, setFailed] = useState(false);
  const run = runs[chosen] ?? runs[0];
  useEffect(() => {
    if (wish === undefined) return;
    setChosen(wish.run);
    setAsked(wish.moment);
  }, [wish]);
  useEffect(() => {
    onOpen(asked !== undefined && Live !== undefined);
    if (asked === undefined || Live !== undefined) return;
    import(/* webpackChunkName: "live-player" */ "./live-player").then(
      ({ default: LivePlayer }) => setLive(() => LivePlayer),
      () => setFailed(true),
    );
  }, [asked, Live, onOpen]);
  if (run === undefined) return null;
  return (
    <div className="pm-figure-player pm-player-host">
      {runs.length > 1 && (
        <p className="pm-figure-runs">
          <label htmlFor={id}>Play the run</label>
          <select
            id={id}
            value={chosen}
            onChange={({ target }) => {
              setChosen(Number(target.value));
              if (asked !== undefined) setAsked({ step: runs[Number(target.value)]?.step ?? 0 });
            }}
          >
            {runs.map(({ name }, i) => (
              <option key={name} value={i}>
                {name}
              </option>
            ))}
          </select>
        </p>
      )}
      {asked === undefined || Live === undefined ? (
        <StillDock run={run} isLoading={asked !== undefined && !hasFailed} onAsk={setAsked} />
      ) : (
        <LivePlayerOf Live={Live} key={`${chosen}`} run={run} moment={asked} />
      )}
      <p className="pm-figure-back">
        {hasFailed && <span role="status">The player could not be loaded. Are you offline? </span>}
        {asked !== undefined && Live !== undefined && (
          <button type="button" className="nb-button" onClick={() => setAsked(undefined)}>
            Back to the still figure
          </button>
        )}
      </p>
    </div>
  );
}

function LivePlayerOf({
  Live,
  run,
  moment,
}: {
  Live: ComponentType<LivePlayerProps>;
  run: FigureRun;
  moment: LinkedMoment;
}) {
  return <Live moment={moment} isWholePage={false} recipe={run.recipe} />;
}
