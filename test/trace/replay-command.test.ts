import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import type { Trace } from "../../src/trace/trace.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, traceOfSteps } from "./small-trace.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "replay-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

const good = traceOfSteps("3.12", arenaSteps());

function replay(file: string, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, "replay", file, ...options],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

function replayBytes(bytes: Uint8Array, ...options: string[]) {
  const file = join(folder, "trace.pmt.gz");
  writeFileSync(file, bytes);
  return replay(file, ...options);
}

const replayTraceFile = (change: Partial<Trace>, ...options: string[]) =>
  replayBytes(gzipSync(writeTrace({ ...good, ...change })), ...options);

test("a trace that replays is exit code 0, and says so", () => {
  const { status, stdout } = replayTraceFile({});
  expect(status).toBe(0);
  expect(stdout).toContain("1,001 compared, 0 wrong");
  expect(replayTraceFile({ cut: true }).stdout).toContain("cut before the process ended");
  expect(JSON.parse(replayTraceFile({}, "--json").stdout)).toMatchObject({
    file: "trace.pmt.gz",
    python: "3.12",
    events: 2002,
    addresses: { compared: 1001, wrong: 0 },
    marks: [{ id: 3003, event: 1001 }],
  });
});

test("a difference is exit code 1", () => {
  const addresses = good.addresses.slice();
  addresses[7]! += 512;
  const { status, stdout } = replayTraceFile({ addresses });
  expect(status).toBe(1);
  expect(stdout).toContain("1,001 compared, 1 wrong");
});

test("a file that is not a valid trace is exit code 2, with the event and the reason", () => {
  const blocks = good.blocks.slice();
  blocks[1_500] = blocks[1_400]!;
  for (const [{ status, stdout, stderr }, reason] of [
    [replayTraceFile({ blocks }), /event 1500: block \d+ was freed before/],
    [replayTraceFile({ arenasObtained: [] }), /event 0: the recording has 0 arenas/],
    [replayBytes(gzipSync(writeTrace(good)).subarray(0, -9)), /cut short or altered/],
    [replayBytes(new Uint8Array(0)), /cut short or altered/],
    [replay(join(folder, "nowhere")), /cannot read .*nowhere: ENOENT/],
    [replay(folder), /is a folder; replay takes one trace file/],
  ] as const) {
    expect(stderr).toMatch(reason);
    expect(status).toBe(2);
    expect(stdout).toBe("");
  }
});
