import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { inspectArguments } from "../../../src/cli/inspect/inspect-arguments.js";
import { openTarget } from "../../../src/cli/inspect/open-target.js";
import { snippetOf } from "../../../src/cli/inspect/snippet.js";
import { GEOMETRIES } from "../../../src/pymalloc/geometry.js";
import { restoreHeap, takeHeapSnapshot } from "../../../src/pymalloc/heap/heap-snapshot.js";
import { mallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { Pymalloc } from "../../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../../src/stats/text/debug-malloc-stats.js";
import { selfCopyOf } from "../../image/cores.js";
import { memoryOfHeap } from "../../inspect/memory-of-heap.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "inspect-"));
afterAll(() => rmSync(folder, { recursive: true }));

function inspect(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "inspect", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** A file with the memory of an imaginary process, and what its stats would say. */
function imaginaryCopy(name: string, blocks: number) {
  const geometry = GEOMETRIES["3.11"];
  const allocator = new Pymalloc(geometry, new AdjacentArenas(0x7f12_3450_0000));
  for (let count = 0; count < blocks; count++) {
    const block = allocator.malloc(200);
    if (count % 10 !== 0) allocator.free(block);
  }
  const snapshot = takeHeapSnapshot(allocator);
  const image = memoryOfHeap({ python: "3.11.5", minor: 11, geometry, snapshot });
  const maps = image.mappings
    .map(
      ({ start, end, permissions, fileName }) =>
        `${start.toString(16)}-${end.toString(16)} ${permissions} 00000000 08:01 7 ${fileName}`,
    )
    .join("\n");
  const stretches = image.regions.map(({ start, bytes }) => ({ start, bytes, permissions: "rw-" }));
  const path = join(folder, name);
  writeFileSync(path, selfCopyOf(maps, stretches));
  const model = restoreHeap(geometry, snapshot, new AdjacentArenas());
  return { path, text: debugMallocStats(mallocStats(model)), image };
}

describe("a copy that a process made of itself", () => {
  const { path, text } = imaginaryCopy("whole.pymem", 4000);

  test("is shown: verdict, bytes, prices", () => {
    const { status, stdout, stderr } = inspect(path);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/whole\.pymem: Python 3\.11\.5\n1 arena holds /);
    expect(stdout).toContain("Where the bytes of the arenas are\n  live blocks");
    expect(
      Math.max(
        ...stdout
          .split("\n")
          .slice(1, 4)
          .map(({ length }) => length),
      ),
    ).toBeLessThan(97);
  });

  test("as JSON has the fields that programs rely on", () => {
    const { status, stdout } = inspect(path, "--json");
    expect(status).toBe(0);
    const fields = JSON.parse(stdout);
    expect(fields).toMatchObject({
      format: "inspection",
      python: "3.11.5",
      source: { kind: "copy", stoppedMs: 0, consistent: true, problems: [] },
    });
    expect(fields.interpreters.map((one: { text: string }) => one.text)).toEqual([text]);
    expect(fields.holders).toEqual([]);
  });

  test("is saved, and the file says the same", () => {
    const saved = join(folder, "saved.held.json.gz");
    expect(inspect(path, "--save", saved, "--json").status).toBe(0);
    const held = JSON.parse(gunzipSync(readFileSync(saved)).toString());
    expect(held).toMatchObject({ format: "held-heap", version: 1, python: "3.11.5" });
    const again = JSON.parse(inspect(saved, "--json").stdout);
    expect(again.interpreters[0].text).toBe(text);
    expect(inspect(path, saved).stdout).toContain("Nothing changed.");
  });

  test("that is torn is not shown: code 1, and what contradicts what", () => {
    const torn = imaginaryCopy("torn.pymem", 4000);
    const bytes = readFileSync(torn.path);
    const pool = torn.image.regions.find(({ fileName }) => fileName === "")!;
    const at = bytes.indexOf(Buffer.from(pool.bytes.subarray(32, 48)));
    bytes.writeUInt32LE(3, at - 32);
    writeFileSync(torn.path, bytes);
    const { status, stdout, stderr } = inspect(torn.path);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/contradicts itself in \d+ place/);
    expect(stderr).toMatch(/arena 0: pool 0: 3 live and 0 free blocks are not the 78 carved ones/);
    const fields = JSON.parse(inspect(torn.path, "--json").stdout);
    expect(fields.source.consistent).toBe(false);
    expect(fields.holders).toEqual([]);
  });

  test("two of them are compared", () => {
    const more = imaginaryCopy("more.pymem", 90_000);
    const { difference } = JSON.parse(inspect(path, more.path, "--json").stdout);
    expect(difference.arenas).toBe(mallocArenas(more.text) - mallocArenas(text));
  });
});

const mallocArenas = (text: string) =>
  Number(/# arenas allocated current += +(\d+)/.exec(text)![1]);

test.each(["fork", "self", "remote"])(
  "--snippet %s is Python of lines that fit a terminal",
  (kind) => {
    const lines = snippetOf(kind).split("\n");
    expect(lines).toContain("import ctypes, os");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(120);
  },
);

test("what cannot be read is refused in one line, with code 2", () => {
  const { status, stdout, stderr } = inspect("--snippet", "gdb");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe('pymalloc-lab: --snippet takes fork, self, remote, got "gdb"\n');
  const place = join(folder, "no", "such", "place");
  expect(inspect("nowhere", "--save", place)).toMatchObject({ status: 2, stdout: "" });
});

describe("refused is", () => {
  const text = join(folder, "text");
  writeFileSync(text, "hello");

  test.each([
    [[], "inspect takes a process's number, a core or a file"],
    [[text, "--values", "--anonymous"], "give one of them"],
    [[text, "--arena", "first"], '--arena takes an arena\'s number, 0 or more, got "first"'],
    [[text, text, "--save", "x"], "--save, --drop and --arena take one process or file"],
    [[text, "--children"], "--children takes the number of one process"],
    [["--snippet", "self", text], "--snippet reads nothing"],
    [[text, "--all"], "there is no option --all"],
  ])("a wrong use: %j", (args, message) => {
    expect(() => inspectArguments(args)).toThrow(message);
  });

  test.each([
    ["999999999", process.platform === "linux" ? "there is no process 999999999" : "Linux only"],
    [text, "is neither an ELF core nor a copy"],
    [folder, "is not a regular file"],
    ["nowhere", "there is no file nowhere; a process is given by its number"],
  ])("a target without a heap: %s", async (name, message) => {
    const options = { isStopped: true, onStep: () => {} };
    await expect(openTarget(name, options)).rejects.toThrow(message);
  });
});
