// Measures the experiments on the interpreters that are named, and writes what came out as the
// tests' data: node tools/measure-runs.mjs more|strings|blocks FILE INTERPRETER...
// Needs Linux and setarch: with address randomisation on, a run cannot be repeated.
import { renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import { experimentNamed } from "pymalloc-lab/experiments";
import { measureExperiment } from "../dist/cli/measure/measured-run.js";
import { inspectInterpreter } from "../dist/cli/measure/python-interpreter.js";
import { libcOf } from "./libc-of.mjs";

/** @typedef {[name: string, options: { seed: number, count: number, keep: number }]} Case */

const DEFAULT_SEEDS = [1, 7, 20240607];

/** @type {Record<string, Case[]>} */
const CASES = {
  // Other seeds, counts and shares than the experiments' own.
  more: [
    ["random-half", { seed: 11, count: 100_000, keep: 0.5 }],
    ["rare-survivors", { seed: 11, count: 1_000_000, keep: 0.00005 }],
    ["rare-survivors", { seed: 4242, count: 200_000, keep: 0.001 }],
    ["rare-survivors", { seed: 987_654_321, count: 400_000, keep: 0.0002 }],
    ["first-half", { seed: 987_654_321, count: 300_000, keep: 0.5 }],
    ["first-half", { seed: 4242, count: 150_000, keep: 0.3 }],
    ["blocks-512", defaultsOf("blocks-512")],
  ],
  strings: ["random-half", "rare-survivors", "first-half"].flatMap((name) =>
    DEFAULT_SEEDS.map((seed) => /** @type {Case} */ ([name, { ...defaultsOf(name), seed }])),
  ),
  blocks: [["blocks-512", defaultsOf("blocks-512")]],
};

const [caseName = "", file, ...paths] = process.argv.slice(2);
const cases = CASES[caseName];
if (cases === undefined || file === undefined || paths.length === 0) {
  process.stderr.write(
    "usage: node tools/measure-runs.mjs more|strings|blocks FILE INTERPRETER...\n",
  );
  process.exit(2);
}

const runs = [];
/** @type {Set<string>} */
const libcs = new Set();
for (const path of paths) {
  const interpreter = inspectInterpreter(path);
  if ("refused" in interpreter) throw new Error(`${path}: ${interpreter.refused}`);
  libcs.add(libcOf(path));
  for (const [experiment, options] of cases) {
    const { stats, observed, isLayoutFixed } = await measureExperiment(experiment, interpreter, {
      ...options,
      python: interpreter.python,
    });
    if (!isLayoutFixed) throw new Error("address randomisation cannot be switched off here");
    const { python, version } = interpreter;
    runs.push({
      python,
      version,
      experiment,
      ...options,
      stages: stats.map(figures),
      ...start(observed),
    });
    console.log(`${version} ${experiment} seed ${options.seed}`);
  }
}
const provenance = {
  measured: new Date().toISOString().slice(0, 10),
  machine: `${os.arch()}, ${os.type()} ${/^\d+\.\d+/.exec(os.release())}, ${[...libcs].join(" and ")}`,
  how: "pymalloc-lab measure: empty virtual environment, PYTHONHASHSEED=0, setarch -R",
};
const text = runs.map((run) => JSON.stringify(run)).join(",\n");
writeFileSync(
  `${file}.new`,
  `{"provenance":${JSON.stringify(provenance)},\n"runs":[\n${text}\n]}\n`,
);
renameSync(`${file}.new`, file);

/** @param {string} name */
function defaultsOf(name) {
  const { seed, count, keep } = experimentNamed(name).defaults;
  return { seed: seed ?? 0, count, keep };
}

/**
 * What the simulator needs to start alike.
 *
 * @param {import("pymalloc-lab/cpython").ObservedStartup} observed
 */
function start({ stats, mapped, script }) {
  return {
    startup: {
      ...script,
      bytesLostToAlignment: stats.bytesLostToAlignment,
      classes: stats.classes.map((row) => [row.sizeClass, row.poolCount, row.blocksInUse]),
      ...(mapped && { mapped: mapped.map(({ start, end }) => [start, end]) }),
    },
  };
}

/** @param {import("pymalloc-lab").MallocStats} stats */
function figures({ arenas, bytesInAllocatedBlocks }) {
  return { ...arenas, bytesInBlocks: bytesInAllocatedBlocks };
}
