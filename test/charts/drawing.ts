import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Figure } from "../../src/charts/frame.js";
import type { ArenaOccupancy, HeldArena, Recording } from "../../src/recording/recording.js";

/** Draws a figure as the notebook and the site do, and gives its SVG as text. */
export function drawnSvg({ plot }: Figure): string {
  const { document } = parseHTML("<!doctype html><html></html>");
  return Plot.plot({ ...plot, document }).outerHTML;
}

/** The attributes of an SVG's paths of a class, whatever their order. */
export function pathsOf(svg: string, className: string): Record<string, string>[] {
  return [...svg.matchAll(/<path ([^>]*)>/g)]
    .map(([, text = ""]) =>
      Object.fromEntries(
        [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    )
    .filter((path) => path["class"] === className);
}

/** A recording of arenas over time alone. */
export function runOf(columns: {
  step: number[];
  arenas: number[];
  liveBytes: number[];
  arenaBytes?: number;
}): Recording {
  const { arenaBytes = 32 * 2 ** 20, ...arenasOverTime } = columns;
  return {
    format: "pymalloc-lab recording 1",
    title: "a test",
    python: "3.11",
    arenaBytes,
    poolBytes: 16384,
    steps: arenasOverTime.step.at(-1) ?? 0,
    arenasOverTime,
    stages: [],
    snapshots: [],
  };
}

/** A recording with one snapshot, of the stage "end". */
export function snapshotOf(arenas: readonly ArenaOccupancy[]): Recording {
  const recording = runOf({ step: [0], arenas: [0], liveBytes: [0], arenaBytes: 2 ** 20 });
  return { ...recording, snapshots: [{ stage: "end", step: 0, arenas }] };
}

/** A held arena from runs of pools: [pools, bytes of a block, live blocks, capacity]. */
export function held(
  runs: readonly (readonly [number, number, number, number])[],
  poolsLostToAlignment = 0,
): HeldArena {
  return {
    state: "held",
    poolsLostToAlignment,
    poolCount: runs.map(([pools]) => pools),
    blockBytes: runs.map(([, bytes]) => bytes),
    liveBlocks: runs.map(([, , live]) => live),
    capacity: runs.map(([, , , capacity]) => capacity),
  };
}
