import { useCallback, useState } from "react";
import type { Question } from "../../../notebook/publish/prediction";
import { AskedChoices, AskedLine, AskedNumber, AskedOrder } from "./asked";
import { coverStyle, questionElement, useAskedFor } from "./cover";
import type { GuessState } from "./guess-line";
import { answerWords, howClose } from "./how-close";
import { useKeptGuess } from "./kept-guess";
import { wantsMotion } from "./wants-motion";

/**
 * A question before its result: the reader commits to an answer, which this browser keeps, and is
 * told how close it came; what tells the answer is covered till then. Without JavaScript nothing is
 * covered, and the answer can be unfolded.
 */
export function NotebookQuestion({ id, question }: { id: string; question: Question }) {
  const { isAlive, guessed, isShown, guess, show, forget } = useKeptGuess(id);
  const [isDropping, setDropping] = useState(false);
  useAskedFor(id, question.covers, show);
  const commit = useCallback(
    (answer: string) => {
      setDropping(question.line !== undefined && wantsMotion());
      guess(answer);
    },
    [guess, question],
  );
  const state: GuessState = isDropping ? "dropping" : isShown ? "told" : "asked";
  const onTold = useCallback(() => setDropping(false), []);
  const asked = { question, guessed, state, isAlive, commit, onTold };
  const isCovering = state !== "told";
  return (
    <div
      id={questionElement(id)}
      className="pm-prediction pm-question"
      data-covers={isCovering || undefined}
    >
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a style of the site's own */}
      <style dangerouslySetInnerHTML={{ __html: coverStyle(id, question.covers) }} />
      <Asked {...asked} />
      <div className="pm-reveal" aria-live="polite">
        {state === "asked" && (
          <p>
            Say it before you read on; it stays in this browser.{" "}
            <button type="button" className="nb-button" disabled={!isAlive} onClick={show}>
              Just show me
            </button>
          </p>
        )}
        {state === "told" && <Told question={question} guessed={guessed} onForget={forget} />}
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

function Asked(props: Parameters<typeof AskedLine>[0]) {
  const { question } = props;
  if (question.line !== undefined) return <AskedLine {...props} />;
  if (question.order !== undefined) return <AskedOrder {...props} />;
  return question.choices.length > 0 ? <AskedChoices {...props} /> : <AskedNumber {...props} />;
}

function Told({
  question,
  guessed,
  onForget,
}: {
  question: Question;
  guessed: string | undefined;
  onForget: () => void;
}) {
  const { isRight, words } =
    guessed === undefined
      ? { isRight: false, words: answerWords(question) }
      : howClose(question, guessed);
  return (
    <p className={`pm-verdict ${isRight ? "pm-verdict--right" : "pm-verdict--not-yet"}`}>
      {isRight && <strong>Right. </strong>}
      {words}{" "}
      <button type="button" className="nb-button" onClick={onForget}>
        {guessed === undefined ? "Cover it again" : "Forget it"}
      </button>
    </p>
  );
}
