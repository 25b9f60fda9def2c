/** The kernel as a process: tslab, the sockets, and what is printed, put together. */
import { readFileSync } from "node:fs";
import { installShowHost } from "../show/show-host.js";
import { verdictOutput } from "../show/verdict-output.js";
import { tableOutput } from "../table/table-output.js";
import { thrownError } from "./cell-error.js";
import type { CellOutputs } from "./cell-outputs.js";
import { installReadableStacks } from "./cell-stack.js";
import type { ConnectionInfo } from "./jupyter-wire.js";
import { KernelServer } from "./kernel-server.js";
import { loadTslab, type Tslab } from "./load-tslab.js";
import { redirectStandardStreams } from "./standard-streams.js";
import { TslabKernel } from "./tslab-kernel.js";

/**
 * Runs the kernel in this process.
 *
 * @param configPath - a Jupyter connection file.
 * @throws {TslabVersionError} when tslab is not installed, or another version of it.
 */
export async function runKernel(configPath: string): Promise<void> {
  const connection: ConnectionInfo = JSON.parse(readFileSync(configPath, "utf8"));
  const tslab = loadTslab();
  const kernel = new TslabKernel(tslab);
  let current: CellOutputs | undefined;
  // Loaded while the first front end connects, and waited for before the first cell.
  const charts = import("../show/chart-output.js");
  const server = new KernelServer(kernel, connection, async (outputs) => {
    const { chartOutput } = await charts;
    current = outputs;
    sendDisplaysTo(outputs, tslab);
    installShowHost({
      show: (chart) => outputs.display(chartOutput(chart)),
      verdict: (verdict) => outputs.display(verdictOutput(verdict)),
      table: (table) => outputs.display(tableOutput(table)),
    });
  });
  redirectStandardStreams(() => current);
  installReadableStacks();
  process.on("SIGINT", () => kernel.interrupt());
  process.on("uncaughtException", printLateError);
  process.on("unhandledRejection", printLateError);
  await server.start();
}

/** What a timer or a forgotten promise of a cell throws belongs to no request: it is printed. */
function printLateError(thrown: unknown): void {
  console.error(`Uncaught ${thrownError(thrown).traceback.join("\n")}`);
}

/** Directs `tslab.display` to a cell. */
function sendDisplaysTo(outputs: CellOutputs, { jupyter }: Tslab): void {
  const lastWriteDisplayData: Tslab["jupyter"]["lastWriteDisplayData"] = (shown, isUpdate) => {
    const { display_id } = shown.transient;
    const data = Object.entries(shown.data).map(([type, value]) => [type, String(value)]);
    outputs.publish(isUpdate ? "update_display_data" : "display_data", {
      data: Object.fromEntries(data),
      metadata: shown.metadata,
      transient: display_id === undefined ? {} : { display_id },
    });
  };
  Object.assign(jupyter, { lastWriteDisplayData });
}
