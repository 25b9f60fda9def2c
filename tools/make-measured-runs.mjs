// Makes src/experiments/measured/measured-runs-data.ts, the measured runs that the library carries, of
// the tests' data: node tools/make-measured-runs.mjs
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { experimentNamed } from "pymalloc-lab/experiments";

/**
 * @typedef {{ total: number, reclaimed: number, highwater: number, current: number,
 *   bytesInBlocks: number }} Figures
 * @typedef {{ version: string, experiment: string, seed: number, count: number, keep: number,
 *   stages: Figures[] }} Run
 * @typedef {{ provenance: object, runs: Run[] }} Group
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "src/experiments/measured/measured-runs-data.ts");

/** Patch releases of `seeded-runs.json`, which has the minor versions only. */
const RELEASES = new Map([
  ["3.8", "3.8.18"],
  ["3.9", "3.9.18"],
  ["3.10", "3.10.13"],
  ["3.11", "3.11.7"],
  ["3.12", "3.12.1"],
  ["3.13", "3.13.0"],
]);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(`${target}.new`, measuredRunsText());
  renameSync(`${target}.new`, target);
}

/** The file's text. */
export function measuredRunsText() {
  const groups = [seededRuns(), data("default-runs.json"), data("debian-runs.json")];
  return `/** Runs of real interpreters: made by tools/make-measured-runs.mjs, not by hand. */
import type { RunGroup, SeedRows } from "./measured-rows.js";

export const RUN_GROUPS: readonly RunGroup[] = [
${groups.map(groupText).join("\n")}
];

export const SEED_ROWS: readonly SeedRows[] = [
${seedRows().join("\n")}
];
`;
}

/** The twenty seeds of rare-survivors, a row a version. */
function seedRows() {
  /** @type {{ provenance: object, runs: (string | number)[][] }} */
  const { provenance, runs } = data("seeds-20.json");
  const { count, keep } = experimentNamed("rare-survivors").defaults;
  const rare = runs.filter((run) => run[3] === "rare-survivors" && run[4] === keep);
  return [...new Set(rare.map(([, release]) => release))].map((release) => {
    const own = rare.filter((run) => run[1] === release);
    const held = own.map((run) => run[8]).join(", ");
    const offGrid = own.map((run) => run[9]).join(", ");
    return `  {
    provenance: ${JSON.stringify(provenance)},
    release: "${release}",
    count: ${count},
    keep: ${keep},
    startup: ${own[0]?.[6]},
    held: [${held}],
    offGrid: [${offGrid}],
  },`;
  });
}

/** @returns {Group} */
function seededRuns() {
  /** @type {({ python: string, experiment: string, seed: number } & Record<string, Figures>)[]} */
  const runs = data("seeded-runs.json");
  return {
    provenance: {
      measured: "2026-11-22",
      machine: "x64, Linux 6.18, glibc 2.36",
      how: "the experiment's script in an empty virtual environment, PYTHONHASHSEED=0, setarch -R",
    },
    runs: runs.map(({ python, experiment, seed, startup, allocated, deleted }) => {
      const { count, keep } = experimentNamed(experiment).defaults;
      const version = RELEASES.get(python);
      if (!version || !startup || !allocated || !deleted) throw new Error(`run of ${python}`);
      return { version, experiment, seed, count, keep, stages: [startup, allocated, deleted] };
    }),
  };
}

/** @param {string} name */
function data(name) {
  return JSON.parse(readFileSync(join(root, "test/data", name), "utf8"));
}

/** @param {Group} group */
function groupText({ provenance, runs }) {
  const rows = runs.map(({ version, experiment, seed, count, keep, stages }) =>
    JSON.stringify([version, experiment, seed, count, keep, ...stages.map(figureRow)]),
  );
  return `  {
    provenance: ${JSON.stringify(provenance)},
    rows: [
${rows.map((row) => `      ${row},`).join("\n")}
    ],
  },`;
}

/** @param {Figures} figures */
function figureRow({ total, reclaimed, highwater, current, bytesInBlocks }) {
  return [total, reclaimed, highwater, current, bytesInBlocks];
}
