import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { planOf } from "../../src/cli/sweep/arguments.js";
import { lineOf } from "../../src/cli/sweep/file.js";
import { SWEEP_FORMAT } from "../../src/experiments/sweep/line.js";
import { sweepPlan } from "../../src/experiments/sweep/plan.js";
import { WHOLE_SWEEP } from "../../src/experiments/sweep/shard.js";
import { runSweep } from "../../src/experiments/sweep/sweep.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(`${root}docs/sweeps.md`, "utf8");
const fences = (language: string) =>
  [...page.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text = ""]) => text);

test("the header and the first line on the page are those of the command on it", async () => {
  const [command = ""] = page.match(/sweep --experiment [\s\S]*?--out/) ?? [];
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1];
  const texts = Object.fromEntries(
    ["experiment", "python", "count", "keep", "seeds"].map((name) => [name, option(name)]),
  );
  const plan = planOf(undefined, texts);
  const [, header, line] = fences("json");
  expect(header).toBe(`${JSON.stringify({ format: SWEEP_FORMAT, plan, shard: WHOLE_SWEEP })}\n`);
  const first = await runSweep(plan).next();
  if (first.done) throw new Error("the plan has no runs");
  expect(line).toBe(`${lineOf(first.value)}\n`);
});

test("the plan file on the page is a plan", () => {
  const [plan = ""] = fences("json");
  expect(sweepPlan(JSON.parse(plan)).experiments).toEqual(["rare-survivors", "first-half"]);
});

test("the example prints what the page says", () => {
  const [code = ""] = fences("ts");
  const [expected] = fences("text");
  const file = `${root}.cache-sweeps-example.mjs`;
  writeFileSync(file, code);
  try {
    expect(spawnSync(process.execPath, [file], { encoding: "utf8" }).stdout).toBe(expected);
  } finally {
    rmSync(file);
  }
});
