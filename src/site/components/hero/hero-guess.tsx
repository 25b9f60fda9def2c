import { useCallback, useState } from "react";
import { lineFrom } from "../../../notebook/publish/line-points";
import { AskedLine } from "../guess/asked";
import type { GuessState } from "../guess/guess-line";
import { guessWords } from "../guess/guess-words";
import type { KeptGuess } from "../guess/kept-guess";
import { wantsMotion } from "../guess/wants-motion";
import { figuresOf, type HeroRun } from "./hero-run";

/** The guess before the surprise: what the first run holds when half of its strings are gone. */
export function HeroGuess({ run, kept }: { run: HeroRun; kept: KeptGuess }) {
  const { isAlive, guessed, isShown, guess, show, forget } = kept;
  const [isDropping, setDropping] = useState(false);
  const [asked, setAsked] = useState<string>();
  const onTold = useCallback(() => {
    setDropping(false);
    if (asked !== undefined) guess(asked);
  }, [asked, guess]);
  const state: GuessState = isDropping ? "dropping" : isShown ? "told" : "asked";
  const { recording } = run;
  const { allocated, deleted } = figuresOf(run);
  const { arenaBytes, arenasOverTime, stages } = recording;
  const line = lineFrom({ arenaBytes, ...arenasOverTime, stages }, allocated, arenaBytes);
  const peak = allocated.arenas.current;
  const end = deleted.arenas.current;
  const answer = guessed ?? asked;
  const question = {
    asks: "Arenas held when half are gone",
    unit: "arenas",
    answer: end,
    choices: [],
    line,
    covers: { first: "", last: "" },
  };
  return (
    <div className="pm-prediction pm-hero-guess">
      <AskedLine
        question={question}
        guessed={answer}
        state={state}
        isAlive={isAlive}
        commit={(text) => {
          setAsked(text);
          if (wantsMotion()) setDropping(true);
          else guess(text);
        }}
        onTold={onTold}
      />
      <div className="pm-reveal" aria-live="polite">
        {state === "told" ? (
          <p className="pm-verdict">
            {answer === undefined
              ? `${end} of ${peak} arenas are held in the end.`
              : guessWords(Number(answer), peak, end, "arenas").words}{" "}
            <button
              type="button"
              className="nb-button"
              onClick={() => {
                setAsked(undefined);
                forget();
              }}
            >
              {answer === undefined ? "Cover it again" : "Forget it"}
            </button>
          </p>
        ) : (
          <p>
            Your guess stays in this browser.{" "}
            <button
              type="button"
              className="nb-button"
              disabled={!isAlive || isDropping}
              onClick={show}
            >
              Just show me
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
