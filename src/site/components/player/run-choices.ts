/** The runs that a reader can choose, and how a link names one. */
import type { PythonVersion } from "pymalloc-lab/pymalloc";

/** A run of an experiment. */
export interface RunChoice {
  /** Its name in a link. */
  readonly id: string;
  /** Its name in the list. */
  readonly name: string;
  readonly experiment: string;
  readonly count?: number;
}

/** The name in a link of a trace that the reader dropped; a link cannot hold the trace. */
export const OWN_TRACE = "trace";

const SMALL = 20_000;
const LARGE = 1_000_000;

const SIZED: readonly { experiment: string; what: string }[] = [
  { experiment: "first-half", what: "strings, the last half dropped" },
  { experiment: "random-half", what: "strings, half dropped at random" },
  { experiment: "rare-survivors", what: "strings, all but a few dropped" },
  { experiment: "blocks-512", what: "objects of 512 bytes, half dropped" },
];

/** Every run in the list, smallest first. */
export const RUN_CHOICES: readonly RunChoice[] = [
  { id: "toy", name: "Toy: 12 nodes in 3 arenas", experiment: "toy" },
  ...SIZED.map(({ experiment, what }) => choiceOf(experiment, what, SMALL)),
  ...SIZED.map(({ experiment, what }) => choiceOf(experiment, what, LARGE)),
  {
    id: "trie-compression",
    name: "A trie of 76,933 words, compressed",
    experiment: "trie-compression",
  },
];

/** The run of a link, or the one to begin with. */
export function choiceWithId(id: string | undefined): RunChoice {
  return RUN_CHOICES.find((choice) => choice.id === id) ?? RUN_CHOICES[1] ?? NO_CHOICE;
}

/** Says whether a link names a run that is not in the list. */
export function isUnknown(id: string | undefined): id is string {
  return id !== undefined && RUN_CHOICES.every((choice) => choice.id !== id);
}

/** How a run is asked of the library; `python` matters to all but the toy. */
export function optionsOf({ count }: RunChoice, python: PythonVersion) {
  return { python, ...(count !== undefined && { count }) };
}

const NO_CHOICE: RunChoice = { id: "toy", name: "Toy", experiment: "toy" };

function choiceOf(experiment: string, what: string, count: number): RunChoice {
  const size = count === LARGE ? "" : "-small";
  return {
    id: experiment + size,
    name: `${count.toLocaleString("en-GB")} ${what}`,
    experiment,
    count,
  };
}
