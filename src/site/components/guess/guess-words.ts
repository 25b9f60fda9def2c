/** What is said of a line that a reader drew, beside what happened. */
import { shown } from "./line-scale";

/** How far a guess may be from what happened to be called right, as a share of what was held. */
const TOLERANCE = 0.02;

/** A guess in words. */
export interface GuessWords {
  readonly isRight: boolean;
  readonly words: string;
}

/**
 * One sentence on the difference, and one on what came back.
 *
 * @param guessed - what the reader's line ends at.
 * @param peak - what was held where the line began.
 * @param end - what is held in the end.
 */
export function guessWords(guessed: number, peak: number, end: number, unit: string): GuessWords {
  const by = shown(Math.abs(guessed - end));
  const isRight = Math.abs(guessed - end) <= peak * TOLERANCE;
  const truth = `${number(end)} ${unitFor(end, unit)} ${end === 1 ? "is" : "are"} held in the end`;
  const difference =
    by === 0
      ? `You drew ${number(guessed)}, and that is it: ${truth}.`
      : `You drew ${number(guessed)}; ${truth}, ${number(by)} ${guessed < end ? "more" : unit === "MiB" ? "less" : "fewer"} than you drew.`;
  return { isRight, words: `${difference} ${backWords(peak, end, unit)}` };
}

/** What came back of what was held. */
export function backWords(peak: number, end: number, unit: string): string {
  const back = Math.round((peak - end) * 100) / 100;
  if (back <= 0) return `Nothing came back of ${number(peak)} ${unitFor(peak, unit)}.`;
  return `${number(back)} of ${number(peak)} ${unitFor(peak, unit)} came back.`;
}

function unitFor(amount: number, unit: string): string {
  return amount === 1 && unit === "arenas" ? "arena" : unit;
}

function number(amount: number): string {
  return shown(amount).toLocaleString("en-GB");
}
