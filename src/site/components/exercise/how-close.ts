/** How close a reader's prediction came to the notebook's own figure, in words. */
import type { Question } from "../../../notebook/publish/prediction";

/** What is said of a prediction. */
export interface Reveal {
  readonly isRight: boolean;
  readonly words: string;
}

/** Says whether a prediction is right, and by how much it is not. */
export function howClose(question: Question, predicted: string): Reveal {
  const { answer, choices } = question;
  const truth = answerWords(question);
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
export function answerWords({ answer, unit, choices }: Question): string {
  const figure = `${answer.toLocaleString("en-GB")}${unit === "%" ? "" : " "}${unit}`;
  const right = choices.filter(({ value }) => value === answer).map(({ text }) => text);
  return right.length === 0 ? `It is ${figure}.` : `It is ${listed(right)}: ${figure}.`;
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}
