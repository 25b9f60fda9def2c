import type { Verdict } from "pymalloc-lab/exercises";
import { type FormEvent, useEffect, useId, useState } from "react";
import { asTyped, starterAnswer, typedAnswer } from "./typed-answer";
import { NotebookVerdict } from "./verdict";

/**
 * A prediction that the page itself can check: the reader commits to an answer, and the
 * library, loaded then, runs what was predicted.
 */
export function Prediction({ exercise, source }: { exercise: string; source: string }) {
  const [isAlive, setAlive] = useState(false);
  const [isChecking, setChecking] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>();
  const field = useId();
  const starter = starterAnswer(source);
  useEffect(() => setAlive(true), []);

  async function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("answer");
    setChecking(true);
    const { checkAnswer } = await import(
      /* webpackChunkName: "exercises" */ "pymalloc-lab/exercises"
    );
    // A check may run a million requests: the word that it runs is painted first.
    await new Promise((resolve) => setTimeout(resolve, 20));
    setVerdict(await checkAnswer(exercise, typedAnswer(String(typed ?? ""), starter)));
    setChecking(false);
  }

  return (
    <div className="pm-prediction">
      <form onSubmit={check}>
        <label htmlFor={field}>Your prediction</label>
        <input
          id={field}
          name="answer"
          autoComplete="off"
          placeholder={`such as ${asTyped(starter)}`}
          disabled={!isAlive}
        />
        <button type="submit" disabled={!isAlive || isChecking}>
          Check it
        </button>
      </form>
      <div aria-live="polite">
        {isChecking && <p className="pm-verdict">Checking…</p>}
        {!isChecking && verdict && <NotebookVerdict verdict={verdict} />}
      </div>
      <noscript>
        <p>Without JavaScript the page cannot check it; the cell below does, in a notebook.</p>
      </noscript>
    </div>
  );
}
