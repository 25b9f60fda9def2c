import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOf } from "../../../src/cli/failure.js";
import { sweepCommand } from "../../../src/cli/sweep/sweep.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sweep-test-"));
const at = (name: string) => join(folder, name);
const contentOf = (name: string) => readFileSync(at(name), "utf8");

/** Nine runs of each of two versions; small ones, since bytes are compared and no figures. */
const PLAN = ["--experiment", "rare-survivors", "--python", "3.8,3.11", "--count", "20000"].concat(
  ...["--keep", "0.1,0.01,0.001", "--seeds", "3"],
);

function sweep(args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stderr } = spawnSync(process.execPath, [main, "sweep", ...args], {
    encoding: "utf8",
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  return { status, stderr };
}

/** What is wrong use is told before any thread starts, so it needs no process of its own. */
async function refusal(args: readonly string[]): Promise<string> {
  const inFolder = args.map((arg) => (/\.jsonl?$|^none/.test(arg) ? at(arg) : arg));
  const error: unknown = await sweepCommand(inFolder).then(
    () => "no refusal",
    (reason) => reason,
  );
  const { exitCode, message } = failureOf(error);
  expect(exitCode).toBe(2);
  return message.replaceAll(`${folder}/`, "");
}

let whole = "";

beforeAll(() => {
  expect(sweep([...PLAN, "--workers", "1", "--out", "whole.jsonl"]).status).toBe(0);
  whole = contentOf("whole.jsonl");
});

afterAll(() => rmSync(folder, { recursive: true }));

test("a sweep is a header with the plan, and a line a run", () => {
  const [header, ...lines] = whole
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(header.format).toBe("pymalloc-lab sweep 1");
  expect(header.plan).toMatchObject({ python: ["3.8", "3.11"], keep: [0.1, 0.01, 0.001] });
  expect(lines.map(({ job }) => job)).toEqual(Array.from({ length: 18 }, (_, job) => job));
  expect(lines[0].stages[2].arenas).toEqual({
    total: expect.any(Number),
    reclaimed: expect.any(Number),
    highwater: expect.any(Number),
    current: expect.any(Number),
  });
});

test("three workers write what one writes, byte for byte", () => {
  sweep([...PLAN, "--workers", "3", "--out", "three.jsonl"]);
  expect(contentOf("three.jsonl")).toBe(whole);
});

test("a plan file is the same as its options", () => {
  writeFileSync(at("plan.json"), JSON.stringify(JSON.parse(whole.split("\n")[0]!).plan));
  sweep(["--plan", "plan.json", "--out", "planned.jsonl"]);
  expect(contentOf("planned.jsonl")).toBe(whole);
});

const lineEnd = (n: number) => whole.split("\n", n).join("\n").length + 1;

test.each([
  ["nothing is there", () => 0],
  ["the header is half there", () => 40],
  ["a line is half there", () => lineEnd(7) + 100],
  ["a line lacks its end", () => lineEnd(7) - 1],
  ["all lines are whole", () => lineEnd(12)],
  ["all is done", () => whole.length],
])("a sweep that was cut continues with nothing lost and nothing twice: %s", (_, bytes) => {
  copyFileSync(at("whole.jsonl"), at("cut.jsonl"));
  truncateSync(at("cut.jsonl"), bytes());
  expect(sweep([...PLAN, "--out", "cut.jsonl"])).toMatchObject({ status: 0 });
  expect(contentOf("cut.jsonl")).toBe(whole);
});

test("killed in the middle and started again, it has every run once", async () => {
  const plan = ["--experiment", "first-half", "--count", "100000", "--seeds", "40"];
  const arguments_ = [main, "sweep", ...plan, "--out", at("killed.jsonl")];
  writeFileSync(at("killed.jsonl"), "");
  const watcher = watch(at("killed.jsonl"));
  const child = spawn(process.execPath, arguments_, { stdio: "ignore" });
  const ended = once(child, "exit");
  watcher.on("change", () => {
    if (statSync(at("killed.jsonl")).size > 2000) child.kill("SIGKILL");
  });
  expect((await ended)[1]).toBe("SIGKILL");
  watcher.close();
  const before = contentOf("killed.jsonl").split("\n").length - 2;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(40);

  const { stderr } = sweep([...plan, "--out", "killed.jsonl"]);
  expect(stderr).toContain(`40 runs, of which ${before} were there`);
  sweep([...plan, "--out", "unharmed.jsonl"]);
  expect(contentOf("killed.jsonl")).toBe(contentOf("unharmed.jsonl"));
});

test("shards that a cluster numbers merge to what one process writes", () => {
  sweep([...PLAN, "--shard", "1/3", "--out", "a.jsonl"]);
  sweep([...PLAN, "--shard", "slurm/3", "--out", "b.jsonl"], { SLURM_ARRAY_TASK_ID: "2" });
  sweep([...PLAN, "--shard", "kubernetes/3", "--out", "c.jsonl"], { JOB_COMPLETION_INDEX: "2" });
  const { status } = sweep(["--merge", "c.jsonl", "a.jsonl", "b.jsonl", "--out", "merged.jsonl"]);
  expect(status).toBe(0);
  expect(contentOf("merged.jsonl")).toBe(whole);
});

test.each([
  ["a shard that is missing", ["a.jsonl", "c.jsonl"], "shard 2/3 is missing"],
  ["a shard twice", ["a.jsonl", "b.jsonl", "c.jsonl", "again.jsonl"], "are both shard 1/3"],
  ["no file", [], "got none"],
  ["a file that is not there", ["a.jsonl", "x.jsonl"], "there is no file x.jsonl"],
  ["another plan", ["a.jsonl", "seeds.jsonl"], "different plans: their seeds differ"],
  ["other shards", ["a.jsonl", "whole.jsonl"], "whole.jsonl is one of 1 shards, a.jsonl one of 3"],
  ["a format to come", ["a.jsonl", "format.jsonl"], 'has the format "pymalloc-lab sweep 2"'],
  ["a shard that is not finished", ["a.jsonl", "short.jsonl", "c.jsonl"], "has 5 of its 6 runs"],
  ["runs that are too many", ["a.jsonl", "long.jsonl", "c.jsonl"], "has more runs than its plan"],
  ["a text", ["plan.json"], "plan.json is not a sweep"],
  [
    "an altered result",
    ["a.jsonl", "altered.jsonl", "c.jsonl"],
    "line 3 of altered.jsonl was altered",
  ],
  ["a result without its checksum", ["a.jsonl", "old.jsonl", "c.jsonl"], "its checksum is missing"],
  [
    "lines of Windows",
    ["a.jsonl", "crlf.jsonl", "c.jsonl"],
    "crlf.jsonl has lines that end in CRLF",
  ],
  ["a line without an end", ["endless.jsonl"], "endless.jsonl is not a sweep: a line has no end"],
])("merge refuses %s, and writes nothing", async (_, files, message) => {
  const [header = "", ...lines] = contentOf("b.jsonl").split("\n");
  const write = (name: string, ...parts: string[]) => writeFileSync(at(name), parts.join("\n"));
  write("again.jsonl", contentOf("a.jsonl"));
  write("seeds.jsonl", header.replace('"seeds":3', '"seeds":4'), ...lines);
  write("format.jsonl", header.replace("sweep 1", "sweep 2"), ...lines);
  write("short.jsonl", header, ...lines.slice(0, 5), "");
  write("long.jsonl", header, ...lines.slice(0, 6), lines[0]!, "");
  const altered = (from: RegExp, to: string) =>
    lines.map((line, i) => (i === 1 ? line.replace(from, to) : line));
  write("altered.jsonl", header, ...altered(/"highwater":\d/, '"highwater":9'));
  write("old.jsonl", header, ...altered(/,"crc32":"\w+"/, ""));
  writeFileSync(at("crlf.jsonl"), contentOf("b.jsonl").replaceAll("\n", "\r\n"));
  write("endless.jsonl", "x".repeat(2_000_000));
  expect(await refusal(["--merge", ...files, "--out", "refused.jsonl"])).toContain(message);
  expect(readdirSync(folder).filter((name) => name.startsWith("refused"))).toEqual([]);
});

test.each([
  ["of another plan", () => whole.replace('"seeds":3', '"seeds":4'), "its seeds differ"],
  ["of another shard", () => whole.replace('"of":1', '"of":2'), "is shard 1/2, asked for is 1/1"],
  ["that is not a sweep", () => "precious\n", "is not a sweep"],
  ["that is not a sweep and has no line", () => "precious", "is not a sweep"],
  ["with an altered result", () => whole.replace('"reclaimed":', '"reclaimed":1'), "line 2 of"],
  ["with a run out of its place", () => whole.replace('"job":3,', '"job":4,'), "line 5 of"],
])("a file %s is left as it is", async (_, content, message) => {
  writeFileSync(at("other.jsonl"), content());
  expect(await refusal([...PLAN, "--out", "other.jsonl"])).toContain(message);
  expect(contentOf("other.jsonl")).toBe(content());
});

test.each([
  [["--experiment", "first-half"], "--out FILE, and none is given"],
  [["--out", "x"], "--experiment NAMES or --plan FILE"],
  [["--out", "x", "--plan", "plan.json", "--seeds", "2"], "--seeds cannot be added"],
  [["--out", "x", "--plan", "none.json"], "cannot read the plan none.json"],
  [["--out", "none/x.jsonl", ...PLAN], "cannot write none"],
  [["--out", "x", "--experiment", "first-half", "--python", "3.5"], "the nearest is 3.6"],
  [["--out", "x", ...PLAN, "--workers", "0"], "workers must be a whole number"],
  [["--out", "x", ...PLAN, "--shard", "slurm/3"], "SLURM_ARRAY_TASK_ID is not set"],
  [["--out", "x", ...PLAN, "--shard", "19/19"], "shard 19/19 would have no run"],
  [["--out", "x", "--merge", "--shard", "1/2", "whole.jsonl"], "not --shard"],
])("sweep %j is wrong use", async (args, message) => {
  expect(await refusal(args)).toContain(message);
});

test("a task number outside the shards is named", () => {
  const { status, stderr } = sweep([...PLAN, "--out", "x", "--shard", "slurm/3"], {
    SLURM_ARRAY_TASK_ID: "0",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("SLURM_ARRAY_TASK_ID is 0, but with 3 shards it goes from 1 to 3");
});
