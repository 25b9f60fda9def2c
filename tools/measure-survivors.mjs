// Measures rare-survivors with several shares on the interpreters that are named, and writes what
// came out as the tests' data: node tools/measure-survivors.mjs FILE INTERPRETER...
// Any command that starts a CPython will do, one without a virtual environment too. Needs Linux and
// setarch: with address randomisation on, a run cannot be repeated.
import { spawnSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join, resolve } from "node:path";
import { parseMallocStats } from "pymalloc-lab";
import { experimentNamed } from "pymalloc-lab/experiments";

const COUNT = 1_000_000;
/** Chances to be kept, each with a seed of its own. */
const CASES = [
  { keep: 0.000004, seed: 101 },
  { keep: 0.00001, seed: 102 },
  { keep: 0.000025, seed: 103 },
  { keep: 0.00005, seed: 104 },
  { keep: 0.0001, seed: 105 },
  { keep: 0.0002, seed: 106 },
  { keep: 0.0004, seed: 107 },
  { keep: 0.001, seed: 108 },
];

const [file, ...interpreters] = process.argv.slice(2);
if (file === undefined || interpreters.length === 0) {
  process.stderr.write("usage: node tools/measure-survivors.mjs FILE INTERPRETER...\n");
  process.exit(2);
}

const folder = mkdtempSync(join(os.tmpdir(), "pymalloc-lab-"));
try {
  const runs = interpreters.flatMap((path) => CASES.map((one) => measured(path, one)));
  const provenance = {
    measured: new Date().toISOString().slice(0, 10),
    machine: `${os.arch()}, ${os.type()} ${/^\d+\.\d+/.exec(os.release())}`,
    how: "the experiment's script, PYTHONHASHSEED=0, python -I, setarch -R",
  };
  const text = runs.map((run) => JSON.stringify(run)).join(",\n");
  writeFileSync(
    `${file}.new`,
    `{"provenance":${JSON.stringify(provenance)},\n"runs":[\n${text}\n]}\n`,
  );
  renameSync(`${file}.new`, file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} path @param {{ keep: number, seed: number }} options */
function measured(path, { keep, seed }) {
  const script = experimentNamed("rare-survivors").script?.({ seed, keep, count: COUNT });
  if (script === undefined) throw new Error("rare-survivors has no script");
  const program = join(folder, "prog.py");
  writeFileSync(program, script.text);
  const { stderr } = run(path, ["-I", program]);
  const [startup, , deleted] = parseMallocStats(stderr).map((text) => {
    if (text.kind !== "pymalloc") throw new Error(`${path}: a text of ${text.kind}`);
    return text.stats;
  });
  if (startup === undefined || deleted === undefined) throw new Error(`${path}: too few texts`);
  const version = run(path, ["-c", "import sys; print(sys.version.split()[0])"]).stdout.trim();
  console.log(version, keep, startup.arenas.current, deleted.arenas.current);
  return {
    version,
    keep,
    seed,
    count: COUNT,
    arenaBytes: deleted.arenaBytes,
    startup: startup.arenas.current,
    held: deleted.arenas.current,
  };
}

/** @param {string} path @param {string[]} args */
function run(path, args) {
  const { status, stdout, stderr } = spawnSync(
    "setarch",
    ["x86_64", "-R", resolve(path), ...args],
    {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], LANG: "C.UTF-8", PYTHONHASHSEED: "0" },
    },
  );
  if (status !== 0) throw new Error(`${path}: exit code ${status}: ${stderr.slice(-300)}`);
  return { stdout, stderr };
}
