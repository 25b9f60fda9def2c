/** Notebook 2: how rare survivors must be for the first arena to come back. */
import { runExperiment } from "../experiments/run-experiment.js";
import { emptyPoolChanceLog10, stringTheory } from "../experiments/theory.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { readNumber } from "./read-answer.js";

const given = { python: "3.11", count: 1_000_000, keeps: [0.1, 0.01, 0.001, 0.0001] } as const;
const CHOICES = given.keeps.join(", ");

export const firstArenaBack: Exercise = {
  id: "first-arena-back",
  title: "The first arena back",
  kind: "predict",
  notebook: 2,
  given,
  task: `Keep fewer strings: each of the million with a chance of ${CHOICES}. **At which of these does the first arena come back?** Predict before you run anything.`,
  choose: { kind: "one", options: given.keeps },
  starter: "const answer = 0.1;",
  check,
};

async function check(answer: unknown): Promise<Outcome> {
  const keep = readNumber(answer, `one of ${CHOICES}`);
  if (!given.keeps.some((one) => one === keep)) {
    return notYet(`${keep} is not among the chances to choose from: ${CHOICES}.`);
  }
  const { stages } = await runExperiment("random-half", {
    python: given.python,
    count: given.count,
    keep,
  });
  const reclaimed = stages[2]?.arenas.reclaimed ?? 0;
  if (reclaimed > 0) {
    return right(
      `At ${keep} the simulator gives ${reclaimed} arenas back. An arena goes where all of its strings do, and it takes a rarity of about one survivor an arena before that happens.`,
    );
  }
  const { objectsPerPool, poolsPerArena } = stringTheory(given.python, {
    count: given.count,
    keep,
  });
  const log10 = emptyPoolChanceLog10(objectsPerPool, keep);
  if (log10 < -2) {
    return notYet(
      `With ${keep} hardly a pool empties: the chance that all ${objectsPerPool} strings of one go is 10 to the ${log10.toFixed(1)}. An arena is many pools.`,
    );
  }
  const share = 10 ** log10;
  if (share < 0.5) {
    return notYet(
      `With ${keep} some pools do empty, one of ${Math.round(1 / share)}. But an arena goes only when all ${poolsPerArena} of its pools are empty at once.`,
    );
  }
  return notYet(
    `With ${keep} most pools empty, and still each of the arenas has one that does not: the chance that all ${poolsPerArena} do is 10 to the ${(log10 * poolsPerArena).toFixed(1)}.`,
  );
}
