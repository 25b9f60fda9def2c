/** The ways in which most questions are answered; a line and an order have files of their own. */
import { type FormEvent, useId } from "react";
import type { Question } from "../../../notebook/publish/prediction";
import type { GuessState } from "./guess-line";

/** What an answer is asked with. */
export interface AskedProps {
  readonly question: Question;
  /** The answer kept, as it was committed. */
  readonly guessed: string | undefined;
  readonly state: GuessState;
  readonly isAlive: boolean;
  commit(answer: string): void;
  /** Told when all has been seen to move. */
  onTold(): void;
}

/** One of a few. */
export function AskedChoices({ question, guessed, isAlive, commit }: AskedProps) {
  const label = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame
    <div className="pm-choices" role="group" aria-labelledby={label}>
      <span id={label}>{question.asks}</span>
      {question.choices.map(({ text }) => (
        <button
          key={text}
          type="button"
          disabled={!isAlive}
          aria-pressed={text === guessed}
          onClick={() => commit(text)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** A number. */
export function AskedNumber({ question, guessed, isAlive, commit }: AskedProps) {
  const label = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    commit(String(new FormData(event.currentTarget).get("answer")));
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={label}>{question.asks}</label>
      <input
        key={guessed}
        id={label}
        name="answer"
        type="number"
        min={0}
        max={1e9}
        step="any"
        required
        autoComplete="off"
        defaultValue={guessed}
        disabled={!isAlive}
      />
      <button type="submit" disabled={!isAlive}>
        Predict
      </button>
    </form>
  );
}
