import { PYTHON_VERSIONS, type PythonVersion } from "pymalloc-lab/pymalloc";
import { useId } from "react";
import type { PlayerState } from "./player-state";
import { choiceWithId, isUnknown, OWN_TRACE, RUN_CHOICES } from "./run-choices";
import type { PlayerActions } from "./use-player";

/** What the picker is made with. */
export interface RunPickerProps {
  readonly state: PlayerState;
  readonly actions: PlayerActions;
  /** The run that the page's address names. */
  readonly linkedRun: string | undefined;
}

/** Which run, on which Python; or a trace of the reader's own. */
export function RunPicker({ state, actions, linkedRun }: RunPickerProps) {
  const id = useId();
  const isOwn = state.run === OWN_TRACE;
  const isToy = state.run === "toy";
  return (
    <div className="pm-player-run">
      <label htmlFor={`${id}run`}>Run</label>
      <select
        id={`${id}run`}
        value={state.run}
        onChange={(event) => actions.load(event.target.value, state.python)}
      >
        {isOwn && <option value={OWN_TRACE}>{state.about?.title ?? "Your trace"}</option>}
        {RUN_CHOICES.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}python`}>Python</label>
      <select
        id={`${id}python`}
        value={isOwn || isToy ? "" : state.python}
        disabled={isOwn || isToy}
        onChange={(event) => {
          const python = PYTHON_VERSIONS.find((version) => version === event.target.value);
          if (python !== undefined) actions.load(state.run, python satisfies PythonVersion);
        }}
      >
        {(isOwn || isToy) && (
          <option value="">{isOwn ? (state.about?.python ?? "–") : "any"}</option>
        )}
        {PYTHON_VERSIONS.map((python) => (
          <option key={python}>{python}</option>
        ))}
      </select>
      <label className="pm-player-file">
        <input
          type="file"
          accept=".gz,.pmt"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) actions.open(file);
            event.target.value = "";
          }}
        />
        <span className="pm-player-open">Open a trace</span>
      </label>
      <span className="pm-player-hint">or drop a .pmt.gz here; it stays on your machine</span>
      {isUnknown(linkedRun) && state.run === choiceWithId(linkedRun).id && (
        <p className="pm-player-missing" role="status">
          The link names the run “{linkedRun}”, and there is none of that name. This is the run that
          the player begins with.
        </p>
      )}
    </div>
  );
}
