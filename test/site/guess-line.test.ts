import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessWords } from "../../src/site/components/guess/guess-words.js";
import {
  drawnOn,
  KNOTS,
  lineScale,
  straightTo,
} from "../../src/site/components/guess/line-scale.js";

const LINE = {
  from: "allocated",
  to: "deleted",
  known: [
    { step: 0, held: 0, live: 0 },
    { step: 100, held: 80, live: 78 },
  ],
  truth: [
    { step: 100, held: 80, live: 78 },
    { step: 150, held: 42, live: 39 },
  ],
};

describe("a line that is guessed", () => {
  const scale = lineScale(LINE);

  it("begins at what is held and ends at the guess", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: scale.most, noNaN: true }), (end) => {
        const guess = straightTo(end, scale);
        expect(guess).toHaveLength(KNOTS + 1);
        expect(guess[0]).toBe(80);
        expect(guess.at(-1)).toBeCloseTo(end, 9);
      }),
    );
  });

  it("is as the pointer went, and continues from where it is", () => {
    const flat = straightTo(80, scale);
    const drawn = drawnOn(flat, { knot: 2, amount: 80 }, { knot: 6, amount: 40 });
    expect(drawn.slice(0, 8)).toEqual([80, 80, 80, 70, 60, 50, 40, 40]);
    expect(drawn.at(-1)).toBe(40);
  });

  it("has its amounts and steps where the axes have them", () => {
    expect(scale.amountAt(scale.y(42))).toBeCloseTo(42, 9);
    expect(scale.knotAt(scale.x(150))).toBe(KNOTS);
    expect(scale.knotAt(scale.x(50))).toBe(0);
  });
});

describe("the words for a guess", () => {
  it("say the difference and what came back", () => {
    expect(guessWords(40, 79, 79, "arenas")).toEqual({
      isRight: false,
      words:
        "You drew 40; 79 arenas are held in the end, 39 more than you drew. Nothing came back of 79 arenas.",
    });
    expect(guessWords(42, 79, 42, "arenas")).toEqual({
      isRight: true,
      words:
        "You drew 42, and that is it: 42 arenas are held in the end. 37 of 79 arenas came back.",
    });
    expect(guessWords(60, 79, 43, "MiB").words).toMatch(/43 MiB are held in the end, 17 less than/);
    expect(guessWords(3, 3, 1, "arenas").words).toMatch(/1 arena is held in the end, 2 fewer/);
  });
});
