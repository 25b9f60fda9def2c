/**
 * What an exercise is: a task, a starter to change, and a check that says why an
 * answer is not right yet. A check never says what would be right.
 *
 * Checks ask the simulator. No answer is written down here, so a check stays right
 * when a rule of the model is corrected.
 */

import type { Choosing } from "./choosing.js";

/** What the reader does: says what will happen, alters something given, or makes something. */
export type ExerciseKind = "predict" | "change" | "build";

/** What a check says of an answer. */
export interface Outcome {
  readonly passed: boolean;
  /** Why it is not right yet; or, of a right answer, what it shows. */
  readonly message: string;
}

/** An exercise. */
export interface Exercise {
  /** Kebab-case; the id of its cell in a notebook, and its name for `check`. */
  readonly id: string;
  readonly title: string;
  readonly kind: ExerciseKind;
  /** Number of the notebook at whose end it stands. */
  readonly notebook: number;
  /** The task, as Markdown; its figures are those of `given`. */
  readonly task: string;
  /** Figures and names that the task gives, for a reader's own code. */
  readonly given: Readonly<Record<string, unknown>>;
  /** What there is to choose, where the answer is a choice of objects. */
  readonly choose?: Choosing;
  /** TypeScript that declares `answer`, ready to be changed; it does not pass. */
  readonly starter: string;
  /**
   * Judges an answer. A value of another kind than the task asks for may be refused
   * by throwing {@link NotAnAnswer}.
   */
  check(answer: unknown): Outcome | Promise<Outcome>;
}

/** An answer is not of the kind that the task asks for; the message says of which. */
export class NotAnAnswer extends Error {
  override readonly name = "NotAnAnswer";
}

/** The outcome of a right answer. */
export function right(message: string): Outcome {
  return { passed: true, message };
}

/** The outcome of any other. */
export function notYet(message: string): Outcome {
  return { passed: false, message };
}
