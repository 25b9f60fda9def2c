import type { Choosing, Verdict } from "pymalloc-lab/exercises";
import { useEffect, useState } from "react";
import { NotebookVerdict } from "../exercise/verdict";
import { TouchBoard } from "../touch/touch-board";
import { type Chosen, chosenAnswer, nothingChosen, typedWords } from "./chosen-answer";
import { ChosenGroups } from "./chosen-groups";
import { OrderList } from "./order-list";

/**
 * An exercise that is answered by choosing the objects it is about. The typed answer, in the cell
 * below, is the same one.
 */
export function NotebookChoice({ exercise, choose }: { exercise: string; choose: Choosing }) {
  const [isAlive, setAlive] = useState(false);
  const [chosen, setChosen] = useState<Chosen>(() => nothingChosen(choose));
  const [isChecking, setChecking] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>();
  useEffect(() => setAlive(true), []);
  const choosing = (now: Chosen) => {
    setChosen(now);
    setVerdict(undefined);
  };
  const answer = chosenAnswer(choose, chosen);
  const typed = typedWords(choose, chosen);

  async function check() {
    setChecking(true);
    const { checkAnswer } = await import(
      /* webpackChunkName: "exercises" */ "pymalloc-lab/exercises"
    );
    // A check may run a million requests: the word that it runs is painted first.
    await new Promise((resolve) => setTimeout(resolve, 20));
    setVerdict(await checkAnswer(exercise, answer));
    setChecking(false);
  }

  return (
    <div className="pm-choice">
      <Objects choose={choose} chosen={chosen} isAlive={isAlive} onChoose={choosing} />
      <div className="pm-choice-check">
        <button
          type="button"
          disabled={!isAlive || isChecking || answer === undefined}
          onClick={check}
        >
          Check it
        </button>
        <span>
          {typed === undefined ? (
            "The cell below takes the same answer, typed."
          ) : (
            <code>{typed}</code>
          )}
        </span>
      </div>
      <div aria-live="polite">
        {isChecking && <p className="pm-verdict">Checking…</p>}
        {!isChecking && verdict && <NotebookVerdict verdict={verdict} />}
      </div>
    </div>
  );
}

interface ObjectsProps {
  readonly choose: Choosing;
  readonly chosen: Chosen;
  readonly isAlive: boolean;
  onChoose(chosen: Chosen): void;
}

function Objects({ choose, chosen, isAlive, onChoose }: ObjectsProps) {
  switch (choose.kind) {
    case "blocks":
      return (
        <TouchBoard
          arenas={choose.arenas}
          noun={choose.noun}
          freed={chosen.map(Number)}
          onFree={onChoose}
        />
      );
    case "groups":
      return <ChosenGroups choose={choose} chosen={chosen} isAlive={isAlive} onChoose={onChoose} />;
    case "order":
      return (
        <OrderList
          items={chosen.map(String)}
          first={choose.first}
          last={choose.last}
          label="Your order"
          isDisabled={!isAlive}
          onOrder={onChoose}
        />
      );
    case "several":
    case "one":
      return <Options choose={choose} chosen={chosen} isAlive={isAlive} onChoose={onChoose} />;
  }
}

function Options({
  choose,
  chosen,
  isAlive,
  onChoose,
}: ObjectsProps & { choose: Choosing & { kind: "several" | "one" } }) {
  const press = (option: string | number) => {
    if (choose.kind === "one") onChoose([option]);
    else if (chosen.includes(option)) onChoose(chosen.filter((one) => one !== option));
    else onChoose([...chosen, option]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame
    <div
      className="pm-choices"
      role="group"
      aria-label={choose.kind === "one" ? "Choose one" : "Choose all that fit"}
    >
      {choose.options.map((option) => (
        <button
          key={option}
          type="button"
          disabled={!isAlive}
          aria-pressed={chosen.includes(option)}
          onClick={() => press(option)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}
