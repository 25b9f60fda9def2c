// The allocator against a real CPython's, driven from a C loop in that interpreter:
// CPU time an operation, in turns, and the ratio of each pair.
//
//   npm run bench -- allocator                 prints ratios
//   npm run bench -- allocator --write         and puts them into docs/bench.md
//   npm run bench -- allocator --trace=FILE    replays that trace, not the largest of the project
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  BULK_WORKLOADS,
  mallocInOrder,
  tableBytesPerBlock,
  WORKLOADS,
} from "./allocator-workloads.mjs";
import { recordingRatios } from "./recording.mjs";
import { replayTimes } from "./replay.mjs";
import { machineLine, resultsTable, writeTables } from "./result-page.mjs";
import { geometricMean, median, quartiles } from "./statistics.mjs";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */

const LAPS = 9;
const WARM_UP = 3;
const PAGE = fileURLToPath(new URL("../docs/bench.md", import.meta.url));
/** 15 million events a second. */
const NANOSECONDS_AN_EVENT = 66.7;
const names = Object.keys(WORKLOADS);
/** @type {Record<string, (() => number) | undefined>} */
const bulkWorkloads = BULK_WORKLOADS;

const DRIVER = `
import ctypes, sys
run = ctypes.PyDLL(sys.argv[1]).run
run.restype = ctypes.c_double
for line in sys.stdin:
    print(run(int(line)), flush=True)
`;

const ABOUT = "import ctypes, platform; print(platform.python_version())";

/** Starts the interpreter with the C loop in it, or says why not. */
function startReal() {
  const folder = mkdtempSync(join(tmpdir(), "pymalloc-lab-bench-"));
  const library = join(folder, "real-malloc.so");
  const source = fileURLToPath(new URL("./real-malloc.c", import.meta.url));
  const { status } = spawnSync("cc", ["-O2", "-shared", "-fPIC", "-o", library, source]);
  if (status !== 0) return { skipped: "no C compiler (cc) here" };
  const about = spawnSync("python3", ["-c", ABOUT], { encoding: "utf8" });
  if (about.status !== 0) return { skipped: "no python3 with ctypes here" };
  const python = spawn("python3", ["-S", "-c", DRIVER, library], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    version: about.stdout.trim(),
    run: async (/** @type {number} */ workload) => {
      python.stdin.write(`${workload}\n`);
      return Number((await lines.next()).value);
    },
    stop: () => {
      python.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @param {string} name @param {number} target @param {number[]} ratios @returns {BenchResult} */
function result(name, target, ratios) {
  return { name, target, ratio: median(ratios), quartiles: quartiles(ratios) };
}

/** @typedef {{ simulated: number, real: number, bulk: number | undefined }} Times */

/**
 * CPU nanoseconds an operation of both sides in turns, a list of laps for each workload.
 * The compiler of JavaScript works during the first laps, so they are kept apart.
 *
 * @param {(workload: number) => Promise<number>} runReal
 */
async function measure(runReal) {
  /** @type {Map<string, Times[]>} */
  const laps = new Map(names.map((name) => [name, []]));
  for (let lap = 0; lap < WARM_UP + LAPS; lap++) {
    for (const [index, name] of names.entries()) {
      const simulated = WORKLOADS[name]?.() ?? Number.NaN;
      const real = await runReal(index);
      laps.get(name)?.push({ simulated, real, bulk: bulkWorkloads[name]?.() });
    }
  }
  return laps;
}

/** @param {Map<string, Times[]>} laps @param {number} lap */
function meanRatio(laps, lap) {
  return geometricMean(
    [...laps.values()].map((times) => {
      const { simulated, real } = times[lap] ?? { simulated: Number.NaN, real: 1 };
      return simulated / real;
    }),
  );
}

/** @param {Map<string, Times[]>} laps @returns {BenchResult[]} */
function ratioResults(laps) {
  const warm = (/** @type {string} */ name) => (laps.get(name) ?? []).slice(WARM_UP);
  const bulk = (/** @type {string} */ name) =>
    warm(name).map((times) => (times.bulk ?? Number.NaN) / times.real);
  const means = Array.from({ length: LAPS }, (_, lap) => meanRatio(laps, lap + WARM_UP));
  return [
    result("allocator / real CPython, geometric mean of five", 0.6, means),
    ...names.map((name) =>
      result(
        `  ${name}`,
        1,
        warm(name).map((times) => times.simulated / times.real),
      ),
    ),
    result("  in bulk: malloc 1M of 67 bytes", 0.15, bulk("malloc 1M of 67 bytes")),
    result("  in bulk: free half, in order", 0.2, bulk("free half, in order")),
    { name: "  the same mean in the first lap, nothing compiled yet", ratio: meanRatio(laps, 0) },
  ];
}

/** Cost of a malloc in order at 1e8 blocks against 1e5, both warm. */
function growth() {
  const small = Array.from({ length: 200 }, () => mallocInOrder(1e5)).slice(100);
  return mallocInOrder(1e8) / median(small);
}

/** Nanoseconds of both sides, for the page. @param {Map<string, Times[]>} laps */
function timesTable(laps) {
  const rows = names.map((name) => {
    const times = (laps.get(name) ?? []).slice(WARM_UP);
    const cells = [times.map((time) => time.simulated), times.map((time) => time.real)].map(
      (values) => {
        const [low, high] = quartiles(values);
        return `${median(values).toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
      },
    );
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  return ["| workload | simulator | real CPython |", "|---|--:|--:|", ...rows].join("\n");
}

/** @param {string} python @param {Map<string, Times[]>} laps @param {BenchResult[]} results */
function writePage(python, laps, results) {
  writeTables(PAGE, [
    machineLine(`real CPython ${python}`),
    "### Ratios",
    resultsTable(results),
    "### Times",
    `Nanoseconds of CPU time an operation: medians of ${LAPS} laps, quartiles in brackets.`,
    timesTable(laps),
  ]);
}

/**
 * @param {{ write: boolean, trace: string | undefined }} options
 *
 * @returns {Promise<BenchResult[]>}
 */
export async function allocatorBench({ write, trace }) {
  const real = startReal();
  if (real.run === undefined) {
    return [{ name: "allocator / real CPython", target: 0.6, skipped: real.skipped }];
  }
  const laps = await measure(real.run);
  real.stop();
  const replay = await replayTimes(trace);
  const results = [
    ...ratioResults(laps),
    { name: "  bytes of tables an 80-byte block", target: 2.5, ratio: tableBytesPerBlock() },
    { name: "  cost of a malloc in order at 1e8 blocks / at 1e5", target: 2, ratio: growth() },
    result("  a life of 1M blocks, recorded / not recorded", 1.03, recordingRatios()),
    result(
      `  ns an event, replay of ${replay.events.toLocaleString("en-GB")} events`,
      NANOSECONDS_AN_EVENT,
      replay.nanoseconds.slice(1),
    ),
  ];
  if (write) writePage(real.version, laps, results);
  return results;
}
