/**
 * Heaps of real interpreters against what they say themselves. `npm test` takes a few
 * interpreters, `npm run inspect-oracle` all that are found.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { snippetOf } from "../../src/cli/inspect/snippet.js";
import { FileSource } from "../../src/image/file-source.js";
import { LiveProcess } from "../../src/image/live-process.js";
import { PageTable } from "../../src/image/page-table.js";
import { processTree } from "../../src/image/process-tree.js";
import { readImageFile } from "../../src/image/read-image-file.js";
import type { HeapReading } from "../../src/inspect/heap-reading.js";
import { heapSnapshotOf } from "../../src/inspect/heap-snapshot-of.js";
import { statsTextOfHeap } from "../../src/inspect/heap-stats.js";
import { readHeap } from "../../src/inspect/read-heap.js";
import { restoreHeap } from "../../src/pymalloc/heap/heap-snapshot.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import {
  type OraclePython,
  oraclePythons,
  PROGRAMS,
  RunningPython,
} from "./oracle/running-python.js";

const isThorough = process.env["INSPECT_ORACLE"] === "all";
const isLinux = process.platform === "linux";
const all = isLinux ? oraclePythons(process.env) : [];
/** The oldest, the newest, and one of each way of keeping the allocator's variables. */
const few = [all[0], all.find(({ minor }) => minor === 11), all.at(-1)].filter(
  (one): one is OraclePython => one !== undefined,
);
const pythons = isThorough ? all : [...new Set(few)];
const programs = isThorough ? PROGRAMS : (["sparse", "mixed"] as const);
const hasGcore = spawnSync("gcore", [], { encoding: "utf8" }).error === undefined;

const running: RunningPython[] = [];
const equal = new Set<string>();
const folder = mkdtempSync(join(tmpdir(), "inspect-oracle-"));

afterEach(async () => {
  for (const one of running.splice(0)) await one.end();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const interpreters = pythons.map(({ version }) => version).join(", ") || "none";
  console.log(
    `inspect oracle: ${equal.size} readings equal to what the process printed; interpreters: ${interpreters}; programs: ${programs.join(", ")}`,
  );
  if (!isLinux) console.log("inspect oracle: skipped, a running process is read on Linux only");
  else if (all.length === 0)
    console.log("inspect oracle: skipped, no CPython 3.6 or later is found");
  if (!hasGcore) console.log("inspect oracle: cores skipped, there is no gcore");
});

async function start(python: OraclePython, program: (typeof PROGRAMS)[number], environment = {}) {
  const one = await RunningPython.start(python, program, environment);
  running.push(one);
  return one;
}

function readLive(pid: number): HeapReading {
  const live = new LiveProcess(pid);
  try {
    return readHeap(live.copy({ isStopped: true }));
  } finally {
    live.close();
  }
}

describe.skipIf(pythons.length === 0).each(pythons)("CPython $version", (python) => {
  test.each(programs)(
    "the heap of %s prints what the process printed, byte for byte",
    async (program) => {
      if (program === "interpreters" && python.minor < 12) return;
      const one = await start(python, program);
      const printed = await one.stop();
      const reading = readLive(one.pid);
      expect(reading.problems).toEqual([]);
      expect(reading.python).toEqual({ version: python.version, minor: python.minor });
      const mine = statsTextOfHeap(reading, reading.interpreters[0]!);
      expect(printed.slice(0, mine.length)).toBe(mine);
      // After it come the interpreter's free lists.
      expect(printed.slice(mine.length)).toMatch(/^\n *\d+ free /);
      expect(reading.interpreters).toHaveLength(program === "interpreters" ? 3 : 1);
      // The allocator itself takes the heap, and would refuse one that is not whole.
      for (const heap of reading.interpreters) {
        const snapshot = heapSnapshotOf(reading, heap);
        restoreHeap(reading.geometry, snapshot, new AdjacentArenas(0x1000_0000_0000));
      }
      equal.add(`${python.version} ${program}`);
    },
  );

  test.skipIf(!isThorough && python !== pythons.at(-1))(
    "a frozen fork, its core and the copy it makes of itself give the same heap",
    async () => {
      const one = await start(python, "mixed");
      const pid = await frozenFork(one);
      const live = readLive(pid);
      expect(live.problems).toEqual([]);
      expect(live.image.origin.stoppedMs).toBe(0);
      // A fork shares its pages until somebody writes.
      expect(processTree(one.pid)).toEqual([one.pid, pid]);
      const table = new PageTable(pid);
      const { presentBytes, privateBytes } = table.presence(
        live.interpreters[0]!.arenas[0]!.address,
        live.interpreters[0]!.arenas[0]!.address + live.geometry.arenaBytes,
      );
      table.close();
      if (process.arch === "x64") {
        expect(presentBytes).toBeGreaterThan(live.geometry.arenaBytes / 2);
        expect(privateBytes).toBeLessThan(presentBytes / 2);
      }
      if (hasGcore) {
        spawnSync("gcore", ["-o", join(folder, "core"), String(pid)]);
        const path = join(folder, `core.${pid}`);
        // Without the interpreter's own files, as on another machine.
        const core = readHeap(readImageFile(new FileSource(path)));
        expect(core.problems).toEqual([]);
        expect(snapshots(core)).toEqual(snapshots(live));
        rmSync(path);
      }
      const copy = readHeap(readImageFile(new FileSource(await copyOfFork(one))));
      expect(copy.problems).toEqual([]);
      expect(snapshots(copy)).toEqual(snapshots(live));
      equal.add(`${python.version} ways in`);
    },
  );
});

