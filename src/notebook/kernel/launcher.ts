/**
 * Starts the notebook kernel: `node launcher.js --config-path FILE [--lifeline DESCRIPTOR]`.
 *
 * FILE is a Jupyter connection file. DESCRIPTOR closes when the client ends; the kernel then
 * ends too, and removes the folder of the connection file, which the client made for it. The kernelspec in .jupyter/kernels and the
 * project's own client both start it so. Whoever starts it sees no more of a kernel
 * that fails than its last lines, so what can be foreseen is said in one.
 */

import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { nodeRefusal } from "./node-version.js";
import { endWithParent } from "./parent-watch.js";
import { TslabVersionError } from "./tslab-package.js";

try {
  await launch();
} catch (error) {
  console.error(error instanceof TslabVersionError ? error.message : error);
  process.exitCode = 1;
}

async function launch(): Promise<void> {
  const refusal = nodeRefusal(process.versions.node);
  if (refusal !== undefined) {
    console.error(refusal);
    process.exitCode = 1;
    return;
  }
  const { values } = parseArgs({
    options: { "config-path": { type: "string" }, lifeline: { type: "string" } },
  });
  const configPath = values["config-path"];
  if (configPath === undefined) throw new Error("usage: launcher.js --config-path FILE");
  const { lifeline } = values;
  endWithParent({
    parent: process.ppid,
    lifeline: lifeline === undefined ? undefined : Number(lifeline),
    folder: lifeline === undefined ? undefined : dirname(configPath),
  });
  // Loaded only now: without tslab, loading it throws.
  const { runKernel } = await import("./run-kernel.js");
  await runKernel(configPath);
}
