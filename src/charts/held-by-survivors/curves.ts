/**
 * Held by survivors: how much memory stays when only a few of many objects do, against the
 * share that stays. The line is what a formula expects, the dots are runs of the simulator,
 * and the rings are real interpreters.
 *
 * The formula's values come with the data, at stops along the axis; so a reader can take the
 * mark from stop to stop, and every figure that it shows is one that was computed.
 */
import { formatBytes, formatNumber } from "../byte-unit.js";

/** Runs as columns of equal length: the share that each kept, and what was held after it. */
export interface SurvivorRuns {
  /** Chance, above 0 and at most 1, with which an object was kept. */
  readonly keep: readonly number[];
  /** Arenas held for the objects; those of start-up are not in it. */
  readonly arenas: readonly number[];
}

/** One build of Python: what is expected of it, and what runs of it gave. */
export interface SurvivorCurve {
  readonly name: string;
  readonly arenaBytes: number;
  /** Bytes that one object takes. */
  readonly objectBytes: number;
  /** Arenas expected to be held, a value a stop. */
  readonly expected: readonly number[];
  /** Standard deviation of that, in arenas, a value a stop. */
  readonly spread: readonly number[];
  /** Runs of the simulator. */
  readonly simulated: SurvivorRuns;
  /** Runs of a real interpreter, and its release. */
  readonly measured?: SurvivorRuns & { readonly release: string };
}

/** What is drawn, before it has a title and a mark. */
export interface SurvivorLaw {
  /** Objects that a run makes. */
  readonly count: number;
  /** Chances to be kept at which the formula was computed, from small to large. */
  readonly stops: readonly number[];
  readonly curves: readonly SurvivorCurve[];
  /** The day on which the real interpreters were measured, as year-month-day. */
  readonly measured?: string;
}

/** The chart's data. */
export interface HeldBySurvivorsChart extends SurvivorLaw {
  readonly chart: "heldBySurvivors";
  readonly title: string;
  /** Place among the stops of the one that is marked. */
  readonly at: number;
}

/** What the builder of the chart may be told. */
export interface HeldBySurvivorsOptions {
  readonly title?: string;
  /** Chance that is marked; the nearest stop is taken. */
  readonly keep?: number;
}

/**
 * Makes the chart of a law.
 *
 * @throws {RangeError} when there is no curve or no stop, or a curve has another number of values
 * than there are stops.
 *
 * @example
 * const law = {
 *   count: 1000,
 *   stops: [0.001, 0.01],
 *   curves: [
 *     {
 *       name: "3.11",
 *       arenaBytes: 1048576,
 *       objectBytes: 64,
 *       expected: [1, 8],
 *       spread: [0.5, 2],
 *       simulated: { keep: [], arenas: [] },
 *     },
 *   ],
 * };
 * heldBySurvivors(law, { keep: 0.009 }).at; // => 1
 */
export function heldBySurvivors(
  law: SurvivorLaw,
  {
    title = "A few survivors hold most of the memory",
    keep = 0.00005,
  }: HeldBySurvivorsOptions = {},
): HeldBySurvivorsChart {
  const { stops, curves } = law;
  if (stops.length === 0 || curves.length === 0) {
    throw new RangeError(
      `a law needs a stop and a curve at least, got ${stops.length} stops, ${curves.length} curves`,
    );
  }
  for (const { name, expected, spread } of curves) {
    if (expected.length === stops.length && spread.length === stops.length) continue;
    throw new RangeError(
      `the curve "${name}" needs ${stops.length} values, one a stop, got ${expected.length} and ${spread.length}`,
    );
  }
  return { chart: "heldBySurvivors", title, ...law, at: nearestStop(stops, keep) };
}

/**
 * Place of the stop that is nearest to a chance, on a logarithmic axis.
 *
 * @example
 * nearestStop([0.001, 0.01, 0.1], 0.02); // => 1
 */
export function nearestStop(stops: readonly number[], keep: number): number {
  const distance = (stop: number) => Math.abs(Math.log(stop / keep));
  return stops.reduce(
    (best, stop, i) => (distance(stop) < distance(stops[best] ?? 1) ? i : best),
    0,
  );
}

/**
 * What the marked stop means, in two sentences: how many stay and what they need, and what is
 * held for them.
 *
 * @example
 * const chart = heldBySurvivors(survivorLaw(), { keep: 0.001 });
 * survivorSentence(chart).startsWith("One in 1,000 stays: 1,000 of 1,000,000"); // => true
 */
export function survivorSentence({ count, stops, curves, at }: HeldBySurvivorsChart): string {
  const keep = stops[at] ?? 0;
  const objectBytes = curves.map((curve) => curve.objectBytes);
  const least = formatBytes(count * keep * Math.min(...objectBytes));
  const most = formatBytes(count * keep * Math.max(...objectBytes));
  const need = least === most ? most : `${least} to ${most}`;
  const held = curves.map(
    (curve) =>
      `${formatBytes((curve.expected[at] ?? 0) * curve.arenaBytes)} by Python ${curve.name}`,
  );
  return `${inWords(keep)} stays: ${formatNumber(count * keep)} of ${formatNumber(count)}, which need ${need}. Held for them: ${inARow(held)}.`;
}

/** A share in words: "one in 20,000". */
export function inWords(keep: number): string {
  return `One in ${Math.round(1 / keep).toLocaleString("en-GB")}`;
}

function inARow(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
