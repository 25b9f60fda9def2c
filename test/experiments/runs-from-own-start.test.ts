import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { strKeyTableBytes } from "../../src/cpython/objects.js";
import { startupHeapAsObserved } from "../../src/cpython/startup/observed-startup.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../../src/pymalloc/geometry.js";
import type { ArenaFigures } from "../../src/pymalloc/heap/heap-reader.js";
import { comparisonRow } from "../../tools/comparison-page.mjs";
import { observedStart } from "../../tools/observed-start.mjs";

/** A run of a real interpreter, and what it said of its start; see test/data/README.md. */
interface MeasuredRun {
  python: PythonVersion;
  version: string;
  experiment: string;
  seed: number;
  count: number;
  keep: number;
  stages: (ArenaFigures & { bytesInBlocks: number })[];
  startup: Parameters<typeof observedStart>[0]["startup"];
}

const runs: MeasuredRun[] = ["more", "debian"].flatMap(
  (name) =>
    JSON.parse(readFileSync(new URL(`../data/seeded-runs-${name}.json`, import.meta.url), "utf8"))
      .runs,
);
const page = readFileSync(new URL("../../docs/simulator-and-cpython.md", import.meta.url), "utf8");

const arenaLines = ({ total, reclaimed, highwater, current }: ArenaFigures) =>
  `${total} total, ${reclaimed} reclaimed, ${highwater} highwater, ${current} current`;

/**
 * In 3.15 the script's list is the eleventh name of its module, for which the names' table
 * grows; earlier it was the tenth. The simulator leaves the table alone: it holds no arena.
 */
function grownGlobalsBytes(python: PythonVersion): number {
  return python === "3.15" ? strKeyTableBytes(11, python) - strKeyTableBytes(10, python) : 0;
}

test("there are four experiments on every version, the strings with three seeds", () => {
  expect([...new Set(runs.map((run) => run.python))]).toEqual(PYTHON_VERSIONS);
  expect(new Set(runs.map((run) => run.experiment)).size).toBe(4);
  const strings = runs.filter(({ experiment }) => experiment !== "blocks-512");
  expect(new Set(strings.map((run) => run.seed)).size).toBe(3);
});

test.each(runs)(
  "$experiment on $python, seed $seed, $count strings, keep $keep: the real process's arenas",
  async (run) => {
    const startup = startupHeapAsObserved(STARTUP_HEAPS[run.python], observedStart(run));
    const { python, seed, count, keep } = run;
    const { stages } = await runExperiment(run.experiment, { python, seed, count, keep, startup });
    const arenas = stages.map((stage) => stage.arenas);
    expect(arenas.map(arenaLines)).toEqual(run.stages.map(arenaLines));
    // To the byte up to the deletion; after it the interpreter also frees what is not modelled.
    const bytes = stages.map(({ bytesInBlocks }) => bytesInBlocks);
    const [atStart = 0, allocated = 0] = run.stages.map((stage) => stage.bytesInBlocks);
    expect(bytes.slice(0, 2)).toEqual([atStart, allocated - grownGlobalsBytes(run.python)]);
    expect(page).toContain(comparisonRow(run, arenas, run.stages));
  },
);

test("on the heap recorded for 3.10, and not the process's own, the run differs", async () => {
  const rare = runs.find((run) => run.python === "3.10" && run.experiment === "rare-survivors");
  if (rare === undefined) throw new Error("there is no such run");
  const { python, seed, count, keep } = rare;
  const { stages } = await runExperiment(rare.experiment, { python, seed, count, keep });
  expect(stages.map(({ arenas }) => arenaLines(arenas))).not.toEqual(rare.stages.map(arenaLines));
});
