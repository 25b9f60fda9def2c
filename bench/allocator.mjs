// The allocator against a real CPython's, driven from a C loop in that interpreter:
// CPU time an operation, in turns, and the ratio of each pair.
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
import { geometricMean, median, quartiles } from "./statistics.mjs";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */

const LAPS = 9;
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

/** Starts the interpreter with the C loop in it, or says why not. */
function startReal() {
  const folder = mkdtempSync(join(tmpdir(), "pymalloc-lab-bench-"));
  const library = join(folder, "real-malloc.so");
  const source = fileURLToPath(new URL("./real-malloc.c", import.meta.url));
  const { status } = spawnSync("cc", ["-O2", "-shared", "-fPIC", "-o", library, source]);
  if (status !== 0) return { skipped: "no C compiler (cc) here" };
  if (spawnSync("python3", ["-c", "import ctypes"]).status !== 0) {
    return { skipped: "no python3 with ctypes here" };
  }
  const python = spawn("python3", ["-S", "-c", DRIVER, library], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
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

/** @returns {Promise<BenchResult[]>} */
export async function allocatorBench() {
  const real = startReal();
  if (real.run === undefined) {
    return [{ name: "allocator / real CPython", target: 0.6, skipped: real.skipped }];
  }
  /** @type {Map<string, number[]>} */
  const ratios = new Map();
  const note = (/** @type {string} */ name, /** @type {number} */ ratio) =>
    ratios.set(name, [...(ratios.get(name) ?? []), ratio]);
  // The first lap warms up both sides and is not counted.
  for (let lap = 0; lap <= LAPS; lap++) {
    for (const [index, name] of names.entries()) {
      const simulated = WORKLOADS[name]?.() ?? Number.NaN;
      const realNanoseconds = await real.run(index);
      const bulk = bulkWorkloads[name]?.();
      if (lap === 0) continue;
      note(name, simulated / realNanoseconds);
      if (bulk !== undefined) note(`bulk: ${name}`, bulk / realNanoseconds);
    }
  }
  real.stop();
  const of = (/** @type {string} */ name) => ratios.get(name) ?? [];
  const means = Array.from({ length: LAPS }, (_, lap) =>
    geometricMean(names.map((name) => of(name)[lap] ?? Number.NaN)),
  );
  return [
    result("allocator / real CPython, geometric mean of five", 0.6, means),
    ...names.map((name) => result(`  ${name}`, 1, of(name))),
    result("  in bulk: malloc 1M of 67 bytes", 0.15, of("bulk: malloc 1M of 67 bytes")),
    result("  in bulk: free half, in order", 0.2, of("bulk: free half, in order")),
    { name: "  bytes of tables an 80-byte block", target: 2.5, ratio: tableBytesPerBlock() },
    { name: "  cost of an operation at 1e8 / at 1e5", target: 2, ratio: growth() },
  ];
}

/** Cost of a malloc in order at 1e8 blocks against 1e5, both warm. */
function growth() {
  const small = Array.from({ length: 200 }, () => mallocInOrder(1e5)).slice(100);
  return mallocInOrder(1e8) / median(small);
}
