import { HELD } from "pymalloc-lab";
import type { PlayerState } from "./player-state";

/** What the last operation did, to be read and to be heard. */
export function Sentence({ state }: { state: PlayerState }) {
  const { moment, doing, failure } = state;
  if (failure !== undefined) {
    return (
      <div className="pm-player-sentence pm-player-sentence--failed" role="alert">
        <p>
          <b>This cannot be played:</b> {failure}
        </p>
      </div>
    );
  }
  const told = moment?.told;
  const words =
    doing !== undefined || moment === undefined
      ? `${doing ?? "Starting"}…`
      : told === undefined
        ? "Nothing has happened yet. The heap is as the interpreter's start left it."
        : told.rest;
  return (
    <div className="pm-player-sentence" data-verb={told?.verb}>
      <p>
        {doing === undefined && told && <b>{told.verb}</b>} {words}
      </p>
      <p className="pm-player-next">{moment?.next.words}</p>
      <p className="pm-only-read" aria-live="polite">
        {state.isPlaying
          ? arenasOf(state)
          : told && doing === undefined
            ? `${told.verb} ${told.rest}`
            : words}
      </p>
    </div>
  );
}

/** While it plays only this is spoken: it changes when an arena comes or goes. */
function arenasOf({ moment }: PlayerState): string {
  if (moment === undefined) return "";
  const held = moment.frame.arenas.filter((state) => state === HELD).length;
  return `${held} arenas held`;
}
