// How long the player takes to go to another moment of a long run: CPU time of each seek,
// at random and at worst.
//
//   npm run bench -- seek           prints the slowest of each run
//   npm run bench -- seek --write   and puts the figures into docs/bench.md
import { fileURLToPath } from "node:url";
import { PythonRandom } from "../dist/doors/cpython.js";
import { logExperiment } from "../dist/doors/experiments.js";
import { playerFrame } from "../dist/doors/internal.js";
import { RunPlayer } from "../dist/doors/recording.js";
import { machineLine, writeTables } from "./result-page.mjs";
import { median, quantile } from "./statistics.mjs";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */
/** @typedef {{ name: string, operations: number, anywhere: number[], worst: number[] }} SeekTimes */

const PAGE = fileURLToPath(new URL("../docs/bench.md", import.meta.url));
const RUNS = ["random-half", "first-half", "rare-survivors", "blocks-512"];
const COUNT = 1_000_000;
const SEEKS = 1000;
const SEED = 7;
const MOST_MILLISECONDS = 50;

/** CPU milliseconds of one seek, and of reading what a player then shows of all arenas. */
function timedSeek(/** @type {RunPlayer} */ player, /** @type {number} */ step) {
  const from = process.cpuUsage();
  player.seek(step);
  playerFrame(player);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function anywhere(/** @type {RunPlayer} */ player) {
  const random = new PythonRandom(SEED);
  return Array.from({ length: SEEKS }, () =>
    timedSeek(player, Math.floor(random.random() * (player.length + 1))),
  );
}

/** The seeks that do the most: each is to just before an image, where the next one does not help yet. */
function atWorst(/** @type {RunPlayer} */ player) {
  const { imageDistance, length } = player;
  const times = [];
  for (let step = length - (length % imageDistance); step > 0; step -= imageDistance) {
    // From behind it: the image before is put back.
    times.push(timedSeek(player, step));
    // From so near that no image is put back, which leaves the most operations to do.
    player.seek(Math.max(0, step - Math.floor(1.5 * imageDistance) + 1));
    times.push(timedSeek(player, step));
    player.seek(step);
  }
  return times;
}

/** @param {string} name @returns {Promise<SeekTimes>} */
async function timesOf(name) {
  const player = new RunPlayer(await logExperiment(name, { python: "3.11", count: COUNT }));
  return {
    name,
    operations: player.length,
    // First, so that it is done by code that was not compiled yet.
    worst: atWorst(player),
    anywhere: anywhere(player),
  };
}

/** @param {readonly number[]} times @returns {string[]} */
function figuresOf(times) {
  return [median(times), quantile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1));
}

/** @param {readonly SeekTimes[]} runs */
function timesTable(runs) {
  const head =
    "| run | operations | anywhere: median | p95 | slowest | at worst: median | p95 | slowest |";
  const rows = runs.map(({ name, operations, anywhere, worst }) => {
    const cells = [
      name,
      operations.toLocaleString("en-GB"),
      ...figuresOf(anywhere),
      ...figuresOf(worst),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [head, "|---|--:|--:|--:|--:|--:|--:|--:|", ...rows].join("\n");
}

/** @param {{ write: boolean }} options @returns {Promise<BenchResult[]>} */
export async function seekBench({ write }) {
  /** @type {SeekTimes[]} */
  const runs = [];
  for (const name of RUNS) runs.push(await timesOf(name));
  if (write) {
    const about =
      "Milliseconds of CPU time, in runs of a million objects on the model of Python 3.11.";
    writeTables(PAGE, [machineLine(), about, timesTable(runs)], "seek");
  }
  return runs.map(({ name, operations, anywhere, worst }) => ({
    name: `ms of CPU, the slowest of ${anywhere.length + worst.length} seeks in ${name}, ${operations.toLocaleString("en-GB")} operations`,
    target: MOST_MILLISECONDS,
    ratio: Math.max(...anywhere, ...worst),
  }));
}
