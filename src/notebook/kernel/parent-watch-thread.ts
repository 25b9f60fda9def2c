/** The thread that {@link endWithParent} starts. */
import { rmSync } from "node:fs";
import { Socket } from "node:net";
import { workerData } from "node:worker_threads";
import type { ParentWatch } from "./parent-watch.js";

/** How often the parent's number is looked at: it changes when the parent has ended. */
const CHECK_MS = 1000;

const { parent, lifeline, folder }: ParentWatch = workerData;

if (lifeline !== undefined) {
  new Socket({ fd: lifeline }).on("error", end).on("close", end).resume();
}
setInterval(() => process.ppid !== parent && end(), CHECK_MS);

/** The main thread may be busy for ever, so it is not asked. */
function end(): void {
  try {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}
