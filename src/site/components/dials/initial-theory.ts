/** The formula for what the dials begin with; all experiments would be much to load for it. */
import { type ExperimentTheory, stringTheory } from "pymalloc-lab/experiments";
import { DEFAULTS } from "./settings";

/** Arenas to expect of the default settings, as the experiment itself says. */
export function initialTheory(): ExperimentTheory {
  const { arenas, expected, spread } = stringTheory(DEFAULTS.python, DEFAULTS);
  return { allocated: { expected: arenas, spread: 0 }, deleted: { expected, spread } };
}
