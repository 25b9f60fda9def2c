// Makes src/experiments/survivors/runs-data.ts of a sweep's file and the tests' measured runs:
// node tools/make-survivor-runs.mjs SWEEP.jsonl
// The sweep's command is written below, and into the file.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "src/experiments/survivors/runs-data.ts");

/**
 * @typedef {{ python: string, keep: number, arenaBytes: number,
 *   stages: { arenas: { current: number } }[] }} Line
 * @typedef {{ version: string, keep: number, seed: number, startup: number, held: number }} Run
 */

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: node tools/make-survivor-runs.mjs SWEEP.jsonl\n");
  process.exit(2);
}

const [header, ...lines] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const { plan } = header;
const [count] = plan.count;
const command = `pymalloc-lab sweep --experiment ${plan.experiments} --python ${plan.python} --keep ${plan.keep} --seeds ${plan.seeds} --out FILE.jsonl`;
if (lines.length !== plan.python.length * plan.keep.length * plan.seeds) {
  throw new Error(`${file} has ${lines.length} runs; the sweep is not finished`);
}

const held = plan.python.map((/** @type {string} */ python) => {
  const own = /** @type {Line[]} */ (lines).filter((line) => line.python === python);
  const arenas = own.map(({ stages }) => left(stages));
  return `    { python: "${python}", arenaBytes: ${own[0]?.arenaBytes}, arenas: [${arenas.join(", ")}] },`;
});

/** @param {{ arenas: { current: number } }[]} stages */
function left([startup, , deleted]) {
  if (startup === undefined || deleted === undefined)
    throw new Error(`${file}: a run lacks stages`);
  return deleted.arenas.current - startup.arenas.current;
}

/** @type {{ provenance: object, runs: Run[] }} */
const { provenance, runs } = JSON.parse(
  readFileSync(join(root, "test/data/survivor-runs.json"), "utf8"),
);
const measured = runs.map(
  ({ version, keep, seed, startup, held }) =>
    `    { release: "${version}", keep: ${keep}, seed: ${seed}, startup: ${startup}, held: ${held} },`,
);

const text = `/** Runs of rare-survivors over many shares: made by tools/make-survivor-runs.mjs, not by hand. */
import type { SurvivorMeasurements, SurvivorSweep } from "./runs.js";

export const SURVIVOR_SWEEP: SurvivorSweep = {
  command: ${JSON.stringify(command)},
  count: ${count},
  keep: [${plan.keep.join(", ")}],
  seeds: ${plan.seeds},
  seed: ${plan.seed},
  held: [
${held.join("\n")}
  ],
};

export const SURVIVOR_MEASUREMENTS: SurvivorMeasurements = {
  provenance: ${JSON.stringify(provenance)},
  runs: [
${measured.join("\n")}
  ],
};
`;
writeFileSync(`${target}.new`, text);
renameSync(`${target}.new`, target);
