/**
 * The law of survivors, ready to be drawn: what the formula says for some builds of Python, over
 * all shares that may stay, with the runs of a sweep and of real interpreters beside it.
 */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import { stringTheory } from "../theory.js";
import { SURVIVOR_MEASUREMENTS, SURVIVOR_SWEEP } from "./runs-data.js";

/** Runs as columns: the share that each kept, and the arenas held beyond those of start-up. */
export interface SurvivorColumns {
  readonly keep: readonly number[];
  readonly arenas: readonly number[];
}

/** What is expected of one build, and what its runs gave. */
export interface SurvivorExpectation {
  readonly name: string;
  readonly arenaBytes: number;
  readonly objectBytes: number;
  readonly expected: readonly number[];
  readonly spread: readonly number[];
  readonly simulated: SurvivorColumns;
  readonly measured?: SurvivorColumns & { readonly release: string };
}

/** The law for some builds. */
export interface SurvivorLawData {
  readonly count: number;
  readonly stops: readonly number[];
  readonly curves: readonly SurvivorExpectation[];
  readonly measured: string;
}

/** A version of the sweep, and the real interpreter whose runs lie on its curve. */
interface Build {
  readonly python: PythonVersion;
  readonly name: string;
  readonly release: string;
}

/**
 * Builds that differ: small arenas; large ones; large ones with smaller strings. The rules of
 * 3.15 are those of 3.14, so one curve stands for both.
 */
const BUILDS: readonly Build[] = [
  { python: "3.9", name: "3.9", release: "3.9.18" },
  { python: "3.11", name: "3.11", release: "3.11.7" },
  { python: "3.14", name: "3.14, 3.15", release: "3.15.2" },
];

/** Two digits, about evenly spaced on a logarithmic axis, among them those of the sweep. */
const DIGITS = [
  1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.6, 4, 4.5, 5, 5.6, 6.3, 7, 8, 9,
];

/**
 * The law, with the runs that the library carries.
 *
 * @example
 * survivorLaw().curves.map(({ name }) => name); // => ["3.9", "3.11", "3.14, 3.15"]
 */
export function survivorLaw(): SurvivorLawData {
  const { count } = SURVIVOR_SWEEP;
  const stops = stopsBetween(SURVIVOR_SWEEP.keep[0] ?? 1, SURVIVOR_SWEEP.keep.at(-1) ?? 1);
  return {
    count,
    stops,
    curves: BUILDS.map((build) => expectationOf(build, stops, count)),
    measured: SURVIVOR_MEASUREMENTS.provenance.measured,
  };
}

function expectationOf(
  { python, name, release }: Build,
  stops: readonly number[],
  count: number,
): SurvivorExpectation {
  const held = SURVIVOR_SWEEP.held.find((one) => one.python === python);
  if (held === undefined) throw new Error(`no runs of Python ${python} in the sweep`);
  const theories = stops.map((keep) => stringTheory(python, { count, keep }));
  const real = SURVIVOR_MEASUREMENTS.runs.filter((run) => run.release === release);
  const seeds = held.arenas.length / SURVIVOR_SWEEP.keep.length;
  return {
    name,
    arenaBytes: held.arenaBytes,
    objectBytes: theories[0]?.blockBytes ?? 0,
    expected: theories.map(({ expected }) => rounded(expected)),
    spread: theories.map(({ spread }) => rounded(spread)),
    simulated: {
      keep: SURVIVOR_SWEEP.keep.flatMap((keep) => new Array<number>(seeds).fill(keep)),
      arenas: held.arenas,
    },
    measured: {
      release,
      keep: real.map(({ keep }) => keep),
      arenas: real.map((run) => run.held - run.startup),
    },
  };
}

/** Thousandths of an arena are enough for any picture, and half the length to store. */
function rounded(arenas: number): number {
  return Math.round(1000 * arenas) / 1000;
}

/** Chances from the least to the most, two digits each. */
function stopsBetween(least: number, most: number): number[] {
  const stops: number[] = [];
  for (let power = Math.floor(Math.log10(least) + 1e-9); 10 ** power <= most; power++) {
    for (const digits of DIGITS) {
      const stop = Number(`${digits}e${power}`);
      if (stop >= least && stop <= most) stops.push(stop);
    }
  }
  return stops;
}
