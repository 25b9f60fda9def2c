/** Notebook 3: the formula, turned round. */
import { chanceToStay, packingOf, typicalStringBytes } from "../experiments/theory.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { readNumber } from "./read-answer.js";

const given = { python: "3.11", share: 0.25 } as const;
/** How far the share of arenas may be from the one that was asked for. */
const TOLERANCE = 0.01;

export const quarterStays: Exercise = {
  id: "quarter-stays",
  title: "A quarter stays",
  kind: "predict",
  notebook: 3,
  given,
  task: `With which chance must a string be kept so that a **quarter** of the strings' arenas stays, on Python ${given.python}? Turn the formula round; the check takes what brings the share to a quarter, give or take a percent.`,
  starter: "const answer = 0.25;",
  check,
};

function check(answer: unknown): Outcome {
  const keep = readNumber(answer, "a chance from 0 to 1");
  if (keep < 0 || keep > 1) return notYet(`A chance is from 0 to 1, and ${keep} is not.`);
  const perArena = packingOf(given.python, typicalStringBytes(given.python)).objectsPerArena;
  const perOlderArena = packingOf("3.9", typicalStringBytes("3.9")).objectsPerArena;
  const stays = (objects: number) => chanceToStay(objects, keep);
  const isShare = (share: number, wanted: number) => Math.abs(share - wanted) <= TOLERANCE;
  const staying = stays(perArena);
  const percent = `${(staying * 100).toFixed(1)}%`;
  if (isShare(staying, given.share)) {
    return right(
      `With ${keep} the formula keeps ${percent} of the arenas: so few of the strings hold so much.`,
    );
  }
  if (keep === given.share) {
    return notYet(
      "That is the share of the arenas. Of the strings, far fewer are enough: one is enough for an arena.",
    );
  }
  if (isShare(stays(perOlderArena), given.share)) {
    return notYet(
      `That is right for the small arenas of 3.9, with ${perOlderArena} strings each. Those of ${given.python} have more.`,
    );
  }
  if (isShare(staying, 1 - given.share)) {
    return notYet(`With ${keep} a quarter of the arenas goes, and ${percent} stay.`);
  }
  if (Math.abs(keep * perArena - given.share) < TOLERANCE) {
    return notYet(
      `You took a quarter of a survivor for each arena. But survivors fall at random, and some arenas get two: only ${percent} of the arenas are hit.`,
    );
  }
  return notYet(
    `With ${keep} the formula lets ${percent} of the arenas stay, which is too ${staying > given.share ? "many" : "few"}.`,
  );
}
