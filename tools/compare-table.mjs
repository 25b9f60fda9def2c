// Makes docs/simulator-and-cpython.md: every measured run beside the simulator's, with every
// difference marked. `npm run compare-table`; the tests compare each row with what they run.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runExperiment } from "pymalloc-lab";
import { STARTUP_HEAPS, startupHeapAsObserved } from "pymalloc-lab/cpython";
import { MEASURED_RUNS } from "pymalloc-lab/experiments";
import {
  agreementFigure,
  COMPARISON_HEAD,
  comparisonRow,
  DIFFERENCE_MARK,
  folded,
} from "./comparison-page.mjs";
import { observedStart } from "./observed-start.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "docs/simulator-and-cpython.md");
/**
 * @typedef {Parameters<typeof observedStart>[0] & Parameters<typeof comparisonRow>[0]} OwnRun
 * @type {{ provenance: import("pymalloc-lab/experiments").Provenance,
 *   runs: (OwnRun & { python: import("pymalloc-lab").PythonVersion })[] }[]}
 */
const ownFiles = ["seeded-runs-more.json", "seeded-runs-debian.json"].map((name) =>
  JSON.parse(readFileSync(join(root, "test/data", name), "utf8")),
);

/** @type {string[]} */
const fromRecording = [];
for (const run of [...MEASURED_RUNS].sort(byVersion)) {
  const { stages } = await runExperiment(run.experiment, run);
  const measured = run.stages.map(({ arenas }) => arenas);
  const simulated = stages.map(({ arenas }) => arenas);
  fromRecording.push(comparisonRow({ ...run, version: run.release }, simulated, measured));
}
/** @type {string[]} */
const fromOwnStart = [];
for (const run of ownFiles.flatMap(({ runs }) => runs)) {
  const startup = startupHeapAsObserved(STARTUP_HEAPS[run.python], observedStart(run));
  const { stages } = await runExperiment(run.experiment, { ...run, startup });
  const simulated = stages.map(({ arenas }) => arenas);
  fromOwnStart.push(comparisonRow(run, simulated, run.stages));
}

writeFileSync(`${target}.new`, page());
renameSync(`${target}.new`, target);

/** @param {import("pymalloc-lab/experiments").MeasuredRun} one @param {import("pymalloc-lab/experiments").MeasuredRun} other */
function byVersion(one, other) {
  return Number(one.python.slice(2)) - Number(other.python.slice(2));
}

/** @param {string[]} rows */
function agreeing(rows) {
  const equal = rows.filter((row) => !row.includes(DIFFERENCE_MARK)).length;
  return `**${equal} of ${rows.length}** runs are equal in all four figures at all three stages.`;
}

/** @param {import("pymalloc-lab/experiments").Provenance} provenance */
function origin({ measured, machine, how }) {
  return `- ${machine}, measured ${measured}: ${how}`;
}

function page() {
  const origins = new Set(MEASURED_RUNS.map(({ provenance }) => origin(provenance)));
  return `---
description: "Every measured run beside the simulator's: versions, experiments, stages, four figures, differences marked."
---

# Simulator and CPython

<!-- Made by \`npm run compare-table\`; not written by hand. -->

Each square is a run: filled where the simulator and CPython agree in all four figures at all three stages, hollow where
one differs. In the tables each cell has the four arena lines of \`sys._debugmallocstats()\`: total / reclaimed / highwater / current. A figure that
stands once is the simulator's and CPython's. Where they differ it reads **simulator${DIFFERENCE_MARK}CPython**.

How these runs were made, and why some machines differ, is in [Same seed, same arenas](./same-seed-same-arenas.md).

## On the recorded start-up heaps

The simulator starts on the heap that was recorded for the version. ${agreeing(fromRecording)}

${[...origins].join("\n")}

Those of blocks-512 ran on a machine whose libraries leave the free memory at another place than on the recorded one.

${agreementFigure(fromRecording)}

${folded(`All ${fromRecording.length} runs, with their figures`, [COMPARISON_HEAD, ...fromRecording].join("\n"))}

## Each on its own start

The simulator starts on the heap that each process reported when its script began. So paths, libraries and
patch releases may be others than those recorded. ${agreeing(fromOwnStart)}

${ownFiles.map(({ provenance }) => origin(provenance)).join("\n")}

${agreementFigure(fromOwnStart)}

${folded(`All ${fromOwnStart.length} runs, with their figures`, [COMPARISON_HEAD, ...fromOwnStart].join("\n"))}
`;
}
