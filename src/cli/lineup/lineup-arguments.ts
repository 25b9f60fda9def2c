/** What was asked of `pymalloc-lab lineup`. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { CONFIGURATIONS, type Configuration, configurationNamed } from "../../doors/lineup.js";
import { outputPlace } from "../../files/output-place.js";
import { readArguments } from "../arguments/read-arguments.js";
import { parsingArguments, UsageError } from "../arguments/usage-error.js";

const OPTIONS = {
  with: { type: "string" },
  at: { type: "string" },
  wait: { type: "string" },
  repeat: { type: "string" },
  out: { type: "string" },
  list: { type: "boolean", default: false },
} as const;

/** Longest wait, in seconds, and most repeats: beyond these a figure was mistyped. */
const MOST_SECONDS = 3600;
const MOST_REPEATS = 1000;

/** Long enough for caches that are kept for ten seconds, as jemalloc's. */
const USUAL_SECONDS = 12;

/** A lineup to be run. */
export interface LineupRequest {
  readonly trace: string;
  /** Those that were named; without it all that are here. */
  readonly configurations: readonly Configuration[] | undefined;
  /** Libraries that were named, by configuration. */
  readonly libraries: ReadonlyMap<string, string>;
  readonly at: string | undefined;
  readonly waitSeconds: number;
  readonly repeats: number;
  readonly out: string | undefined;
}

/**
 * Reads the arguments.
 *
 * @returns "list" where the allocators are to be listed.
 * @throws {UsageError} when they are not those of a lineup.
 */
export function readLineupArguments(args: string[]): LineupRequest | "list" {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  if (values.list) {
    if (positionals.length > 0) throw new UsageError("lineup --list takes no trace");
    return "list";
  }
  const [trace, ...rest] = positionals;
  if (trace === undefined || rest.length > 0) {
    throw new UsageError(`lineup takes one trace file, got ${positionals.length}`);
  }
  assertFile(trace, "lineup takes one trace file, FILE.pmt.gz");
  if (values.out !== undefined) outputPlace(values.out);
  const named = values.with === undefined ? undefined : namedConfigurations(values.with);
  return {
    trace,
    configurations: named?.map(([configuration]) => configuration),
    libraries: new Map(
      (named ?? []).flatMap(([{ name }, path]) => (path === undefined ? [] : [[name, path]])),
    ),
    at: values.at,
    waitSeconds: amount("--wait", values.wait ?? String(USUAL_SECONDS), "seconds", 0, MOST_SECONDS),
    repeats: wholeAmount("--repeat", values.repeat ?? "1", MOST_REPEATS),
    out: values.out,
  };
}

function namedConfigurations(text: string): [Configuration, string | undefined][] {
  const named = text.split(",").map((part): [Configuration, string | undefined] => {
    const [name = "", ...path] = part.trim().split("=");
    const configuration = parsingArguments(() => configurationNamed(name));
    if (path.length === 0) return [configuration, undefined];
    if (configuration.runner.kind !== "preload") {
      throw new UsageError(
        `--with: ${name} is not a library that is preloaded, so it takes no file`,
      );
    }
    const library = resolve(path.join("="));
    assertFile(library, `--with ${name}=FILE takes a shared library`);
    if (/[\s:]/.test(library)) {
      throw new UsageError(`--with: the loader takes no path with a space or a colon: ${library}`);
    }
    return [configuration, library];
  });
  const names = named.map(([{ name }]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`--with names ${twice} twice`);
  return named;
}

function assertFile(path: string, takes: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`there is no file ${path}; ${takes}`);
  if (stats.isDirectory()) throw new UsageError(`${path} is a folder; ${takes}`);
}

function amount(option: string, text: string, unit: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} takes ${unit} from ${least} to ${most}, got "${text}"`);
}

function wholeAmount(option: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${option} takes a whole number from 1 to ${most}, got "${text}"`);
}

/** The names that take part without being named. */
export function usualConfigurations(): Configuration[] {
  return CONFIGURATIONS.filter(({ isByNameOnly = false }) => !isByNameOnly);
}
