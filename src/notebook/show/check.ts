/** `check`: the verdict on an exercise, under the cell. */
import { checkAnswer } from "../../exercises/exercises.js";
import { showHost } from "./show-host.js";
import { verdictLine } from "./verdict-output.js";

/**
 * Checks the answer to an exercise and says how it went: under the cell in a
 * notebook of this project, elsewhere as a line of text.
 *
 * @param id - the exercise's; see `EXERCISES`.
 * @throws {RangeError} when there is no exercise of that id.
 *
 * @example
 * await check("quarter-stays", 1); // => undefined
 */
export async function check(id: string, answer: unknown): Promise<void> {
  const verdict = await checkAnswer(id, answer);
  const host = showHost();
  if (host?.verdict !== undefined) host.verdict(verdict);
  else console.log(verdictLine(verdict.passed, verdict.message));
}
