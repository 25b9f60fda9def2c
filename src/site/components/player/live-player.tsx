import { useCallback, useEffect, useRef, useState } from "react";
import { Controls } from "./controls";
import { KeysHelp } from "./keys-help";
import { Legend } from "./legend";
import { Maps } from "./maps";
import { playerKeys } from "./player-keys";
import { type LinkedMoment, readLink } from "./player-link";
import { RunPicker } from "./run-picker";
import { Sentence } from "./sentence";
import { Timeline } from "./timeline";
import { usePlayer } from "./use-player";

/** What the player is made with. */
export interface LivePlayerProps {
  /** The moment it begins at; the page's address may name another, if the page is the player's. */
  readonly moment: LinkedMoment;
  /** Otherwise it is one run in a page about something else. */
  readonly isWholePage: boolean;
}

/** The arena player, alive: it runs the run in a worker and shows any moment of it. */
export default function LivePlayer({ moment, isWholePage }: LivePlayerProps) {
  const [linked] = useState(() => {
    const fromAddress = isWholePage ? readLink(location.hash || location.search) : {};
    return { ...moment, ...fromAddress };
  });
  const keepLink = useCallback(
    (hash: string) => {
      if (isWholePage && location.hash !== hash) history.replaceState(history.state, "", hash);
    },
    [isWholePage],
  );
  const { state, actions } = usePlayer(linked, keepLink);
  const root = useRef<HTMLDivElement>(null);
  const [isDropping, setDropping] = useState(false);
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    const element = root.current;
    const onKey = (event: KeyboardEvent) => playerKeys(event, latest.current, actions);
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [actions]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file has a button beside it
    <div
      className="pm-player"
      ref={root}
      data-dropping={isDropping || undefined}
      data-step={state.moment?.frame.step}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined && isWholePage) actions.open(file);
      }}
    >
      {isWholePage && <RunPicker state={state} actions={actions} linkedRun={linked.run} />}
      <div className="pm-player-dock">
        <Timeline state={state} actions={actions} />
        <Controls state={state} actions={actions} />
      </div>
      <Sentence state={state} />
      <Maps state={state} actions={actions} />
      {state.moment && <Legend />}
      {state.moment && <KeysHelp />}
    </div>
  );
}
