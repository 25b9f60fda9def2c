// Runs a sweep on a real Slurm: the array of docs/sweeps.md, with one task requeued in the middle,
// merged and compared with one process byte for byte. `node tools/slurm-sweep.mjs`
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { slurmLogs, startSlurm, until, whyNoSlurm } from "./slurm-cluster.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const TASKS = 4;
const REQUEUED = 2;

/** Some seconds of work for each task, so that one can be caught in the middle. */
const PLAN = {
  experiments: ["rare-survivors", "first-half"],
  python: ["3.8", "3.11"],
  count: [100_000],
  keep: [0.0001, 0.001],
  seeds: 20,
};

const SHARD_RUNS = (2 * 2 * 2 * PLAN.seeds) / TASKS;

const why = whyNoSlurm();
if (why === undefined) await sweepOnSlurm();
else console.log(`skipped: ${why}`);

async function sweepOnSlurm() {
  const folder = mkdtempSync(join(tmpdir(), "slurm-sweep-"));
  const at = (/** @type {string} */ name) => join(folder, name);
  const slurm = await startSlurm(folder).catch((error) => {
    console.log(`skipped: ${error.message}\n${slurmLogs(folder)}`);
    rmSync(folder, { recursive: true, force: true });
  });
  if (slurm === undefined) return;
  try {
    console.log("munged, slurmctld and slurmd are up");
    symlinkSync(join(root, "node_modules"), at("node_modules"));
    writeFileSync(at("plan.json"), JSON.stringify(PLAN));
    writeFileSync(at("sweep.sbatch"), batchFileOfThePage());

    const job = slurm.run("sbatch", "--parsable", "sweep.sbatch");
    const before = await requeueInTheMiddle(slurm, job, at(`sweep-${REQUEUED}.jsonl`));
    const { run } = slurm;
    await until("the array is through", () => run("squeue", "-h", "-j", job) === "", 120);
    const logs = Array.from({ length: TASKS }, (_, i) => {
      return readFileSync(at(`slurm-${job}_${i + 1}.out`), "utf8");
    });
    console.log(
      `task ${REQUEUED} was requeued with ${before} runs done: ${lastLine(logs[REQUEUED - 1])}`,
    );
    compare(folder);
  } catch (error) {
    console.log(slurmLogs(folder));
    throw error;
  } finally {
    await slurm.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page's own file, so that what a reader copies is what is tested. */
function batchFileOfThePage() {
  const page = readFileSync(join(root, "docs/sweeps.md"), "utf8");
  const file = /^```bash title="sweep\.sbatch"\n([\s\S]*?)^```/m.exec(page)?.[1];
  if (file === undefined) throw new Error("docs/sweeps.md has no sweep.sbatch");
  return file;
}

/**
 * Waits till a task has some runs and not all, and puts it back into the queue.
 *
 * @param {{ run: (name: string, ...args: string[]) => string }} slurm
 * @param {string} job
 * @param {string} file
 */
async function requeueInTheMiddle({ run }, job, file) {
  const runs = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 2 : 0);
  await until("a task has begun", () => runs() > 3, 60);
  run("scontrol", "requeue", `${job}_${REQUEUED}`);
  const before = runs();
  if (before === SHARD_RUNS) throw new Error("the task was through before it could be requeued");
  // It would start again after the credentials' time; that is waited for by no one here.
  run("scontrol", "update", `JobId=${job}_${REQUEUED}`, "StartTime=now");
  return before;
}

/** @param {string} folder */
function compare(folder) {
  const shards = Array.from({ length: TASKS }, (_, i) => `sweep-${i + 1}.jsonl`);
  sweep(folder, ["--merge", ...shards, "--out", "merged.jsonl"]);
  sweep(folder, ["--plan", "plan.json", "--out", "one.jsonl"]);
  const [merged, one] = ["merged.jsonl", "one.jsonl"].map((name) =>
    readFileSync(join(folder, name)),
  );
  if (merged === undefined || one === undefined || !merged.equals(one)) {
    throw new Error("the merged shards are not what one process writes");
  }
  const runs = one.toString().split("\n").length - 2;
  console.log(`${runs} runs of ${TASKS} tasks: equal to one process, byte for byte`);
}

/** @param {string} folder @param {string[]} args */
function sweep(folder, args) {
  const main = join(root, "dist/cli/main.js");
  const { status, stderr } = spawnSync(process.execPath, [main, "sweep", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`sweep ${args.join(" ")}: ${stderr}`);
}

/** @param {string | undefined} text */
function lastLine(text = "") {
  return text.trim().split("\n").at(-1);
}
