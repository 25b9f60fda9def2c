/** The outcome of the default settings: the run that the landing page shows. */
import runs from "@site/src/site/data/hero.json";
import { arenaTones } from "./arena-tones";
import type { DialOutcome } from "./dial-run";
import { initialTheory } from "./initial-theory";
import { DEFAULTS } from "./settings";

/** @throws {Error} when the landing page has no such run. */
export function initialOutcome(): DialOutcome {
  const run = runs.find(({ experiment }) => experiment === "random-half");
  if (run === undefined) throw new Error("hero.json has no random-half");
  const { experiment, seed, count, keptCount, recording } = run;
  const { keep, python } = DEFAULTS;
  const { stages } = recording;
  return {
    job: { wish: 0, isFirstLook: false, settings: DEFAULTS, count },
    result: { experiment, python, seed, count, keep, keptCount, stages, recording },
    theory: initialTheory(),
    tones: arenaTones(recording),
    milliseconds: 0,
  };
}
