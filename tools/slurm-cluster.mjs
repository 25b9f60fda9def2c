// A Slurm of one node on loopback, with a key, ports and folders of its own: no accounting, nothing
// in /etc, and nothing left when it is stopped. It needs to be root, as slurmd does.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue"];

/** Why there can be no Slurm here, or `undefined`. Installs Debian's where that is possible. */
export function whyNoSlurm() {
  if (process.platform !== "linux") return `this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "slurmd has to be started by root";
  if (missingPrograms().length === 0) return undefined;
  if (spawnSync("apt-get", ["--version"]).status !== 0) return "there is no Slurm, and no apt-get";
  const install = ["install", "-y", "--no-install-recommends", "slurm-wlm", "munge"];
  const aptGet = (/** @type {string[]} */ args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync("apt-get", args, { stdio: "ignore", env }).status;
  };
  if (aptGet(install) !== 0) {
    aptGet(["update"]);
    aptGet(install);
  }
  const missing = missingPrograms();
  return missing.length === 0 ? undefined : `${missing.join(", ")} could not be installed`;
}

function missingPrograms() {
  return PROGRAMS.filter((name) => spawnSync("which", [name]).status !== 0);
}

/**
 * Starts the daemons, and waits till the node takes jobs.
 *
 * @param {string} folder - an empty one, for everything that they write.
 */
export async function startSlurm(folder) {
  const at = (/** @type {string} */ name) => join(folder, name);
  await Promise.all(["state", "spool"].map((name) => mkdir(at(name))));
  writeFileSync(at("munge.key"), randomBytes(1024), { mode: 0o600 });
  writeFileSync(at("slurm.conf"), slurmConf(folder, await freePort(), await freePort()));
  const environment = { ...process.env, SLURM_CONF: at("slurm.conf") };
  /** @type {import("node:child_process").ChildProcess[]} */
  const daemons = [];
  const start = (/** @type {string} */ name, /** @type {string[]} */ args) => {
    const log = openSync(at(`${name}.out`), "a");
    daemons.push(spawn(name, args, { env: environment, stdio: ["ignore", log, log] }));
  };
  const run = (/** @type {string} */ name, /** @type {string[]} */ ...args) => {
    const { status, stdout, stderr } = spawnSync(name, args, {
      cwd: folder,
      env: environment,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${name} ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  const stop = async () => {
    // The last one started is the first to go: slurmd ends what it still runs.
    for (const daemon of daemons.reverse()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
      const ended = once(daemon, "exit");
      daemon.kill("SIGTERM");
      const late = setTimeout(() => daemon.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(late);
    }
  };
  try {
    const own = ["key-file", "socket", "pid-file", "log-file", "seed-file"];
    const options = own.map((name) => `--${name}=${at(`munge.${name.replace("-file", "")}`)}`);
    start("munged", ["--foreground", "--force", ...options]);
    await until("munged answers", () => readable(at("munge.socket")));
    start("slurmctld", ["-D"]);
    start("slurmd", ["-D", "-N", node]);
    await until("the node is idle", () => sayIdle(environment));
  } catch (error) {
    await stop();
    throw error;
  }
  return { run, stop };
}

const node = hostname().split(".")[0] ?? "localhost";

/** @param {string} folder @param {number} controllerPort @param {number} nodePort */
function slurmConf(folder, controllerPort, nodePort) {
  return `ClusterName=loopback
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
SlurmUser=root
SlurmdUser=root
# A requeued job waits as long as the credentials of its first run hold.
AuthInfo=socket=${folder}/munge.socket,cred_expire=5
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
MpiDefault=none
ReturnToService=2
KillWait=1
# Four tasks at one time, whatever the machine has.
SlurmdParameters=config_overrides
NodeName=${node} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

/** @param {NodeJS.ProcessEnv} environment */
function sayIdle(environment) {
  const { stdout } = spawnSync("sinfo", ["-h", "-o", "%T"], { env: environment, encoding: "utf8" });
  return stdout.trim() === "idle";
}

/** @param {string} path */
function readable(path) {
  return spawnSync("test", ["-S", path]).status === 0;
}

/**
 * @param {string} what
 * @param {() => boolean} isSo
 * @param {number} seconds
 */
export async function until(what, isSo, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`${what}: not after ${seconds} s`);
    await wait(100);
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** What the daemons said, for a run that failed. @param {string} folder */
export function slurmLogs(folder) {
  const tail = (/** @type {string} */ name) => {
    try {
      return `${name}:\n${readFileSync(join(folder, name), "utf8").split("\n").slice(-15).join("\n")}`;
    } catch {
      return `${name}: nothing`;
    }
  };
  return ["munged.out", "slurmctld.out", "slurmd.out"].map(tail).join("\n");
}
