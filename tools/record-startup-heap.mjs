// Makes a version's start-up heap of a real interpreter, from recording to file:
//
//   npm run startup-heap -- INTERPRETER [--out FILE]
//
// The experiments' own script is recorded up to its first line of stats. What the recorder changes is
// put right with the stats text of a run that is not recorded; where libc first maps the list and
// where free memory begins is read off a waiting twin. Without --out the file is printed.
// Needs what `pymalloc-lab record` needs, and setarch. docs/add-a-python.md says more.
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { geometryOf, parseMallocStats } from "pymalloc-lab";
import { experimentNamed } from "pymalloc-lab/experiments";
import { STATS_LINE } from "pymalloc-lab/internal";
import { MeasuredProcess } from "../dist/cli/measure/measured-process.js";
import { observeLayout } from "../dist/cli/measure/observe-layout.js";
import { inspectInterpreter } from "../dist/cli/measure/python-interpreter.js";
import { libcOf } from "./libc-of.mjs";

/** Asks the recorder for mark 1. There is no such process, so the script ends here. */
const MARK_LINE = "import os; os.getpgid(900001)";
/** One folder for all: the length of a path decides the size of strings that start-up makes. */
const folder = join(tmpdir(), "pymalloc-lab-startup");
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" } },
});
const [path] = positionals;
if (path === undefined || positionals.length > 1) {
  process.stderr.write("usage: npm run startup-heap -- INTERPRETER [--out FILE]\n");
  process.exit(2);
}
const interpreter = inspectInterpreter(path);
if ("refused" in interpreter) throw new Error(`${path}: ${interpreter.refused}`);

const comprehension = scriptOf("random-half");
const slice = scriptOf("first-half");
mkdirSync(folder);
try {
  await make(interpreter);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {import("../dist/cli/measure/python-interpreter.js").Interpreter} interpreter */
async function make({ version, program, loader }) {
  run([...loader, program, "-m", "venv", "--without-pip", join(folder, "venv")]);
  const stats = join(folder, "stats");
  const lists = [slice, comprehension].map((script) => {
    runScript(script, stats);
    return freeLists(readFileSync(stats, "utf8"));
  });
  writeFileSync(join(folder, "prog.py"), comprehension.replace(STATS_LINE, MARK_LINE));
  const trace = join(folder, "start.pmt.gz");
  const cli = join(root, "dist/cli/main.js");
  const record = [process.execPath, cli, "record", "--python-marks", "--out", trace, "--"];
  run([...record, ...python()]);
  const layouts = [await layoutOf(comprehension), await layoutOf(slice)];
  const machine = `${process.arch === "x64" ? "x86-64" : process.arch} Linux, ${libcOf(interpreter.path)}`;
  const note = `CPython ${version}, ${machine}, empty venv, PYTHONHASHSEED=0, address randomisation off`;
  const maker = [process.execPath, join(root, "tools/make-startup-heap.mjs"), trace];
  const options = {
    note,
    stats,
    "list-objects": lists.reverse().join(","),
    "first-mapped": layouts.map(({ firstMapped }) => firstMapped).join(","),
    "free-space-below": `0x${layouts[0]?.freeSpaceBelow.toString(16)}`,
    ...(values.out !== undefined && { out: resolve(values.out) }),
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  process.stdout.write(run([...maker, ...args]));
}

/** @param {string} name */
function scriptOf(name) {
  const text = experimentNamed(name).script?.({ seed: 1 }).text;
  if (text === undefined) throw new Error(`${name} has no script`);
  return text;
}

/** The prefix that an ordinary start without address randomisation has. */
function python() {
  if ("refused" in interpreter) throw new Error(interpreter.refused);
  const { loader } = interpreter;
  const machine = process.arch === "x64" ? "x86_64" : "aarch64";
  const prefix = ["setarch", machine, "-R", ...loader];
  return [...prefix, join(folder, "venv/bin/python3"), "prog.py"];
}

/** @param {string} script @param {string} statsPath - where stderr goes; it has to be a file. */
function runScript(script, statsPath) {
  writeFileSync(join(folder, "prog.py"), script);
  const stderr = openSync(statsPath, "w");
  const [program = "", ...args] = python();
  const stdio = /** @type {const} */ (["ignore", "ignore", stderr]);
  const { status } = spawnSync(program, args, {
    cwd: folder,
    env: environment(),
    stdio: [...stdio],
  });
  closeSync(stderr);
  if (status !== 0) throw new Error(`the script failed: ${readFileSync(statsPath, "utf8")}`);
}

/** @param {string[]} command */
function run([program = "", ...args]) {
  const options = /** @type {const} */ ({ cwd: folder, encoding: "utf8" });
  const { status, stdout, stderr } = spawnSync(program, args, { ...options, env: environment() });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

function environment() {
  return { PATH: process.env["PATH"], LANG: "C.UTF-8", HOME: folder, PYTHONHASHSEED: "0" };
}

/** @param {string} text */
function freeLists(text) {
  const [first] = parseMallocStats(text);
  const lists = first?.kind === "pymalloc" ? first.freeLists : undefined;
  return lists?.find(({ name }) => name === "free PyListObject")?.objectCount ?? 0;
}

/** @param {string} script */
async function layoutOf(script) {
  if ("refused" in interpreter) throw new Error(interpreter.refused);
  const { arenaBytes } = geometryOf(interpreter.python);
  const twin = new MeasuredProcess(interpreter);
  try {
    const count = 1_000_000;
    const ofCount = (/** @type {number} */ items) =>
      script.replace(`range(${count})`, `range(${items}`.padEnd(13).concat(")"));
    const observed = await observeLayout(twin, interpreter.python, {
      count,
      arenaBytes,
      script: ofCount,
    });
    if (observed.firstMappedChunkBytes === undefined) throw new Error("the list was never mapped");
    return {
      firstMapped: observed.firstMappedChunkBytes,
      freeSpaceBelow: Math.min(...observed.mapped.map(({ start }) => start)),
    };
  } finally {
    twin.remove();
  }
}
