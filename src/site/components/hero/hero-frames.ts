/**
 * The moments of the three runs that the landing page plays, and how they are read.
 *
 * `src/site/data/hero-frames.json` has them, made by `npm run hero`. All runs have as many, at
 * the same shares of their operations. The last one is the picture that the page ends with.
 */
import { toneFill } from "pymalloc-lab/internal";
import type { HeroRun } from "./hero-run";

/** The moments of all runs. */
export interface HeroFrames {
  /** The moment at which all strings are made, counted from 0. */
  readonly making: number;
  readonly runs: readonly RunFrames[];
}

/** The moments of one run, as columns of equal length. */
export interface RunFrames {
  readonly experiment: HeroRun["experiment"];
  /** Operations done. */
  readonly step: readonly number[];
  /** Strings dropped. */
  readonly gone: readonly number[];
  /** Arenas given back. */
  readonly back: readonly number[];
  /**
   * All arenas in order of birth, a character each: `.` is still to come, `=` is as at the
   * end, pool by pool, and `a` to `u` are tones from empty to full, in twentieths.
   */
  readonly arenas: readonly string[];
}

/** An arena that is still to come, and one that is as at the end. */
export const LATER = ".";
export const AT_END = "=";

const FIRST_TONE = "a".charCodeAt(0);
const TONES = 20;

/** The colour of an arena that is drawn as one tone, as CSS. */
export function fillOf(character: string): string {
  return toneFill((character.charCodeAt(0) - FIRST_TONE) / TONES);
}

/** How far a moment is in its part of the run. */
export interface Progress {
  readonly part: "making" | "dropping";
  /** Share of the part's operations that are done, 0 to 1. */
  readonly share: number;
}

/** Says which part of the run a moment is in. */
export function progressOf({ making, runs }: HeroFrames, moment: number): Progress {
  const last = (runs[0]?.step.length ?? 1) - 1;
  return moment <= making
    ? { part: "making", share: moment / making }
    : { part: "dropping", share: (moment - making) / (last - making) };
}
