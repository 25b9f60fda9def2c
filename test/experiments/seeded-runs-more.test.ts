import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startupHeapAsObserved } from "../../src/cpython/startup/observed-startup.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { geometryOf, type PythonVersion } from "../../src/pymalloc/geometry.js";

interface Figures {
  total: number;
  reclaimed: number;
  highwater: number;
  current: number;
  bytesInBlocks: number;
}

/** A run of a real interpreter, and what it said of its start; see test/data/README.md. */
interface MeasuredRun {
  python: PythonVersion;
  experiment: string;
  seed: number;
  count: number;
  keep: number;
  stages: [startup: Figures, allocated: Figures, deleted: Figures];
  startup: {
    freeListObjects: number;
    firstMappedChunkBytes: number;
    bytesLostToAlignment: number;
    classes: [sizeClass: number, poolCount: number, blocksInUse: number][];
    mapped?: [start: number, end: number][];
  };
}

const { runs }: { runs: MeasuredRun[] } = JSON.parse(
  readFileSync(new URL("../data/seeded-runs-more.json", import.meta.url), "utf8"),
);

function startupOf({ python, stages, startup }: MeasuredRun) {
  const { arenaBytes, poolBytes } = geometryOf(python);
  const { freeListObjects, firstMappedChunkBytes, bytesLostToAlignment } = startup;
  const classes = startup.classes.map(([sizeClass, poolCount, blocksInUse]) => ({
    sizeClass,
    poolCount,
    blocksInUse,
  }));
  return startupHeapAsObserved(STARTUP_HEAPS[python], {
    stats: { arenas: stages[0], arenaBytes, poolBytes, bytesLostToAlignment, classes },
    script: { freeListObjects, firstMappedChunkBytes },
    ...(startup.mapped && { mapped: startup.mapped.map(([start, end]) => ({ start, end })) }),
  });
}

const arenaLines = ({ total, reclaimed, highwater, current }: Omit<Figures, "bytesInBlocks">) =>
  `${total} total, ${reclaimed} reclaimed, ${highwater} highwater, ${current} current`;

test("there are three seeds and three experiments on eight versions", () => {
  expect(new Set(runs.map((run) => run.python)).size).toBe(8);
  expect(new Set(runs.map((run) => run.seed)).size).toBe(3);
  expect(new Set(runs.map((run) => run.experiment)).size).toBe(3);
});

test.each(runs)(
  "$experiment on $python, seed $seed, $count strings, keep $keep: the real process's arenas",
  async (run) => {
    const { stages } = await runExperiment(run.experiment, { ...run, startup: startupOf(run) });
    const simulated = stages.map(({ arenas }) => arenaLines(arenas));
    expect(simulated).toEqual(run.stages.map(arenaLines));
    // To the byte up to the deletion; after it the interpreter also frees what is not modelled.
    const bytes = stages.map(({ bytesInBlocks }) => bytesInBlocks);
    expect(bytes.slice(0, 2)).toEqual(run.stages.slice(0, 2).map((stage) => stage.bytesInBlocks));
  },
);

test("on the heap recorded for 3.10, and not the process's own, the run differs", async () => {
  const rare = runs.find((run) => run.python === "3.10" && run.experiment === "rare-survivors");
  if (rare === undefined) throw new Error("there is no such run");
  const { python, seed, count, keep } = rare;
  const { stages } = await runExperiment(rare.experiment, { python, seed, count, keep });
  expect(stages.map(({ arenas }) => arenaLines(arenas))).not.toEqual(rare.stages.map(arenaLines));
});
