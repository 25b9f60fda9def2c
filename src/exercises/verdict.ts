/** What a check says, as data: what a notebook stores under the cell, and what grades it. */
import type { Outcome } from "./exercise.js";

/** An outcome, with the exercise it is about. */
export interface Verdict extends Outcome {
  /** Id of the exercise. */
  readonly exercise: string;
}

/** MIME type of a verdict: `{ exercise, passed, message }` as JSON. */
export const VERDICT_MIME = "application/vnd.pymalloc-lab.verdict+json";
