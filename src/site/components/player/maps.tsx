import { ArenaPanel } from "./arena-panel";
import { ArenasPanel } from "./arenas-panel";
import type { Zoom } from "./player-link";
import type { PlayerState } from "./player-state";
import { PoolPanel } from "./pool-panel";
import type { PlayerActions } from "./use-player";

const TABS: readonly (readonly [zoom: Zoom, name: string])[] = [
  [0, "All arenas"],
  [1, "One arena"],
  [2, "One pool"],
];

/** The three levels of zoom: side by side on a desk, one at a time on a phone. */
export function Maps({ state, actions }: { state: PlayerState; actions: PlayerActions }) {
  const { moment, about, zoom } = state;
  return (
    <div className="pm-player-maps" data-zoom={zoom}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame */}
      <div className="pm-player-tabs" role="group" aria-label="Zoom">
        {TABS.map(([level, name]) => (
          <button
            key={level}
            type="button"
            aria-pressed={zoom === level}
            onClick={() => actions.setZoom(level)}
          >
            {name}
          </button>
        ))}
      </div>
      {moment && about && (
        <>
          <ArenasPanel moment={moment} about={about} actions={actions} />
          <ArenaPanel moment={moment} about={about} actions={actions} />
          <PoolPanel moment={moment} about={about} actions={actions} />
        </>
      )}
    </div>
  );
}
