/** Makes an experiment of a list program: its run, its script, its formula. */
import { geometryOf } from "../pymalloc/geometry.js";
import {
  type Experiment,
  type ExperimentScript,
  type ExperimentTheory,
  PRIMER_PYTHON,
} from "./experiment.js";
import { assertCount, assertKeep } from "./limits.js";
import { DELETIONS, type FullOptions, keptOfTheFirst, type ListProgram } from "./list-program.js";
import { runListProgram } from "./list-run.js";
import { OptionError } from "./option-error.js";
import { pythonScript } from "./python-script.js";
import { type Expectation, expectedArenasLeft, packingOf } from "./theory.js";

const DEFAULT_COUNT = 1_000_000;
const DEFAULT_SEED = 20240607;
const TAKEN_BY_ALL = ["python", "seed", "count", "keep", "layout", "startup", "check"] as const;

/** Makes an experiment of a script. */
export function listExperiment(program: ListProgram): Experiment {
  const defaults = { seed: DEFAULT_SEED, count: DEFAULT_COUNT, keep: program.keep };
  return {
    name: program.name,
    summary: program.summary,
    defaults,
    takes: [...TAKEN_BY_ALL, ...program.takes],
    run: (options) => runListProgram(program, { ...defaults, ...options }),
    script: (options) => scriptOf(program, { ...defaults, ...options }),
    theory: (options) => theoryOf(program, { ...defaults, ...options }),
  };
}

function scriptOf(program: ListProgram, options: FullOptions): ExperimentScript {
  const { seed, count, keep, requestBytes } = options;
  assertCount(count);
  assertKeep(keep);
  const { noun, selection } = program;
  const make = program.make(requestBytes);
  if (make === undefined) {
    throw new OptionError(`no object of ${program.name} requests ${requestBytes} bytes`);
  }
  const statement =
    selection === "at random"
      ? `${noun} = [s for s in ${noun} if random.random() < ${keep}]`
      : `${noun} = ${noun}[:${keptOfTheFirst(count, keep)}]`;
  const text = pythonScript({ seed, count, noun, make, deletion: statement });
  return { text, deletion: DELETIONS[selection] };
}

function theoryOf(program: ListProgram, options: FullOptions): ExperimentTheory {
  const { python = PRIMER_PYTHON, count, keep } = options;
  const bytes = program.typicalRequestBytes(python, options.requestBytes);
  if (bytes > geometryOf(python).smallRequestThreshold) return { allocated: NONE, deleted: NONE };
  const { objectsPerArena } = packingOf(python, bytes);
  const arenas = count / objectsPerArena;
  const deleted =
    program.selection === "at random"
      ? expectedArenasLeft({ arenas, objectsPerArena, keep })
      : { expected: arenas * keep, spread: 0 };
  return { allocated: { expected: arenas, spread: 0 }, deleted };
}

const NONE: Expectation = { expected: 0, spread: 0 };
