import { HELD } from "pymalloc-lab/internal";
import { arenaCounts } from "./panel";
import type { PlayerState } from "./player-state";

/** What the last operation did, to be read and to be heard. */
export function Sentence({ state }: { state: PlayerState }) {
  const { moment, doing, failure, notice } = state;
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
  const words = wordsOf(state);
  const summary = doing === undefined ? summaryOf(state) : undefined;
  return (
    <div className="pm-player-sentence" data-verb={told?.verb}>
      <p>
        {doing === undefined && told && <b>{told.verb}</b>} {words}
      </p>
      {notice !== undefined && <p className="pm-player-notice">{notice}</p>}
      {summary === undefined ? (
        <p className="pm-player-next">{moment?.next.words}</p>
      ) : (
        <p className="pm-player-summary">
          <b>The end of the run.</b> {summary}
        </p>
      )}
      <p className="pm-only-read" aria-live="polite">
        {state.isPlaying
          ? arenasOf(state)
          : [notice ?? `${told && doing === undefined ? `${told.verb} ` : ""}${words}`, summary]
              .filter((part) => part !== undefined)
              .join(" ")}
      </p>
    </div>
  );
}

function wordsOf({ doing, moment }: PlayerState): string {
  if (doing !== undefined || moment === undefined) return `${doing ?? "Starting"}…`;
  if (moment.told !== undefined) return moment.told.rest;
  return "Nothing has happened yet. The heap is as the interpreter's start left it.";
}

/** What the whole run came to, at its last moment. */
function summaryOf(state: PlayerState): string | undefined {
  const { moment, about } = state;
  if (moment === undefined || about === undefined || state.isPlaying) return undefined;
  if (about.length === 0 || moment.frame.step < about.length) return undefined;
  const { held, gone } = arenaCounts(moment);
  const most = Math.max(...about.curve.arenas);
  const heldBytes = held * about.arenaBytes;
  const live = about.curve.liveBytes.at(-1) ?? 0;
  const share = heldBytes === 0 ? 0 : Math.round((100 * live) / heldBytes);
  const back =
    gone === 0 ? "None went back." : `${gone} went back to the system, ${held} ${are(held)} held.`;
  return `At most ${arenas(most)} were held at once. ${back} Of the bytes that are held, ${share}% ${share === 1 ? "is" : "are"} live.`;
}

function arenas(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "arena" : "arenas"}`;
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}

/** While it plays only this is spoken: it changes when an arena comes or goes. */
function arenasOf({ moment }: PlayerState): string {
  if (moment === undefined) return "";
  const held = moment.frame.arenas.filter((state) => state === HELD).length;
  return `${held} arenas held`;
}
