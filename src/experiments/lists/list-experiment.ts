/** Makes an experiment of a list program: its run, its script, its formula. */
import { geometryOf } from "../../pymalloc/geometry.js";
import {
  type Experiment,
  type ExperimentScript,
  type ExperimentTheory,
  PRIMER_PYTHON,
} from "../experiment.js";
import { assertCount, assertKeep } from "../limits.js";
import { OptionError } from "../option-error.js";
import {
  chanceToStay,
  type Expectation,
  expectedArenasLeft,
  type FullArenas,
  packingOf,
} from "../theory.js";
import { CLUSTER_OBJECTS, type DeletionOrder } from "./deletion-order.js";
import {
  DELETIONS,
  type FullOptions,
  keptOfTheFirst,
  type ListProgram,
  ORDERS,
} from "./list-program.js";
import { runListProgram } from "./list-run.js";
import { pythonScript } from "./python-script.js";

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
  const { seed, count, keep, requestBytes, order, arenaBytes } = options;
  assertCount(count);
  assertKeep(keep);
  const { noun, selection } = program;
  if ((order ?? ORDERS[selection]) !== ORDERS[selection]) {
    throw new OptionError(`there is no script of ${program.name} in the order "${order}"`);
  }
  if (arenaBytes !== undefined)
    throw new OptionError("no Python can be told the size of its arenas");
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
  const { objectsPerPool } = packingOf(python, bytes);
  const { poolBytes, arenaBytes } = { ...geometryOf(python), ...options };
  const objectsPerArena = objectsPerPool * (arenaBytes / poolBytes);
  const arenas = count / objectsPerArena;
  const order = options.order ?? ORDERS[program.selection];
  const deleted = expectedAfter(order, { arenas, objectsPerArena, keep });
  return { allocated: { expected: arenas, spread: 0 }, deleted };
}

/** Arenas that stay when the objects go in an order. */
function expectedAfter(order: DeletionOrder, full: FullArenas): Expectation {
  switch (order) {
    case "random":
      return expectedArenasLeft(full);
    case "first":
    case "last":
      return { expected: full.arenas * full.keep, spread: 0 };
    case "every-other": {
      const kept = full.arenas * full.objectsPerArena * full.keep;
      return { expected: Math.min(full.arenas, kept), spread: 0 };
    }
    case "clustered":
      return { expected: full.arenas * chanceToStayInClusters(full), spread: 0 };
  }
}

/**
 * An arena of n objects has parts of a whole number of clusters of m, or of one more: with
 * n - 1 = a m + f it touches a + 1 of them, and a + 2 for the share f / m of the places at
 * which it can begin. It stays if one of them does.
 */
function chanceToStayInClusters({ objectsPerArena, keep }: FullArenas): number {
  const others = (objectsPerArena - 1) / CLUSTER_OBJECTS;
  const fewest = Math.floor(others) + 1;
  const shareOfMore = others % 1;
  return (
    (1 - shareOfMore) * chanceToStay(fewest, keep) + shareOfMore * chanceToStay(fewest + 1, keep)
  );
}

const NONE: Expectation = { expected: 0, spread: 0 };
