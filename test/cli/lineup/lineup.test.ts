/** The command, with glibc alone and with whatever else this machine has. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { replayTrace } from "../../../dist/doors/trace.js";
import { lineupCommand } from "../../../src/cli/lineup/lineup.js";
import { assertMeasurable } from "../../../src/cli/lineup/machine.js";
import { CONFIGURATIONS, configurationNamed } from "../../../src/lineup/configurations.js";
import type { LineupReport } from "../../../src/lineup/report.js";
import { readTrace } from "../../../src/trace/read-trace.js";
import { writeTrace } from "../../../src/trace/write-trace.js";
import { command } from "../../recorder/recording-tools.js";
import { arenaSteps, traceOfSteps } from "../../trace/small-trace.js";

const TRACE = fileURLToPath(
  new URL("../../data/traces/a-strings_sparse100k-3.11.pmt.gz", import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), "lineup-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const lineup = (...args: string[]) => command(["lineup", ...args], { TMPDIR: folder });

function whyNot(): string | undefined {
  if (process.platform !== "linux") return "not Linux";
  if (!existsSync("/proc/self/smaps_rollup")) return "no smaps_rollup";
  if (spawnSync("cc", ["--version"]).status !== 0) return "no C compiler";
  const listed = command(["lineup", "--list"]).stdout;
  return /^glibc .*\n +here$/m.test(listed) ? undefined : "no glibc";
}

const missing = whyNot();
const suffix = missing === undefined ? "" : ` (skipped: ${missing})`;

describe.skipIf(missing !== undefined)(`a lineup${suffix}`, () => {
  const out = join(folder, "out.json");
  const run = () =>
    lineup(TRACE, "--with", "pymalloc,glibc", "--wait", "0", "--repeat", "2", "--out", out);

  test("has in its file what it promises, all in bytes", () => {
    const { status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("MiB held");
    const report: LineupReport = JSON.parse(readFileSync(out, "utf8"));
    const file = readFileSync(TRACE);
    expect(report.trace).toMatchObject({
      sha256: createHash("sha256").update(file).digest("hex"),
      python: "3.11.7",
      moment: "mark 3",
    });
    expect(report.machine).toMatchObject({ architecture: process.arch, waitSeconds: 0 });
    const [pymalloc, glibc] = report.allocators;
    expect(pymalloc?.name).toBe("pymalloc");
    expect(glibc).toMatchObject({ name: "glibc", settings: "" });
    expect(glibc?.version).toMatch(/^2\.\d+$/);
    expect(glibc?.repeats.length).toBe(2);
    for (const one of report.allocators) {
      const { peak, live, rightAway, afterWait, samples } = one;
      expect(peak).toBeGreaterThanOrEqual(rightAway);
      expect(rightAway).toBeGreaterThan(live);
      expect(afterWait).toBeGreaterThan(live);
      expect(samples.length).toBeGreaterThan(200);
      expect(samples.at(-1)?.event).toBe(report.trace.events);
    }
    // Asked, glibc gives pages back that lie free between the survivors.
    expect(glibc?.asked).toBeLessThan(glibc?.rightAway ?? 0);
    expect(pymalloc?.asked).toBeNull();
  });

  test("leaves nothing of its own behind", () => {
    run();
    expect(readdirSync(folder)).toEqual(["out.json"]);
  });

  test("compares at the moment that is asked for", () => {
    const liveAt = (at: string) => {
      const { status } = lineup(TRACE, "--with", "pymalloc", "--at", at, "--out", out);
      expect(status).toBe(0);
      const report: LineupReport = JSON.parse(readFileSync(out, "utf8"));
      return report.allocators[0]?.live ?? 0;
    };
    expect(liveAt("2")).toBeGreaterThan(liveAt("3"));
    expect(liveAt("0%")).toBe(0);
  });

  test("counts a block that is written to, and not what is only asked for by nobody", () => {
    // 64 blocks of a mebibyte, freed again: glibc maps each, and gives each back.
    const trace = traceOfSteps("3.8", arenaSteps());
    const path = join(folder, "small.pmt.gz");
    writeFileSync(path, gzipSync(writeTrace(trace)));
    const { status } = lineup(
      path,
      "--with",
      "glibc,pymalloc",
      "--at",
      "50%",
      "--wait",
      "0",
      "--out",
      out,
    );
    rmSync(path);
    expect(status).toBe(0);
    const report: LineupReport = JSON.parse(readFileSync(out, "utf8"));
    for (const { live, rightAway } of report.allocators) {
      expect(rightAway).toBeGreaterThanOrEqual(live);
    }
  });
});

test("the model's row is that of the replay", () => {
  const { status } = lineup(TRACE, "--with", "pymalloc", "--out", join(folder, "m.json"));
  expect(status).toBe(missing === "not Linux" || missing === "no smaps_rollup" ? 2 : 0);
  if (status !== 0) return;
  const report: LineupReport = JSON.parse(readFileSync(join(folder, "m.json"), "utf8"));
  rmSync(join(folder, "m.json"));
  const zipped = readFileSync(TRACE);
  const trace = readTrace(
    new Uint8Array(spawnSync("gzip", ["-dc"], { input: zipped, maxBuffer: 1e9 }).stdout),
  );
  const text = replayTrace(trace).marks.at(-1)?.text ?? "";
  const [, arenas = "0"] = /# arenas allocated current += +(\d+)/.exec(text) ?? [];
  expect(report.allocators[0]?.rightAway).toBe(Number(arenas) * 2 ** 20 + report.bounds.rawBytes);
});

test.each([
  [["--with", "glibc"], "lineup takes one trace file, got 0"],
  [[TRACE, TRACE], "lineup takes one trace file, got 2"],
  [["nothing.pmt.gz"], "there is no file nothing.pmt.gz"],
  [[TRACE, "--with", "gmalloc"], 'there is no allocator "gmalloc"; there are pymalloc, libpython'],
  [[TRACE, "--with", "glibc,glibc"], "--with names glibc twice"],
  [[TRACE, "--with", "glibc=/bin/sh"], "glibc is not a library that is preloaded"],
  [[TRACE, "--with", "mesh=nothing.so"], "there is no file"],
  [[TRACE, "--wait", "-1"], '--wait takes seconds from 0 to 3600, got "-1"'],
  [[TRACE, "--wait", "soon"], '--wait takes seconds from 0 to 3600, got "soon"'],
  [[TRACE, "--repeat", "0"], '--repeat takes a whole number from 1 to 1000, got "0"'],
  [
    [TRACE, "--with", "pymalloc", "--at", "9"],
    '--at takes a mark, or a share such as 80%, got "9"; the trace has the marks 1, 2, 3',
  ],
  [["--list", TRACE], "lineup --list takes no trace"],
])("%j is refused", async (args, why) => {
  await expect(lineupCommand(args)).rejects.toThrow(why);
});

test("a trace that is not whole is refused, and nothing is written", async () => {
  const cut = join(folder, "cut.pmt.gz");
  const bytes = readFileSync(TRACE);
  for (const [content, why] of [
    [bytes.subarray(0, bytes.length / 2), "not a gzip file, or one that is cut short"],
    [Buffer.from("no trace"), "not a gzip file"],
    [gzipSync("no trace\n"), "not a valid pmt1 trace"],
  ] as const) {
    writeFileSync(cut, content);
    await expect(lineupCommand([cut, "--out", join(folder, "never.json")])).rejects.toThrow(why);
    expect(existsSync(join(folder, "never.json"))).toBe(false);
  }
  rmSync(cut);
});

test("other systems than Linux are refused by name", () => {
  expect(() => assertMeasurable("darwin")).toThrow("which macOS does not have");
  expect(() => assertMeasurable("win32")).toThrow("which Windows does not have");
  expect(() => assertMeasurable("sunos")).toThrow("which sunos does not have");
});

test("each allocator is here, or is named with what to install", () => {
  const { status, stdout } = command(["lineup", "--list"]);
  expect(status).toBe(0);
  for (const { name, debian } of CONFIGURATIONS) {
    const [, entry = ""] = stdout.split(new RegExp(`^${name} `, "m"));
    expect(entry, name).not.toBe("");
    const lines = entry.split(/\n(?=\S)/)[0] ?? "";
    const isMissing = lines.includes("not here: ");
    if (isMissing && debian !== undefined) expect(lines).toContain(`(Debian: ${debian})`);
    else if (!isMissing) expect(lines).toMatch(/\n +(here|\/.*)$/);
  }
});

test("one that is named and missing is refused with its package", () => {
  const { status, stderr } = command(["lineup", TRACE, "--with", "musl"], { PATH: folder });
  expect(status).toBe(2);
  expect(stderr).toContain("musl: there is no musl-gcc (Debian: musl-tools)");
});

const PRELOADED = CONFIGURATIONS.filter(({ runner }) => runner.kind === "preload");
const listed = missing === undefined ? command(["lineup", "--list"]).stdout : "";
const isHere = (name: string) => {
  const [, entry = ""] = listed.split(new RegExp(`^${name} `, "m"));
  return entry !== "" && !(entry.split(/\n(?=\S)/)[0] ?? "").includes("not here");
};

describe.each([...PRELOADED.map(({ name }) => name), "musl", "libpython"])("%s", (name) => {
  test.skipIf(!isHere(name))(
    `comes to the end${isHere(name) ? "" : " (skipped: not here)"}`,
    () => {
      const { status, stdout, stderr } = lineup(
        TRACE,
        "--with",
        name,
        "--wait",
        "0",
        "--out",
        "/dev/stdout",
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const [figures] = (JSON.parse(stdout) as LineupReport).allocators;
      expect(figures?.version).not.toBe("");
      expect(figures?.rightAway).toBeGreaterThan(figures?.live ?? 0);
      const isAsked = configurationNamed(name).ask !== "none";
      expect(figures?.asked === null).toBe(!isAsked);
    },
  );
});
