/** A guess that this browser keeps, page by page and question by question. */
import { useLocation } from "@docusaurus/router";
import { useCallback, useEffect, useState } from "react";
import { forgetText, keepText, keptText } from "../kept-text";

/** Tells a reader who only wanted to see from one who guessed. */
const NO_GUESS = "just show me";

/** What is kept of one question. */
export interface KeptGuess {
  /** Scripts run; before that nothing is known. */
  readonly isAlive: boolean;
  readonly guessed: string | undefined;
  /** The answer may be seen: it was guessed, or asked for without a guess. */
  readonly isShown: boolean;
  guess(answer: string): void;
  show(): void;
  forget(): void;
}

/** Keeps the guess at a question. */
export function useKeptGuess(id: string): KeptGuess {
  const { pathname } = useLocation();
  const name = `pymalloc-lab:prediction:${pathname}:${id}`;
  const [isAlive, setAlive] = useState(false);
  const [kept, setKept] = useState<string>();
  useEffect(() => {
    setKept(keptText(name));
    setAlive(true);
  }, [name]);
  const keep = useCallback(
    (text: string) => {
      keepText(name, text);
      setKept(text);
    },
    [name],
  );
  const show = useCallback(() => {
    setKept((before) => {
      if (before === undefined) keepText(name, NO_GUESS);
      return before ?? NO_GUESS;
    });
  }, [name]);
  const forget = useCallback(() => {
    forgetText(name);
    setKept(undefined);
  }, [name]);
  return {
    isAlive,
    guessed: kept === NO_GUESS ? undefined : kept,
    isShown: kept !== undefined,
    guess: keep,
    show,
    forget,
  };
}
