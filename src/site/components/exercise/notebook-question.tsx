import { useLocation } from "@docusaurus/router";
import { type FormEvent, useEffect, useId, useState } from "react";
import type { Question } from "../../../notebook/publish/prediction";
import { forgetText, keepText, keptText } from "../kept-text";
import { answerWords, howClose } from "./how-close";

/**
 * A question before its result: the reader commits to an answer, which this browser keeps, and is
 * told how close it came. Without JavaScript the answer can be unfolded.
 */
export function NotebookQuestion({ id, question }: { id: string; question: Question }) {
  const { pathname } = useLocation();
  const name = `pymalloc-lab:prediction:${pathname}:${id}`;
  const [isAlive, setAlive] = useState(false);
  const [predicted, setPredicted] = useState<string>();
  const label = useId();
  useEffect(() => {
    setPredicted(keptText(name));
    setAlive(true);
  }, [name]);
  const predict = (answer: string) => {
    keepText(name, answer);
    setPredicted(answer);
  };
  const forget = () => {
    forgetText(name);
    setPredicted(undefined);
  };
  const asked = { question, predicted, label, isAlive, predict };
  return (
    <div className="pm-prediction pm-question">
      {question.choices.length > 0 ? <Choices {...asked} /> : <NumberField {...asked} />}
      <div className="pm-reveal" aria-live="polite">
        {predicted === undefined ? (
          <p>Say it before you read on. It stays in this browser.</p>
        ) : (
          <RevealedAnswer question={question} predicted={predicted} onForget={forget} />
        )}
      </div>
      <noscript>
        <details>
          <summary>{question.asks}: the answer</summary>
          <p>{answerWords(question)}</p>
        </details>
      </noscript>
    </div>
  );
}

interface AskedProps {
  readonly question: Question;
  readonly predicted: string | undefined;
  readonly label: string;
  readonly isAlive: boolean;
  predict(answer: string): void;
}

function Choices({ question, predicted, label, isAlive, predict }: AskedProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame
    <div className="pm-choices" role="group" aria-labelledby={label}>
      <span id={label}>{question.asks}</span>
      {question.choices.map(({ text }) => (
        <button
          key={text}
          type="button"
          disabled={!isAlive}
          aria-pressed={text === predicted}
          onClick={() => predict(text)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

function NumberField({ question, predicted, label, isAlive, predict }: AskedProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    predict(String(new FormData(event.currentTarget).get("answer")));
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={label}>{question.asks}</label>
      <input
        key={predicted}
        id={label}
        name="answer"
        type="number"
        min={0}
        max={1e9}
        step="any"
        required
        autoComplete="off"
        defaultValue={predicted}
        disabled={!isAlive}
      />
      <button type="submit" disabled={!isAlive}>
        Predict
      </button>
    </form>
  );
}

function RevealedAnswer({
  question,
  predicted,
  onForget,
}: {
  question: Question;
  predicted: string;
  onForget: () => void;
}) {
  const { isRight, words } = howClose(question, predicted);
  return (
    <p className={`pm-verdict ${isRight ? "pm-verdict--right" : "pm-verdict--not-yet"}`}>
      {isRight && <strong>Right. </strong>}
      {words}{" "}
      <button type="button" className="nb-button" onClick={onForget}>
        Forget it
      </button>
    </p>
  );
}
