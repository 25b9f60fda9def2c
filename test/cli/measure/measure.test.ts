import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findInterpreters } from "../../../src/cli/measure/find-interpreters.js";
import { parseMaps } from "../../../src/cli/measure/observe-layout.js";
import {
  type Interpreter,
  inspectInterpreter,
  refusedAllocator,
} from "../../../src/cli/measure/python-interpreter.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pymalloc-lab-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function command(args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "measure", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

/** A program that answers the questions as some Python would. */
function pretending(name: string, answers: Record<string, unknown>): string {
  const path = join(folder, name);
  const all = {
    implementation: "CPython",
    version: "3.13.0",
    program: path,
    isDebugBuild: false,
    isFreeThreaded: false,
    hasPymalloc: true,
    hasStats: true,
    is64Bit: true,
    ...answers,
  };
  writeFileSync(path, `#!/bin/sh\necho '${JSON.stringify(all)}'\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === "win32")("an interpreter that cannot be measured", () => {
  test.each([
    ["pypy3", { implementation: "PyPy", version: "3.10.14" }, "it is PyPy 3.10.14"],
    ["python3.13t", { isFreeThreaded: true }, "a free-threaded build of 3.13.0"],
    ["python3.13d", { isDebugBuild: true }, "a debug build of 3.13.0"],
    ["without", { hasPymalloc: false }, "built without pymalloc"],
    ["python2", { version: "2.7.18" }, "it is Python 2.7.18"],
    ["python3.5", { version: "3.5.10" }, "the nearest is 3.6"],
    ["python3.19", { version: "3.19.0" }, "the nearest is 3.15"],
    ["small", { is64Bit: false }, "a 32-bit build"],
  ])("%s is named as such", (name, answers, message) => {
    const path = pretending(name, answers);
    const { status, stdout, stderr } = command(["random-half", "--python", path]);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  test("a missing one, one that is not a program, and one that is not a Python are named", () => {
    const text = join(folder, "text");
    writeFileSync(text, "no program");
    expect(inspectInterpreter(join(folder, "none"))).toMatchObject({
      refused: "there is no such program; --python takes a path, a command or all",
    });
    expect(inspectInterpreter(text)).toMatchObject({ refused: "it cannot be executed" });
    expect(inspectInterpreter("/bin/false")).toMatchObject({
      refused: expect.stringContaining("does not answer as a Python would"),
    });
  });

  test("all of a search path are found, each once, and those refused come last", () => {
    const alone = mkdtempSync(join(folder, "path-"));
    const bin = (name: string) => join(alone, name).slice(folder.length + 1);
    pretending(bin("python3.9"), { version: "3.9.1", program: "/one" });
    pretending(bin("python3.11"), { version: "3.11.2", program: "/two" });
    pretending(bin("python3"), { version: "3.11.2", program: "/two" });
    pretending(bin("python3.13t"), { isFreeThreaded: true });
    const found = findInterpreters({ PATH: alone, PYENV_ROOT: alone }).filter(({ path }) =>
      path.startsWith(alone),
    );
    const names = found.map(({ path }) => path.slice(alone.length + 1));
    expect(names).toEqual(["python3.9", "python3", "python3.13t"]);
  });
});

test.each([
  ["malloc", "puts another in pymalloc's place"],
  ["mimalloc", "puts another in pymalloc's place"],
  ["pymalloc_debug", "pads every request"],
  ["debug", "pads every request"],
])("PYTHONMALLOC=%s is refused by name", (name, message) => {
  expect(refusedAllocator({ PYTHONMALLOC: name })).toContain(message);
  const { status, stderr } = command(["random-half"], { PYTHONMALLOC: name });
  expect(stderr).toContain(`PYTHONMALLOC=${name}`);
  expect(status).toBe(2);
});

test("PYTHONMALLOC=pymalloc, or none, is what is modelled", () => {
  expect(refusedAllocator({ PYTHONMALLOC: "pymalloc" })).toBeUndefined();
  expect(refusedAllocator({})).toBeUndefined();
});

test.each([
  [["toy"], "toy has no Python script; measure takes random-half"],
  [["no-such"], 'no experiment is named "no-such"'],
  [[], "measure takes one experiment, got 0"],
  [["random-half", "--keep", "2"], "from 0 to 1, got 2"],
  [["random-half", "--count", "1e12"], "would need about"],
  [["random-half", "--seed", "x"], "seed must be a whole number"],
])("measure %j is wrong use", (args, message) => {
  const { status, stdout, stderr } = command(args);
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("of a process's maps, what lies above its heap counts, without the stack", () => {
  const maps = [
    "555555554000-555555555000 r--p 00000000 08:01 12 /bin/python",
    "555555559000-55555557a000 rw-p 00000000 00:00 0 [heap]",
    "7ffff7000000-7ffff7100000 rw-p 00000000 00:00 0",
    "7ffff7100000-7ffff7200000 r--p 00000000 08:01 13 /lib/libc.so",
    "7ffff7fc0000-7ffff7fc2000 r-xp 00000000 00:00 0 [vdso]",
    "7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0 [stack]",
    "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]",
  ].join("\n");
  expect(parseMaps(maps)).toEqual([
    { start: 0x7ffff7000000, end: 0x7ffff7200000 },
    { start: 0x7ffff7fc0000, end: 0x7ffff7fc2000 },
  ]);
});

/** The dynamic loader that an installed program runs on, where there is one to see. */
function loaderOf(program: string): string | undefined {
  const question = "print(open('/proc/self/maps').read())";
  const { stdout } = spawnSync(program, ["-c", question], { encoding: "utf8" });
  return /\/\S*\/ld-[^/\s]*\.so[^/\s]*/.exec(stdout ?? "")?.[0];
}

const python = findInterpreters(process.env).find((one) => "python" in one);

describe.skipIf(python === undefined)("on a Python of this machine", () => {
  const path = python?.path ?? "";

  test.each([
    ["rare-survivors", "--count", "150000", "--keep", "0.0005", "--seed", "12"],
    ["first-half", "--count", "60000", "--seed", "3"],
    ["blocks-512", "--count", "20000"],
  ])("%s has the same arenas measured and simulated", (...args) => {
    const { status, stdout } = command([...args, "--python", path, "--json"]);
    const comparison = JSON.parse(stdout);
    expect(comparison.stages.map((stage: { name: string }) => stage.name)).toEqual([
      "startup",
      "allocated",
      "deleted",
    ]);
    if (comparison.addressRandomisation === "on") return;
    for (const { measured, simulated } of comparison.stages) {
      expect(simulated.arenas).toEqual(measured.arenas);
    }
    expect({ status, isEqual: comparison.isEqual }).toEqual({ status: 0, isEqual: true });
  });

  test.skipIf(loaderOf(path) === undefined)(
    "started by its dynamic loader, as one unpacked in a folder is, it is measured so too",
    () => {
      const loader = loaderOf(path) ?? "";
      const launcher = join(folder, "launched");
      const { program } = inspectInterpreter(path) as Interpreter;
      writeFileSync(launcher, `#!/bin/sh\nexec '${loader}' '${program}' "$@"\n`);
      chmodSync(launcher, 0o755);
      expect(inspectInterpreter(path)).toMatchObject({ loader: [] });
      expect(inspectInterpreter(launcher)).toMatchObject({ loader: [loader], program });
      const args = ["random-half", "--count", "20000", "--seed", "5", "--json"];
      const { status, stdout } = command([...args, "--python", launcher]);
      expect(JSON.parse(stdout).stages).toHaveLength(3);
      if (JSON.parse(stdout).addressRandomisation === "off") expect(status).toBe(0);
    },
  );

  test("the table has measured, simulator and formula", () => {
    const { stdout } = command(["random-half", "--count", "50000", "--python", path]);
    expect(stdout).toMatch(/^startup +measured +\d/m);
    expect(stdout).toMatch(/^ +simulator +\d/m);
    expect(stdout).toMatch(/^ +formula +\d+\.\d/m);
  });
});
