/** What the dials are set to, and how a page's address says it. */
import { DELETION_ORDERS, type DeletionOrder } from "pymalloc-lab/experiments";
import { PYTHON_VERSIONS, type PythonVersion } from "pymalloc-lab/pymalloc";

/** A setting of every dial. */
export interface DialSettings {
  readonly count: number;
  /** Share of the strings that stay, 0 to 1. */
  readonly keep: number;
  readonly seed: number;
  readonly python: PythonVersion;
  /** KiB of an arena; the version's own where absent. */
  readonly arenaKib?: number;
  readonly order: DeletionOrder;
}

/** The primer's first experiment. */
export const DEFAULTS: DialSettings = {
  count: 1_000_000,
  keep: 0.5,
  seed: 20240607,
  python: "3.11",
  order: "random",
};

/** Stops of the dial for the number of strings. */
export const COUNTS: readonly number[] = [
  10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000, 1_500_000,
  2_000_000,
];

/** Stops of the dial for the share that stays: closer together where little stays. */
export const KEEPS: readonly number[] = [
  0, 0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
  0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
];

/** Sizes of arenas to choose from, in KiB. */
export const ARENA_KIBS: readonly number[] = [64, 256, 1024, 4096];

const MOST_COUNT = 2_000_000;
const MOST_SEED = 2 ** 32 - 1;

/** What an address says, and each part of it that could not be taken as it is. */
export interface ReadSettings {
  readonly settings: DialSettings;
  readonly problems: readonly string[];
}

/** Reads the search part of an address; what is not there has its default. */
export function readSettings(search: string): ReadSettings {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const chosen = <T extends string>(name: string, all: readonly T[], otherwise: T): T => {
    const text = query.get(name);
    if (text === null) return otherwise;
    const found = all.find((one) => one === text);
    if (found === undefined) {
      problems.push(`${name} must be one of ${all.join(", ")}, got "${text}"; it is ${otherwise}.`);
    }
    return found ?? otherwise;
  };
  const number = (name: "count" | "keep" | "seed", least: number, most: number, whole = true) => {
    const text = query.get(name);
    if (text === null) return DEFAULTS[name];
    const value = text.trim() === "" ? Number.NaN : Number(text);
    const clamped = Math.min(most, Math.max(least, whole ? Math.round(value) : value));
    const taken = Number.isNaN(clamped) ? DEFAULTS[name] : clamped;
    if (taken !== value) {
      const range = `${least.toLocaleString("en-GB")} to ${most.toLocaleString("en-GB")}`;
      problems.push(
        `${name} must be ${whole ? "a whole number" : "a number"} from ${range}, got "${text}"; it is ${taken}.`,
      );
    }
    return taken;
  };
  const arenas = ["own", ...ARENA_KIBS.map(String)];
  const arena = chosen("arena", arenas, "own");
  const settings = {
    count: number("count", 1, MOST_COUNT),
    keep: number("keep", 0, 1, false),
    seed: number("seed", 0, MOST_SEED),
    python: chosen("python", PYTHON_VERSIONS, DEFAULTS.python),
    order: chosen("order", DELETION_ORDERS, DEFAULTS.order),
    ...(arena !== "own" && { arenaKib: Number(arena) }),
  };
  return { settings, problems };
}

/** The search part of an address that says what differs from the defaults. */
export function searchOf({ count, keep, seed, python, arenaKib, order }: DialSettings): string {
  const query = new URLSearchParams();
  if (count !== DEFAULTS.count) query.set("count", String(count));
  if (keep !== DEFAULTS.keep) query.set("keep", String(keep));
  if (seed !== DEFAULTS.seed) query.set("seed", String(seed));
  if (python !== DEFAULTS.python) query.set("python", python);
  if (arenaKib !== undefined) query.set("arena", String(arenaKib));
  if (order !== DEFAULTS.order) query.set("order", order);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether two settings ask for the same run; a worker gives back a copy of what it was sent. */
export function isSame(one: DialSettings, other: DialSettings): boolean {
  return searchOf(one) === searchOf(other);
}

/** The stop nearest to a value. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}
