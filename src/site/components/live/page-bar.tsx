import { AllCodeSwitch } from "./all-code";
import { BarButton, RunOrStop } from "./bar-button";
import { forgetLink } from "./linked-code";
import { useLiveNotebook, useLivePage } from "./use-live-cells";

/** What can be done with all cells of the page. */
export function PageBar() {
  const notebook = useLiveNotebook();
  const { isRunning } = useLivePage();
  return (
    <fieldset className="nb-bar nb-bar--page">
      <legend className="pm-only-read">All code cells</legend>
      <RunOrStop
        isRunning={isRunning}
        onRun={() => void notebook?.runAll()}
        onStop={() => notebook?.stop()}
      >
        Run all
      </RunOrStop>
      <BarButton
        kind="quiet"
        onClick={() => {
          forgetLink();
          notebook?.resetAll();
        }}
      >
        Reset all
      </BarButton>
      <span className="nb-progress">
        The code runs and can be changed in this page. Nothing is sent.
      </span>
      <AllCodeSwitch />
    </fieldset>
  );
}
