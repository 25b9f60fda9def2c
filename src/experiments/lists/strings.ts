/**
 * The primer's three experiments: a million strings `str(random.random())`, of
 * which half are kept at random, some fifty are kept at random, or the first
 * half is kept.
 */
import { asciiStrBytes } from "../../cpython/objects.js";
import { randomTextLengths } from "../../cpython/random-texts.js";
import { typicalStringBytes } from "../theory.js";
import { listExperiment } from "./list-experiment.js";
import type { ListProgram } from "./list-program.js";

const randomStrings: Pick<
  ListProgram,
  "noun" | "takes" | "make" | "typicalRequestBytes" | "prepare"
> = {
  noun: "strings",
  takes: ["order", "arenaBytes"],
  make: () => "str(random.random())",
  typicalRequestBytes: (python) => typicalStringBytes(python),
  prepare: ({ python, seed, count, random }) => {
    const emptyStringBytes = asciiStrBytes(0, python);
    const lengths = randomTextLengths(seed, count);
    let made = 0;
    return () => {
      random.random();
      return emptyStringBytes + lengths[made++]!;
    };
  },
};

/** Half of the strings go, chosen at random: no arena comes back. */
export const randomHalf = listExperiment({
  ...randomStrings,
  name: "random-half",
  summary: "a million strings; each is kept with probability 0.5",
  selection: "at random",
  keep: 0.5,
});

/** About fifty of a million strings stay, and hold about half of the arenas. */
export const rareSurvivors = listExperiment({
  ...randomStrings,
  name: "rare-survivors",
  summary: "a million strings; each is kept with probability 0.00005",
  selection: "at random",
  keep: 0.00005,
});

/** The last half of the strings goes, and takes its arenas with it. */
export const firstHalf = listExperiment({
  ...randomStrings,
  name: "first-half",
  summary: "a million strings; the first half is kept",
  selection: "the first",
  keep: 0.5,
});
