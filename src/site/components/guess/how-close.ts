/** How close a reader's prediction came to the notebook's own figure, in words. */
import type { Question } from "../../../notebook/publish/prediction";
import { backWords, guessWords } from "./guess-words";

/** What is said of a prediction. */
export interface Reveal {
  readonly isRight: boolean;
  readonly words: string;
}

/** Says whether a prediction is right, and by how much it is not. */
export function howClose(question: Question, predicted: string): Reveal {
  const { answer, choices, line, order, unit } = question;
  const truth = answerWords(question);
  if (line !== undefined) {
    return guessWords(Number(predicted), line.known.at(-1)?.held ?? 0, answer, unit);
  }
  if (order !== undefined) {
    const isRight = isInOrder(question, predicted.split("\n"));
    return { isRight, words: isRight ? truth : `Not in this order. ${truth}` };
  }
  if (choices.length > 0) {
    const isRight = choices.some(({ text, value }) => text === predicted && value === answer);
    return { isRight, words: isRight ? truth : `You chose ${predicted}. ${truth}` };
  }
  const by = Number(predicted) - answer;
  if (by === 0) return { isRight: true, words: truth };
  const amount = Number(Math.abs(by).toPrecision(6)).toLocaleString("en-GB");
  const said = Number(predicted).toLocaleString("en-GB");
  return {
    isRight: false,
    words: `You said ${said}, ${amount} too ${by > 0 ? "many" : "few"}. ${truth}`,
  };
}

/** The answer alone. */
export function answerWords(question: Question): string {
  const { answer, unit, choices, line, order } = question;
  const figure = `${answer.toLocaleString("en-GB")}${unit === "%" ? "" : " "}${unit}`;
  if (line !== undefined) {
    return `${figure} are held in the end. ${backWords(line.known.at(-1)?.held ?? 0, answer, unit)}`;
  }
  if (order !== undefined) {
    const sorted = inOrder(question).map(
      ({ text, value }) => `${text} (${value.toLocaleString("en-GB")})`,
    );
    return `It is ${sorted.join(", ")}; ${unit}.`;
  }
  const right = choices.filter(({ value }) => value === answer).map(({ text }) => text);
  return right.length === 0 ? `It is ${figure}.` : `It is ${listed(right)}: ${figure}.`;
}

/** The choices in the order that is right; equal ones stand as they were given. */
function inOrder({ choices, order }: Question): Question["choices"] {
  const sign = order === "least first" ? 1 : -1;
  return [...choices].sort((a, b) => sign * (a.value - b.value));
}

/** Figures nearer to one another than this share count as equal: they may stand in any order. */
const EQUAL_SHARE = 0.03;

function isInOrder(question: Question, texts: readonly string[]): boolean {
  const figureFor = (wanted: string) => question.choices.find(({ text }) => text === wanted)?.value;
  return inOrder(question).every(({ value }, place) => {
    const given = figureFor(texts[place] ?? "");
    return given !== undefined && Math.abs(given - value) <= EQUAL_SHARE * Math.abs(value);
  });
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}
