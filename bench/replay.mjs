// How fast a trace is replayed: the largest of the project's own, or one that is named.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readTraceFile, replayTrace } from "../dist/index.js";

const TRACES = fileURLToPath(new URL("../test/data/traces", import.meta.url));
const LAPS = 9;

function largestTrace() {
  const files = readdirSync(TRACES)
    .filter((file) => file.endsWith(".pmt.gz"))
    .map((file) => join(TRACES, file));
  return files.reduce((a, b) => (statSync(a).size >= statSync(b).size ? a : b));
}

/** Nanoseconds of CPU time an event, a lap each; the first one is of a cold start. */
export async function replayTimes(file = largestTrace()) {
  const trace = await readTraceFile(new Uint8Array(readFileSync(file)));
  const nanoseconds = Array.from({ length: LAPS }, () => {
    const from = process.cpuUsage();
    const { addresses } = replayTrace(trace);
    const { user, system } = process.cpuUsage(from);
    if (addresses.wrong > 0) throw new Error(`${file} has ${addresses.wrong} wrong addresses`);
    return ((user + system) * 1000) / trace.eventCount;
  });
  return { events: trace.eventCount, nanoseconds };
}
