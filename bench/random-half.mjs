// The random-half experiment, recording on, against the real interpreter running the
// same script: CPU time of whole processes, in turns, and the ratio of each pair.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, quartiles } from "./statistics.mjs";

const LAPS = 7;
const SEED = 7;
const COUNT = 1_000_000;

const SIMULATION = `
import { runExperiment } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
await runExperiment("random-half", { seed: ${SEED}, count: ${COUNT} });
const { user, system } = process.cpuUsage();
console.log((user + system) / 1e6);
`;

const SCRIPT = `
import gc, random, resource
random.seed(${SEED})
strings = []
for i in range(${COUNT}):
    strings.append(str(random.random()))
strings = [s for s in strings if random.random() < 0.5]
gc.collect()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime)
`;

/** @param {string} command @param {string[]} args */
function cpuSeconds(command, args) {
  const { status, stdout, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error !== undefined || status !== 0) return undefined;
  return Number(stdout.trim().split("\n").at(-1));
}

/**
 * A ratio against a peer, or why it was not measured; without a target it is for information.
 * @typedef {{ name: string, target?: number, ratio?: number, quartiles?: [number, number], skipped?: string }} BenchResult
 */

/** @returns {BenchResult} */
export function randomHalfBench() {
  const name = "random-half, CPU time / python3's for the same script";
  const python = () => cpuSeconds("python3", ["-S", "-c", SCRIPT]);
  const node = () => cpuSeconds(process.execPath, ["--input-type=module", "-e", SIMULATION]);
  if (python() === undefined) return { name, target: 1, skipped: "no python3 here" };
  const ratios = [];
  for (let lap = 0; lap < LAPS; lap++) {
    const simulated = node();
    const real = python();
    if (simulated === undefined || real === undefined)
      throw new Error(`a run failed in ${fileURLToPath(import.meta.url)}`);
    ratios.push(simulated / real);
  }
  return { name, target: 1, ratio: median(ratios), quartiles: quartiles(ratios) };
}
