/** What the smallest form of the dials says of a run. */
import runs from "@site/src/site/data/hero.json";
import type { ExperimentResult } from "pymalloc-lab/experiments";
import { type ArenaTone, arenaTones } from "./arena-tones";
import type { DialOutcome } from "./dial-run";
import { DEFAULTS, type DialSettings } from "./settings";

/** The figures and the map of one run. */
export interface CompactOutcome {
  /** What was asked for. */
  readonly settings: DialSettings;
  /** Share of the strings that were dropped, 0 to 1. */
  readonly goneShare: number;
  /** Arenas obtained in all, and those held at the end. */
  readonly obtained: number;
  readonly held: number;
  readonly tones: readonly ArenaTone[];
}

/** The figures and the map of a run that the worker did. */
export function compactOutcome({ job, result, tones }: DialOutcome): CompactOutcome {
  return { settings: job.settings, ...figuresOf(result), tones };
}

/** The outcome of the default settings: the first run that the landing page shows. */
export const INITIAL: CompactOutcome = initialOutcome();

function initialOutcome(): CompactOutcome {
  const run = runs.find(({ experiment }) => experiment === "random-half");
  if (run === undefined) throw new Error("hero.json has no random-half");
  const { count, keptCount, recording } = run;
  const figures = figuresOf({ count, keptCount, stages: recording.stages });
  return { settings: DEFAULTS, ...figures, tones: arenaTones(recording) };
}

function figuresOf({
  count,
  keptCount,
  stages,
}: Pick<ExperimentResult, "count" | "keptCount" | "stages">) {
  const end = stages.at(-1);
  if (end === undefined) throw new Error("a run without a stage");
  const { total: obtained, current: held } = end.arenas;
  return { goneShare: 1 - keptCount / count, obtained, held };
}
