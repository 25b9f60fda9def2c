/**
 * Figures of the dials that are known before anything has run: all stops of the two dials that
 * the landing page has, for a million strings. So a dial answers at once, and the run follows.
 */
import grid from "../../data/dial-grid.json";
import type { DialSettings } from "./settings";

/** What is known of a run without its recording. */
export interface KnownFigures {
  readonly count: number;
  readonly keptCount: number;
  /** Arenas of start-up, of the whole run, and those held at the end. */
  readonly startup: number;
  readonly obtained: number;
  readonly held: number;
}

/** Finds the figures of some settings, where they are known. */
export function knownFigures(settings: DialSettings): KnownFigures | undefined {
  const { count, keep, seed, python, arenaKib, order } = settings;
  const isOther = count !== grid.count || seed !== grid.seed || python !== grid.python;
  if (isOther || arenaKib !== undefined) return undefined;
  const [keptCount, startup, obtained, held] = grid.rows[order][grid.keeps.indexOf(keep)] ?? [];
  if (
    keptCount === undefined ||
    startup === undefined ||
    obtained === undefined ||
    held === undefined
  ) {
    return undefined;
  }
  return { count, keptCount, startup, obtained, held };
}
