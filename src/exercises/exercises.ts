/** Every exercise, and the one way to check an answer. */
import { chooseAnArenaSize } from "./choose-an-arena-size.js";
import { compressionThatPays } from "./compression-that-pays.js";
import { countTheNodes } from "./count-the-nodes.js";
import { type Exercise, NotAnAnswer } from "./exercise.js";
import { firstArenaBack } from "./first-arena-back.js";
import { fitsTheHoles } from "./fits-the-holes.js";
import { holdItAll } from "./hold-it-all.js";
import { keepersTogether } from "./keepers-together.js";
import { mostPerByte } from "./most-per-byte.js";
import { noNewNode } from "./no-new-node.js";
import { nothingToCompress } from "./nothing-to-compress.js";
import { orderThatMatters } from "./order-that-matters.js";
import { predictThenDrop } from "./predict-then-drop.js";
import { priceAStructure } from "./price-a-structure.js";
import { quarterStays } from "./quarter-stays.js";
import { ruleOf39 } from "./rule-of-3-9.js";
import { threeArenasBack } from "./three-arenas-back.js";
import { twoOfThree } from "./two-of-three.js";
import type { Verdict } from "./verdict.js";
import { waysRanked } from "./ways-ranked.js";
import { whichVersions } from "./which-versions.js";

/** The exercises in the order of the notebooks. */
export const EXERCISES: readonly Exercise[] = [
  twoOfThree,
  priceAStructure,
  firstArenaBack,
  fitsTheHoles,
  holdItAll,
  quarterStays,
  threeArenasBack,
  whichVersions,
  ruleOf39,
  countTheNodes,
  noNewNode,
  nothingToCompress,
  compressionThatPays,
  waysRanked,
  keepersTogether,
  chooseAnArenaSize,
  orderThatMatters,
  mostPerByte,
  predictThenDrop,
];

/**
 * Finds an exercise.
 *
 * @throws {RangeError} when there is none of that id.
 *
 * @example
 * exerciseNamed("quarter-stays").title; // => "A quarter stays"
 */
export function exerciseNamed(id: string): Exercise {
  const found = EXERCISES.find((exercise) => exercise.id === id);
  if (found !== undefined) return found;
  const ids = EXERCISES.map((exercise) => exercise.id).join(", ");
  throw new RangeError(`no exercise is called "${id}"; there are ${ids}`);
}

/**
 * Checks an answer. A wrong one is an outcome, never an error.
 *
 * @throws {RangeError} when there is no exercise of that id.
 *
 * @example
 * (await checkAnswer("quarter-stays", 1)).passed; // => false
 */
export async function checkAnswer(id: string, answer: unknown): Promise<Verdict> {
  const exercise = exerciseNamed(id);
  try {
    return { exercise: id, ...(await exercise.check(answer)) };
  } catch (error) {
    if (!(error instanceof NotAnAnswer)) throw error;
    return { exercise: id, passed: false, message: error.message };
  }
}
