import { forgetLink } from "./linked-code";
import { useLiveNotebook, useLivePage } from "./use-live-cells";

/** What can be done with all cells of the page. */
export function PageBar() {
  const notebook = useLiveNotebook();
  const { isRunning } = useLivePage();
  return (
    <fieldset className="nb-bar nb-bar--page">
      <legend className="pm-only-read">All code cells</legend>
      {isRunning ? (
        <button
          type="button"
          className="nb-button nb-button--stop"
          onClick={() => notebook?.stop()}
        >
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="nb-button nb-button--run"
          onClick={() => void notebook?.runAll()}
        >
          Run all
        </button>
      )}
      <button
        type="button"
        className="nb-button nb-button--quiet"
        onClick={() => {
          forgetLink();
          notebook?.resetAll();
        }}
      >
        Reset all
      </button>
      <span className="nb-progress">
        The code runs and can be changed in this page. Nothing is sent.
      </span>
    </fieldset>
  );
}
