// Kills each command that writes at random moments: its file must be the old one or the new
// one, no kernel may go on, and the next run must clear what was left.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { randomOf } from "./random.mjs";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Time that a kernel is given to see that its parent has ended. */
const END_MS = 5000;

/** Time for all kills; a machine that is busy does fewer, and says how many. */
const KILLS_MS = 95_000;

/** Commands that are killed at the same time. */
const WORKERS = 2;

const SIGNALS = /** @type {const} */ (["SIGKILL", "SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"]);

/**
 * @typedef {object} Writer
 * @property {string} name
 * @property {readonly string[]} args - of the command, run in the folder.
 * @property {string} output - its file.
 * @property {(content: Buffer, reference: Buffer) => boolean} isNew - whether a content is whole.
 * @property {boolean} [isAppended] - whether a beginning of the file is as good.
 */

const cell = (/** @type {string} */ source) => ({
  cell_type: "code",
  id: `c${source.length}`,
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
});
const NOTEBOOK = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [cell("1 + 1"), cell("'x'.repeat(100_000)")],
});
const SWEEP =
  "--workers 1 --experiment rare-survivors --python 3.11 --count 2000 --keep 0.1 --seeds 40";
const isEqual = (/** @type {Buffer} */ content, /** @type {Buffer} */ reference) =>
  content.equals(reference);

/** @returns {Writer[]} */
function writers() {
  const hasRecorder =
    process.platform === "linux" &&
    ["cc", "python3"].every((one) => spawnSync(one, ["--version"]).status === 0);
  /** @type {Writer} */
  const record = {
    name: "record",
    args: [
      "record",
      "--out",
      "out",
      "--",
      "python3",
      "-S",
      "-c",
      "x = [str(i) for i in range(9000)]",
    ],
    output: "out",
    isNew: (content) => gunzipSync(content).length > 0,
  };
  return [
    { name: "notebook strip", args: ["notebook", "strip", "out"], output: "out", isNew: isEqual },
    {
      name: "slides",
      args: ["slides", "in.ipynb", "--out", "out.html"],
      output: "out.html",
      isNew: isEqual,
    },
    {
      name: "sweep",
      args: ["sweep", ...SWEEP.split(" "), "--out", "out"],
      output: "out",
      isNew: isEqual,
      isAppended: true,
    },
    {
      name: "sweep --merge",
      args: ["sweep", "--merge", "shard", "--out", "out"],
      output: "out",
      isNew: isEqual,
    },
    ...(hasRecorder ? [record] : []),
    { name: "notebook run", args: ["notebook", "run", "out"], output: "out", isNew: isEqual },
    {
      name: "notebook run --out",
      args: ["notebook", "run", "in.ipynb", "--out", "out"],
      output: "out",
      isNew: isEqual,
    },
  ];
}

/**
 * Kills every command some times.
 *
 * @param {string} seed
 * @param {number} times
 * @param {(text: string) => void} say
 * @returns {Promise<{ outcomes: Map<string, number>, failures: string[] }>}
 */