/** Runs the lines of `--snippet fork` in the process; returns the number of its frozen copy. */
async function frozenFork(one: RunningPython): Promise<number> {
  const told = join(folder, `fork-of-${one.pid}.txt`);
  const lines = withoutPrint(snippetOf("fork"));
  await paste(
    one,
    `${lines}\nfrozen = frozen_copy()\nopen(${JSON.stringify(told)}, "w").write(str(frozen))`,
  );
  return Number(readFileSync(told, "utf8"));
}

/** Runs those of `--snippet self`, with the frozen copy that there is; it ends then. */
async function copyOfFork(one: RunningPython): Promise<string> {
  const path = join(folder, `${one.pid}.pymem`);
  const lines = withoutPrint(snippetOf("self")).replace(/^heap_copy\(path\)$/m, "");
  await paste(one, `${lines}\nfrozen_copy = lambda: frozen\nheap_copy(${JSON.stringify(path)})`);
  return path;
}

const withoutPrint = (lines: string) => lines.replace(/^print\(.*\)$/m, "");

async function paste(one: RunningPython, lines: string): Promise<void> {
  const path = join(folder, `paste-${one.pid}.py`);
  writeFileSync(path, lines);
  await one.run(`exec(open(${JSON.stringify(path)}).read(), globals())`);
}

function snapshots(reading: HeapReading) {
  return reading.interpreters.map((heap) => heapSnapshotOf(reading, heap));
}

describe.skipIf(pythons.length === 0)("another allocator is refused by name", () => {
  const python = pythons.at(-1) ?? { path: "", version: "", minor: 0 };

  test("PYTHONMALLOC=malloc", async () => {
    const one = await start(python, "start", { PYTHONMALLOC: "malloc" });
    expect(() => readLive(one.pid)).toThrow(
      /PYTHONMALLOC=malloc has its objects from the system's malloc/,
    );
  });

  test("debug hooks are recognised, and the heap under them is read", async () => {
    if (python.minor < 7) return;
    const one = await start(python, "mixed", { PYTHONMALLOC: "pymalloc_debug" });
    const reading = readLive(one.pid);
    expect(reading.problems).toEqual([]);
    expect(reading.hasDebugHooks).toBe(true);
    expect(reading.blockPrefixBytes).toBe(16);
  });
});

describe.skipIf(pythons.length === 0)("a process at work", () => {
  let one: RunningPython;
  beforeAll(async () => {
    one = await RunningPython.start(pythons.at(-1)!, "mixed");
    running.push(one);
  });

  test("is never shown torn: a copy has no contradiction, or names it", async () => {
    const code =
      "exec('n = 0\\nwhile n < 10 ** 9:\\n n += 1\\n keep[n % len(keep)] = [str(n), {n: n}]')";
    one.child.stdin!.write(`run ${code}\n`);
    let good = 0;
    const readings = isThorough ? 40 : 4;
    for (let n = 0; n < readings; n++) {
      const reading = readLive(one.pid);
      if (reading.problems.length === 0) {
        good += 1;
        const [heap] = reading.interpreters;
        const snapshot = heapSnapshotOf(reading, heap!);
        restoreHeap(reading.geometry, snapshot, new AdjacentArenas(0x1000_0000_0000));
      }
    }
    expect(good).toBeGreaterThan(readings / 2);
  });
});
