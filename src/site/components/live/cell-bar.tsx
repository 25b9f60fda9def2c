import { useEffect, useState } from "react";
import { LONGEST_RUN_MS } from "../../../live/longest-run";
import { BarButton, RunOrStop } from "./bar-button";
import { type CellState, isTouched } from "./cell-state";
import { forgetLink } from "./linked-code";
import type { LiveNotebook } from "./live-notebook";
import { ShareLink } from "./share-link";

/** Running time after which it is shown, and after which it is a warning, in seconds. */
const SHOWN_AFTER_SECONDS = 1;
const WARNED_AFTER_SECONDS = 10;

/** What can be done with a cell. It is in the page before the page is alive, so nothing moves. */
export function CellBar({
  n,
  state,
  notebook,
  isEditing,
  onEdit,
}: {
  n: number;
  state: CellState | undefined;
  notebook: LiveNotebook | undefined;
  isEditing: boolean;
  /** Opens or closes the editor. */
  onEdit: () => void;
}) {
  const id = state?.cell.id ?? "";
  return (
    <fieldset className="nb-bar">
      <legend className="pm-only-read">Code cell {n}</legend>
      <RunOrStop
        isRunning={state !== undefined && state.phase !== "idle"}
        onRun={() => void notebook?.run(id)}
        onStop={() => notebook?.stop()}
        title="Run this cell, and what it needs (in the editor: Shift and Enter)"
      >
        Run
      </RunOrStop>
      <BarButton kind="edit" aria-expanded={isEditing} onClick={onEdit}>
        {isEditing ? "Close" : "Edit"}
      </BarButton>
      {state !== undefined && state.code !== state.cell.source && <ShareLink state={state} />}
      {state !== undefined && isTouched(state) && (
        <BarButton
          kind="quiet"
          onClick={() => {
            if (state.origin === "link" || state.origin === "address") forgetLink();
            notebook?.reset(id);
          }}
        >
          Reset
        </BarButton>
      )}
      {state !== undefined && <Progress state={state} />}
    </fieldset>
  );
}

/** How long it runs or ran, and whether the code is edited. */
function Progress({ state: { phase, shown, origin, code, cell } }: { state: CellState }) {
  if (phase === "waiting") return <span className="nb-progress">waiting</span>;
  if (phase === "running") return <RunningFor />;
  const parts = [
    origin === "reader" && code !== cell.source ? "edited" : "",
    shown?.status === "done" ? `ran in ${duration(shown.elapsedMs)}` : "",
  ];
  return <span className="nb-progress">{parts.filter(Boolean).join(" · ")}</span>;
}

function RunningFor() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span className="nb-progress nb-progress--running">
        {seconds < SHOWN_AFTER_SECONDS ? "running" : `running for ${seconds} s`}
      </span>
      {seconds >= WARNED_AFTER_SECONDS && (
        <p className="nb-said nb-said--warning" role="status">
          This takes long. Stop ends it, and after {LONGEST_RUN_MS / 60_000} minutes it is ended
          anyway.
        </p>
      )}
    </>
  );
}

function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
