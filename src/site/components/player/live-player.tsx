import type { RunRecipe } from "pymalloc-lab/recording";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Controls } from "./controls";
import { sourceOf } from "./figure-runs";
import { KeysHelp } from "./keys-help";
import { Legend } from "./legend";
import { Maps } from "./maps";
import { playerKeys } from "./player-keys";
import { type LinkedMoment, readLink } from "./player-link";
import { isUnknown } from "./run-choices";
import { RunPicker } from "./run-picker";
import { Sentence } from "./sentence";
import { Timeline } from "./timeline";
import { useFollowedAddress, useKeptAddress } from "./use-address";
import { type PlayerActions, usePlayer } from "./use-player";

/** What the player is made with. */
export interface LivePlayerProps {
  /** The moment it begins at; the page's address may name another, if the page is the player's. */
  readonly moment: LinkedMoment;
  /** Otherwise it is the run of one figure, in a page about something else. */
  readonly isWholePage: boolean;
  /** The run, where it is not one of the list. */
  readonly recipe?: RunRecipe;
}

/** The arena player, alive: it runs the run in a worker and shows any moment of it. */
export default function LivePlayer({ moment, isWholePage, recipe }: LivePlayerProps) {
  const [linked] = useState(() => {
    const address = readLink(isWholePage ? location.hash || location.search : "");
    return address.run === undefined || isUnknown(address.run)
      ? { ...moment, ...address }
      : address;
  });
  const { keep, written } = useKeptAddress(isWholePage);
  const { state, actions } = usePlayer(linked, keep, recipe && sourceOf(recipe));
  useFollowedAddress(isWholePage, written, (wanted) =>
    actions.visit(written.current === "" ? moment : wanted),
  );
  const root = useRef<HTMLDivElement>(null);
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    const element = root.current;
    const onKey = (event: KeyboardEvent) => playerKeys(event, latest.current, actions);
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [actions]);
  const dropping = useDroppedFile(actions, isWholePage);

  return (
    <div
      className={`pm-player${isWholePage ? "" : " pm-player--figure"}`}
      ref={root}
      data-step={state.moment?.frame.step}
      {...dropping}
    >
      {isWholePage && <RunPicker state={state} actions={actions} linkedRun={linked.run} />}
      {!isWholePage && <Maps state={state} actions={actions} />}
      <div className="pm-player-dock">
        <Timeline state={state} actions={actions} />
        <Controls state={state} actions={actions} />
      </div>
      <Sentence state={state} />
      {isWholePage && <Maps state={state} actions={actions} />}
      {state.moment && <Legend />}
      {state.moment && <KeysHelp />}
    </div>
  );
}

/** A trace may be dropped on the player; there is a button for it too. */
function useDroppedFile(actions: PlayerActions, isWanted: boolean) {
  const [isDropping, setDropping] = useState(false);
  if (!isWanted) return {};
  return {
    "data-dropping": isDropping || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setDropping(false);
      const [file] = event.dataTransfer.files;
      if (file !== undefined) actions.open(file);
    },
  };
}
