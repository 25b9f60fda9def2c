/** Tasks for a reader, with checks that say why an answer is not right yet. */

export type { Choosing, ObjectGroup } from "../exercises/choosing.js";
export type { Exercise, ExerciseKind, Outcome } from "../exercises/exercise.js";
export { checkAnswer, EXERCISES, exerciseNamed } from "../exercises/exercises.js";
export type { Verdict } from "../exercises/verdict.js";