export async function killWriters(seed, times, say) {
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  /** @type {string[]} */
  const failures = [];
  const waiting = writers();
  const end = performance.now() + KILLS_MS;
  const work = async () => {
    for (let writer = waiting.shift(); writer !== undefined; writer = waiting.shift()) {
      // What the quick ones leave of their time is for those after them.
      const shareMs = ((end - performance.now()) * WORKERS) / (waiting.length + WORKERS);
      const found = await killWriter(writer, seed, times, shareMs);
      failures.push(...found.failures);
      for (const [name, count] of found.outcomes)
        outcomes.set(name, count + (outcomes.get(name) ?? 0));
      say(
        `${writer.name}: killed ${found.kills} of ${times} times, ${[...found.outcomes].map(([name, count]) => `${name} ${count}`).join(", ")}`,
      );
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return { outcomes, failures };
}

/** @param {Writer} writer @param {string} seed @param {number} times @param {number} shareMs */
async function killWriter(writer, seed, times, shareMs) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "attack-kills-")));
  try {
    const place = newPlace(folder);
    const target = join(place.work, writer.output);
    const old = oldContentOf(writer, place);
    const begun = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [main, ...writer.args], {
      ...place.options,
      encoding: "utf8",
    });
    const took = performance.now() - begun;
    if (status !== 0) throw new Error(`${writer.name} does not work: ${stderr}`);
    const reference = readFileSync(target);
    /** @type {Map<string, number>} */
    const outcomes = new Map();
    /** @type {string[]} */
    const failures = [];
    let kills = 0;
    for (; kills < times && performance.now() - begun < shareMs; kills++) {
      const random = randomOf(`${seed} kill ${writer.name} ${kills}`);
      restore(target, old);
      const { delay, signal } = {
        delay: took * (0.2 + random.next()),
        signal: random.pick(SIGNALS),
      };
      await killedAfter(writer.args, place.options, delay, signal);
      const outcome = outcomeOf(writer, target, old, reference);
      outcomes.set(outcome, 1 + (outcomes.get(outcome) ?? 0));
      const what = `${writer.name}, ${signal} after ${delay.toFixed(0)} ms`;
      if (outcome === "half a file") failures.push(`${what}: ${outcome}`);
      if (!(await haveEnded(folder))) failures.push(`${what}: a process still runs`);
    }
    restore(target, old);
    spawnSync(process.execPath, [main, ...writer.args], place.options);
    const left = [...readdirSync(place.work), ...readdirSync(place.temporary)].filter((name) =>
      name.startsWith(".pymalloc-lab-"),
    );
    if (left.length > 0) failures.push(`${writer.name}: the next run leaves ${left.join(", ")}`);
    return { outcomes, failures, kills };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function newPlace(folder) {
  const [work, temporary] = ["work", "tmp"].map((name) => join(folder, name));
  if (work === undefined || temporary === undefined) throw new Error("unreachable");
  for (const path of [work, temporary]) mkdirSync(path);
  writeFileSync(join(work, "in.ipynb"), NOTEBOOK);
  const env = { ...process.env, TMPDIR: temporary };
  return { work, temporary, options: { cwd: work, env } };
}

/** @param {Writer} writer @param {ReturnType<typeof newPlace>} place @returns {Buffer | undefined} */
function oldContentOf(writer, { work, options }) {
  if (writer.isAppended) return undefined;
  const target = join(work, writer.output);
  if (writer.name === "sweep --merge") {
    spawnSync(process.execPath, [main, "sweep", ...SWEEP.split(" "), "--out", "shard"], options);
  }
  if (writer.name.startsWith("notebook")) {
    cpSync(join(work, "in.ipynb"), target);
    if (writer.name.endsWith("strip")) {
      spawnSync(process.execPath, [main, "notebook", "run", writer.output], options);
    }
  } else {
    writeFileSync(target, "old");
  }
  return readFileSync(target);
}

/** @param {string} target @param {Buffer | undefined} old */
function restore(target, old) {
  if (old === undefined) rmSync(target, { force: true });
  else writeFileSync(target, old);
}

/** @param {readonly string[]} args @param {ReturnType<typeof newPlace>["options"]} options @param {number} delay @param {NodeJS.Signals} signal */
async function killedAfter(args, options, delay, signal) {
  const child = spawn(process.execPath, [main, ...args], { ...options, stdio: "ignore" });
  const ended = once(child, "exit");
  await Promise.race([ended, pause(delay)]);
  child.kill(signal);
  await ended;
}

/** @param {Writer} writer @param {string} target @param {Buffer | undefined} old @param {Buffer} reference */
function outcomeOf(writer, target, old, reference) {
  if (!existsSync(target)) return old === undefined ? "old" : "half a file";
  const content = readFileSync(target);
  if (old?.equals(content)) return "old";
  try {
    if (writer.isNew(content, reference)) return "new";
  } catch {
    return "half a file";
  }
  const isBeginning = writer.isAppended && reference.subarray(0, content.length).equals(content);
  return isBeginning ? "a beginning" : "half a file";
}

/** Whether no process is left that knows the folder, as kernels know their connection file. @param {string} folder */
async function haveEnded(folder) {
  for (let waited = 0; waited < END_MS; waited += 50) {
    if (!processesNaming(folder)) return true;
    await pause(50);
  }
  return false;
}

/** @param {string} folder */
function processesNaming(folder) {
  if (!existsSync("/proc/self/cmdline")) return false;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
      } catch {
        return false;
      }
    });
}
