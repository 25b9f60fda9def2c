import { useEffect, useState } from "react";
import type { AskedProps } from "./asked";
import { GuessLine } from "./guess-line";
import { type Guess, lineScale, shown, straightTo } from "./line-scale";

/** How long the truth runs against a guess, in milliseconds. */
const RUN_MILLISECONDS = 1600;

/** A line to be drawn. */
export default function AskedLine({
  question,
  guessed,
  state,
  isAlive,
  commit,
  onTold,
}: AskedProps) {
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
