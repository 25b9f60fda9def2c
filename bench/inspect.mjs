// What a look at a process costs: how long it stands still, CPU time, memory.
//
//   npm run bench -- inspect            heaps of 60 and 300 MB
//   npm run bench -- inspect --large    and one of 2 GB, where there is memory for it
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freemem } from "node:os";
import { fileURLToPath } from "node:url";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */
/**
 * @typedef {{ stoppedMs: number, copiedBytes: number, arenas: number, liveBlocks: number, problems: number,
 *   best: string, copyCpuMs: number, structureCpuMs: number, labelCpuMs: number, holderCpuMs: number,
 *   peakBytes: number }} Lap
 */

const LAP = fileURLToPath(new URL("inspect-lap.mjs", import.meta.url));
const MEGABYTE = 1e6;
/** Memory of the process, and of who looks at it, in heaps. */
const ROOM_FACTOR = 3;

// Strings, dicts, tuples and floats, of which some go again; about 82 bytes a block.
const PROGRAM = `
import gc, sys
count = int(sys.argv[1]) * 5600
gc.disable()
keep = []
for i in range(count):
    keep.append({"id": i, "name": "user %d" % i} if i % 4 == 0 else "value number %d of the cache" % i if i % 2 else (i, i + .5))
keep = [one for i, one in enumerate(keep) if i * 7919 % 10 < 9]
print("ready", flush=True)
sys.stdin.readline()
`;

/** @param {number} megabytes @returns {Promise<Lap>} */
async function lapOf(megabytes) {
  const child = spawn("python3", ["-c", PROGRAM, String(megabytes)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    await once(child.stdout, "data");
    const args = ["--max-old-space-size=8192", LAP, String(child.pid)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    child.kill("SIGKILL");
  }
}

/** @param {{ isLarge: boolean }} options @returns {Promise<BenchResult[]>} */
export async function inspectBench({ isLarge }) {
  if (process.platform !== "linux" || spawnSync("python3", ["--version"]).error !== undefined) {
    return [{ name: "inspect", skipped: "it needs Linux and a python3" }];
  }
  /** @type {BenchResult[]} */
  const results = [];
  for (const megabytes of isLarge ? [60, 300, 2000] : [60, 300]) {
    if (freemem() < ROOM_FACTOR * megabytes * MEGABYTE) {
      results.push({
        name: `inspect, ${megabytes} MB`,
        skipped: "there is too little free memory",
      });
      continue;
    }
    results.push(...resultsOf(megabytes, await lapOf(megabytes)));
  }
  return results;
}

/** @param {number} megabytes @param {Lap} lap @returns {BenchResult[]} */
function resultsOf(megabytes, lap) {
  const of = `inspect, ${(lap.copiedBytes / MEGABYTE).toFixed(0)} MB, ${lap.arenas} arenas, ${(lap.liveBlocks / 1e6).toFixed(1)} M blocks`;
  const wholeCpuMs = lap.copyCpuMs + lap.structureCpuMs + lap.labelCpuMs + lap.holderCpuMs;
  const structureAndLabels = lap.structureCpuMs + lap.labelCpuMs;
  return [
    {
      name: `${of}: seconds it stands still`,
      ratio: lap.stoppedMs / 1000,
      ...(megabytes === 300 && { target: 0.5 }),
    },
    {
      name: `${of}: CPU seconds for structure and labels`,
      ratio: structureAndLabels / 1000,
      ...(megabytes === 2000 && { target: 30 }),
    },
    {
      name: `${of}: CPU seconds for holders and prices`,
      ratio: lap.holderCpuMs / 1000,
      ...(megabytes === 2000 && { target: 60 }),
    },
    {
      name: `${of}: CPU seconds in all`,
      ratio: wholeCpuMs / 1000,
      ...(megabytes === 60 && { target: 3 }),
    },
    {
      name: `${of}: GB of memory at most`,
      ratio: lap.peakBytes / 1e9,
      ...(megabytes === 2000 && { target: 3 }),
    },
  ];
}
