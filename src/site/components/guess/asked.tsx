/** The ways in which a question can be answered. */
import { type FormEvent, useEffect, useId, useState } from "react";
import type { Question } from "../../../notebook/publish/prediction";
import { OrderList } from "../choice/order-list";
import { GuessLine, type GuessState } from "./guess-line";
import { type Guess, lineScale, shown, straightTo } from "./line-scale";

/** How long the truth runs against a guess, in milliseconds. */
const RUN_MILLISECONDS = 1600;

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

/** A line to be drawn. */
export function AskedLine({ question, guessed, state, isAlive, commit, onTold }: AskedProps) {
  const { line, unit, asks } = question;
  const [drawn, setDrawn] = useState<Guess>();
  useEffect(() => {
    if (state !== "dropping") return undefined;
    const timer = setTimeout(onTold, RUN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [state, onTold]);
  if (line === undefined) return null;
  const kept = guessed === undefined ? undefined : straightTo(Number(guessed), lineScale(line));
  return (
    <GuessLine
      line={line}
      unit={unit}
      asks={asks}
      guess={state === "asked" ? drawn : (drawn ?? kept)}
      state={state}
      isAlive={isAlive}
      onGuess={setDrawn}
      onDrop={() => commit(String(shown(drawn?.at(-1) ?? 0)))}
    />
  );
}

/** All choices, to be put in order. */
export function AskedOrder({ question, guessed, state, isAlive, commit }: AskedProps) {
  const { choices, order, asks, unit } = question;
  const [items, setItems] = useState<readonly string[]>(() => choices.map(({ text }) => text));
  const kept = guessed?.split("\n");
  const ends = [`Fewest ${unit}`, `Most ${unit}`];
  const [first = "", last = ""] = order === "least first" ? ends : ends.reverse();
  return (
    <div className="pm-choices-order">
      <p className="pm-asks">{asks}</p>
      <OrderList
        items={state === "asked" ? items : (kept ?? items)}
        first={first}
        last={last}
        label={asks}
        isDisabled={!isAlive || state !== "asked"}
        onOrder={setItems}
      />
      <p className="pm-choice-check">
        <button
          type="button"
          disabled={!isAlive || state !== "asked"}
          onClick={() => commit(items.join("\n"))}
        >
          That is my order
        </button>
      </p>
    </div>
  );
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
