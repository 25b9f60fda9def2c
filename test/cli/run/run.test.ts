import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const trace = fileURLToPath(new URL("../../data/traces/a-lists-3.11.pmt.gz", import.meta.url));

function command(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("run --json prints the figures and the recording", () => {
  const { status, stdout } = command(
    ...["run", "random-half", "--python", "3.12", "--seed", "5", "--count", "50000", "--json"],
  );
  expect(status).toBe(0);
  const result = JSON.parse(stdout);
  expect(Object.keys(result)).toEqual(
    expect.arrayContaining([
      "experiment",
      "python",
      "seed",
      "count",
      "keep",
      "stages",
      "recording",
    ]),
  );
  expect(result).toMatchObject({ python: "3.12", seed: 5, count: 50_000, keep: 0.5 });
  expect(result.stages.map((stage: { name: string }) => stage.name)).toEqual([
    "startup",
    "allocated",
    "deleted",
  ]);
  expect(Object.keys(result.stages[0])).toEqual(
    expect.arrayContaining(["name", "arenas", "blocks", "bytesInBlocks"]),
  );
  expect(Object.keys(result.stages[0].arenas)).toEqual([
    "total",
    "reclaimed",
    "highwater",
    "current",
  ]);
});

test("run prints a table, and --list the experiments", () => {
  expect(command("run", "toy").stdout).toMatch(/deleted\s+3\s+1\s+3\s+2/);
  expect(command("run", "--list").stdout).toMatch(/^toy .*\n(.*\n)*first-half /);
});

test("run --list --json has the same experiments as the list", () => {
  const { stdout } = command("run", "--list", "--json");
  const names = JSON.parse(stdout).experiments.map(({ name }: { name: string }) => name);
  const lines = command("run", "--list").stdout.trimEnd().split("\n");
  expect(names).toEqual(lines.map((line) => line.split(" ")[0]));
});

test("a negative seed is a value, not an option", () => {
  const { stdout } = command("run", "random-half", "--seed", "-7", "--count", "10", "--json");
  expect(JSON.parse(stdout).seed).toBe(-7);
});

test("a seed of many digits stays as it is", () => {
  const seed = "123456789012345678901234567890";
  const { stdout } = command("run", "random-half", "--seed", seed, "--count", "10", "--json");
  expect(JSON.parse(stdout).seed).toBe(seed);
});

test.each([
  [["run"], "takes one experiment"],
  [["run", "nope"], 'no experiment is named "nope"'],
  [["run", "toy", "--python", "3.5"], "nearest is 3.6"],
  [
    ["run", "random-half", "--seed", "1.5"],
    'seed must be a whole number, as for random.seed(), got "1.5"',
  ],
  [["run", "random-half", "--count", "many"], 'count must be a number, got "many"'],
  [["run", "random-half", "--count", "-3"], "1 or more, got -3"],
  [["run", "random-half", "--count=-3"], "1 or more, got -3"],
  [["run", "random-half", "--keep", "1.5"], "from 0 to 1, got 1.5"],
  [["run", "toy", "--fast"], "there is no option --fast; there are --python, --seed,"],
  [["run", "toy", "--seed"], "--seed takes a value, and none is given"],
  [["run", "toy", "--python", "--json"], "--python takes a value, and none is given"],
  [["run", "toy", "--json=yes"], "--json takes no value"],
  [["kernel", "install", "--fast"], "there is no option --fast, and no other"],
  [["record", "--out", "x", "python3", "x.py"], 'got "python3 x.py" before it'],
  [["measure"], "there are random-half, rare-survivors, first-half, blocks-512"],
  [["stats", trace], "is not text; expected the output of sys._debugmallocstats()"],
  [["stats", "docs"], "docs is a folder; stats takes one file"],
  [["slides", "README.md", "--out", "x.html"], "README.md: not a notebook"],
  [["slides", "--out", "no-folder/x.html"], "cannot write no-folder/x.html: there is no folder"],
  [["notebook", "check", "docs"], "docs is a folder; name its notebooks"],
  [["notebook", "new", "no-folder/x.ipynb"], "cannot write no-folder/x.ipynb: there is no folder"],
  [
    ["notebook", "run", "notebooks/02-random-half.ipynb", "--out", "docs"],
    "cannot write docs: it is a folder",
  ],
  [["run", "toy", "--seed", "5"], "toy does not use --seed; it takes --python, --check"],
  [["run", "toy", "--request-bytes", "64"], "toy does not use --request-bytes"],
  [["run", "trie-compression", "--keep", "0.5"], "trie-compression does not use --keep; it takes"],
  [["run", "blocks-512", "--request-bytes=-5"], "0 or more, got -5"],
  [["measure", "random-half", "--request-bytes", "9"], "does not use --request-bytes; it takes"],
  [["replay"], "takes one trace file"],
  [["replay", "no-such-file"], "cannot read no-such-file"],
  [["replay", main], "not a gzip file"],
  [["replay", "docs"], "docs is a folder; replay takes one trace file"],
  [["launch"], 'no command "launch"'],
])("%j is wrong use: exit code 2, a message, no output", (args, message) => {
  const { status, stdout, stderr } = command(...args);
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test.each(["run", "measure", "replay", "record", "stats", "notebook"])(
  "%s --help prints its help and exits with 0",
  (name) => {
    const { status, stdout } = command(name, "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^pymalloc-lab ${name} `));
  },
);

test("help that a recorded program is asked for is not ours", () => {
  expect(command("record", "--", "python3", "--help").stderr).toContain("record takes --out FILE");
});

test("replay --json says what was compared", () => {
  const { status, stdout } = command("replay", trace, "--json");
  const report = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(report).toMatchObject({ file: "a-lists-3.11.pmt.gz", python: "3.11" });
  expect(report.addresses.wrong).toBe(0);
  expect(report.addresses.compared).toBeGreaterThan(10_000);
  expect(report.marks[0].text).toContain("# arenas allocated current");
});
