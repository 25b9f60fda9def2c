import { arenasOverTime } from "pymalloc-lab/charts";
import { useEffect, useMemo, useState } from "react";
import { NotebookChart } from "../chart/notebook-chart";
import { DialFigures } from "./dial-figures";
import { DialPanel } from "./dial-panel";
import { initialOutcome } from "./initial";
import { knownFigures } from "./known-figures";
import { DEFAULTS, type DialSettings, isSame, readSettings, searchOf } from "./settings";
import { useDials } from "./use-dials";

/** The address is written when the reader rests, since browsers allow few changes a second. */
const REST_MILLISECONDS = 250;

/** All dials, with the run that they ask for. */
export function DialsTool() {
  const { outcome, run } = useDials();
  const [settings, setSettings] = useState<DialSettings>(DEFAULTS);
  const [problems, setProblems] = useState<readonly string[]>([]);
  useEffect(() => {
    const read = readSettings(location.search);
    setProblems(read.problems);
    if (searchOf(read.settings) === "") return;
    setSettings(read.settings);
    run(read.settings);
  }, [run]);
  useEffect(() => {
    if (settings === DEFAULTS) return undefined;
    const timer = setTimeout(() => {
      history.replaceState(history.state, "", `${location.pathname}${searchOf(settings)}`);
    }, REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [settings]);
  const change = (changed: DialSettings) => {
    setSettings(changed);
    run(changed);
  };
  const initial = useMemo(initialOutcome, []);
  const shown = outcome ?? initial;
  const { recording } = shown.result;
  const isAnswer = isSame(shown.job.settings, settings) && !shown.job.isFirstLook;
  const known = isAnswer ? undefined : knownFigures(settings);
  const chart = useMemo(() => {
    const name = `${recording.title.replace(/^[^:]*: /, "")}`;
    return arenasOverTime([{ name, recording }], { title: `Arenas over time: ${name}` });
  }, [recording]);
  return (
    <div className="dl-tool">
      {problems.length > 0 && (
        <div className="dl-problems" role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      <DialPanel settings={settings} onSettings={change} />
      <div
        className="dl-outcome"
        data-look={shown.job.isFirstLook}
        data-wish={shown.job.wish}
        data-ahead={known === undefined ? undefined : true}
      >
        <DialFigures outcome={shown} known={known} />
        <NotebookChart chart={chart} />
      </div>
    </div>
  );
}
