/** The axes of a line that is guessed: where a step and an amount lie in the picture, as shares. */
import type { GuessedLine, LinePoint } from "../../../notebook/publish/line-points";

/** Share of the width that the known part takes; it may be far longer, or shorter, in steps. */
const KNOWN_SHARE = 0.42;
/** Room above the most that was held, so that more can be guessed. */
const HEADROOM = 1.2;
/** Places from the stage at which the guess begins to the end. */
export const KNOTS = 24;

/** Where things lie in the picture, as shares of its width from the left and its height from the top. */
export interface LineScale {
  /** The most that can be guessed. */
  readonly most: number;
  /** What is held where the guess begins. */
  readonly peak: number;
  /** What is held in the end. */
  readonly end: number;
  x(step: number): number;
  y(amount: number): number;
  knotX(knot: number): number;
  /** The knot nearest to a share of the width; 0 is where the guess begins. */
  knotAt(x: number): number;
  amountAt(y: number): number;
}

/** Makes the axes of a line. */
export function lineScale({ known, truth }: GuessedLine): LineScale {
  const first = known[0]?.step ?? 0;
  const turn = truth[0]?.step ?? first;
  const last = truth.at(-1)?.step ?? turn;
  const most = Math.max(1, ...known.map(heldAt), ...truth.map(heldAt)) * HEADROOM;
  const share = (step: number, from: number, to: number) => (step - from) / Math.max(1, to - from);
  const afterTurn = 1 - KNOWN_SHARE;
  return {
    most,
    peak: known.at(-1)?.held ?? 0,
    end: truth.at(-1)?.held ?? 0,
    x: (step) =>
      step <= turn
        ? share(step, first, turn) * KNOWN_SHARE
        : KNOWN_SHARE + share(step, turn, last) * afterTurn,
    y: (amount) => 1 - amount / most,
    knotX: (knot) => KNOWN_SHARE + (knot / KNOTS) * afterTurn,
    knotAt: (x) =>
      Math.max(0, Math.min(KNOTS, Math.round(((x - KNOWN_SHARE) / afterTurn) * KNOTS))),
    amountAt: (y) => Math.max(0, Math.min(most, (1 - y) * most)),
  };
}

function heldAt({ held }: LinePoint): number {
  return held;
}

/** A guess: an amount at each knot. */
export type Guess = readonly number[];

/** A straight line from what is held at first to an end. */
export function straightTo(end: number, { peak }: LineScale): Guess {
  return Array.from({ length: KNOTS + 1 }, (_, knot) => peak + ((end - peak) * knot) / KNOTS);
}

/**
 * The guess after a pointer moved from one knot to another: what it passed is as it went, and what
 * lies after it continues from there.
 */
export function drawnOn(
  guess: Guess,
  from: { knot: number; amount: number },
  to: { knot: number; amount: number },
): Guess {
  return guess.map((before, knot) => {
    if (knot === 0) return before;
    if (knot >= to.knot) return to.amount;
    if (from.knot >= to.knot || knot < from.knot) return before;
    const share = (knot - from.knot) / (to.knot - from.knot);
    return from.amount + (to.amount - from.amount) * share;
  });
}

/** The line of a guess as the `d` of a path in a box of 1000 by 1000. */
export function guessPath(guess: Guess, scale: LineScale): string {
  return guess
    .map(
      (amount, knot) =>
        `${knot === 0 ? "M" : "L"}${per1000(scale.knotX(knot))} ${per1000(scale.y(amount))}`,
    )
    .join("");
}

/** Held as steps and live as a slope, as the `d` of paths in the same box. */
export function linePaths(points: readonly LinePoint[], scale: LineScale) {
  let held = "";
  let live = "";
  points.forEach(({ step, held: amount, live: alive }, i) => {
    const x = per1000(scale.x(step));
    held += i === 0 ? `M${x} ${per1000(scale.y(amount))}` : `H${x}V${per1000(scale.y(amount))}`;
    live += `${i === 0 ? "M" : "L"}${x} ${per1000(scale.y(alive))}`;
  });
  const from = per1000(scale.x(points[0]?.step ?? 0));
  const to = per1000(scale.x(points.at(-1)?.step ?? 0));
  const closed = (line: string) => `${line}L${to} 1000L${from} 1000Z`;
  return { line: held, held: closed(held), live: closed(live) };
}

/** An amount with no more digits than one would say. */
export function shown(amount: number): number {
  return amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount);
}

function per1000(share: number): number {
  return Math.round(share * 10_000) / 10;
}
