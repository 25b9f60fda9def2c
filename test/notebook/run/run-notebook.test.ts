/** Notebooks run from file to file by the real kernel. */
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  CellMetadata,
  Notebook,
  Output,
} from "../../../src/notebook/format/notebook-format.js";
import { serialiseNotebook } from "../../../src/notebook/format/notebook-format.js";
import { parseNotebook } from "../../../src/notebook/format/parse-notebook.js";
import { checkNotebookFile } from "../../../src/notebook/run/check-notebook.js";
import { type CellProgress, runNotebookFile } from "../../../src/notebook/run/run-notebook.js";

const LIMIT = { timeoutSeconds: 30 };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-notebook-test-"));
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "notebooks"));
  file = join(folder, "notebooks/lesson.ipynb");
});

afterEach(() => rmSync(folder, { recursive: true }));

type Source = string | { readonly source: string; readonly tags: string[] };

/** Writes a notebook of code cells `cell-a`, `cell-b`, …, not yet run. */
function writeLesson(...sources: readonly Source[]): string {
  const cells = sources.map((cell, index) => {
    const { source, tags } = typeof cell === "string" ? { source: cell, tags: [] } : cell;
    const metadata: CellMetadata = tags.length === 0 ? {} : { tags };
    const id = `cell-${"abcdef".charAt(index)}`;
    const fresh = { execution_count: null, outputs: [] };
    return { cell_type: "code" as const, id, metadata, source, ...fresh };
  });
  const metadata = { docusaurus: { title: "Lesson" }, author: "Ada" };
  const text = serialiseNotebook({ nbformat: 4, nbformat_minor: 5, metadata, cells });
  writeFileSync(file, text);
  return text;
}

function stored(): Notebook {
  return parseNotebook(readFileSync(file, "utf8"));
}

function outputsOf(notebook: Notebook): (readonly Output[])[] {
  return notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
}

describe("running a notebook file", () => {
  it("stores outputs, counts and the kernel, and keeps ids and all other metadata", async () => {
    writeLesson("let sum = 1 + 1;", "sum", "");
    const done: CellProgress[] = [];
    const onProgress = (progress: CellProgress) => done.push(progress);
    expect(await runNotebookFile(file, { ...LIMIT, onProgress })).toBe(true);
    expect(done).toMatchObject([
      { file, cellId: "cell-a", number: 1, of: 2 },
      { file, cellId: "cell-b", number: 2, of: 2 },
    ]);
    const { cells, metadata } = stored();
    expect(cells.map(({ id }) => id)).toEqual(["cell-a", "cell-b", "cell-c"]);
    expect(cells).toMatchObject([
      { execution_count: 1, outputs: [] },
      { execution_count: 2, outputs: [{ data: { "text/plain": "2" }, execution_count: 2 }] },
      { execution_count: null, outputs: [] },
    ]);
    expect(metadata).toMatchObject({
      author: "Ada",
      docusaurus: { title: "Lesson" },
      kernelspec: {
        display_name: "TypeScript (pymalloc-lab)",
        language: "typescript",
        name: "pymalloc-lab",
      },
      language_info: { name: "typescript" },
    });
  });

  it("gives the same bytes again, and then does not write", async () => {
    writeLesson("console.log('a'); console.log('b'); ({ a: [1, 2] })");
    await runNotebookFile(file, LIMIT);
    const { mtimeMs } = statSync(file);
    expect(await runNotebookFile(file, LIMIT)).toBe(false);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it("stores no path of this machine", async () => {
    writeFileSync(
      join(folder, "deep.js"),
      "exports.fail = () => { throw new Error('in ' + __filename); };",
    );
    writeFileSync(join(folder, "deep.d.ts"), "export declare function fail(): never;");
    writeLesson("process.cwd()", {
      source: "import { fail } from '../deep.js'; fail()",
      tags: ["raises-exception"],
    });
    await runNotebookFile(file, LIMIT);
    expect(readFileSync(file, "utf8")).not.toContain(folder);
    expect(outputsOf(stored())).toMatchObject([
      [{ data: { "text/plain": "notebooks" } }],
      [
        {
          evalue: "in deep.js",
          traceback: ["Error: in deep.js", expect.stringContaining("(deep.js:1:"), "    at <cell>"],
        },
      ],
    ]);
  });

  it("lets a cell tagged raises-exception fail, and continues", async () => {
    writeLesson({ source: "throw new RangeError('meant')", tags: ["raises-exception"] }, "'after'");
    await runNotebookFile(file, LIMIT);
    expect(outputsOf(stored())).toMatchObject([
      [{ ename: "RangeError", evalue: "meant" }],
      [{ data: { "text/plain": "after" } }],
    ]);
  });

  it("stores a display as it was updated last, by any cell", async () => {
    writeLesson(
      "import { newDisplay } from 'tslab'; const bar = newDisplay(); bar.text('0 %');",
      "bar.text('100 %');",
    );
    await runNotebookFile(file, LIMIT);
    expect(outputsOf(stored())).toMatchObject([[{ data: { "text/plain": "100 %" } }], []]);
  });
});

describe("a cell that does not come to its end is named, and the file is as it was", () => {
  async function expectFailure(source: string, timeoutSeconds: number, problem: string | RegExp) {
    const lesson = join(mkdtempSync(join(folder, "failing-")), "lesson.ipynb");
    const before = writeLesson("'fine'", source);
    renameSync(file, lesson);
    const run = runNotebookFile(lesson, { timeoutSeconds });
    await expect(run).rejects.toThrow(`${lesson}: cell 1 (id "cell-b") `);
    await expect(run).rejects.toThrow(problem);
    expect(readFileSync(lesson, "utf8")).toBe(before);
    expect(readdirSync(dirname(lesson))).toEqual(["lesson.ipynb"]);
  }

  it.each([
    ["fails", "throw new RangeError('bad')", /failed:\nRangeError: bad\n {4}at <cell>$/],
    ["does not compile", "const n: string = 1;", /failed:\n1:7 - Type 'number' is not assignable/],
    ["ends the kernel", "process.exit(7)", /took the kernel with it: .* ended with status 7/],
    [
      "leaves a trap that ends the kernel at the next message",
      "JSON.parse = () => process.exit(7);",
      /left the kernel dead: it ended with status 7$/,
    ],
  ])("when it %s", async (_case, source, problem) => {
    await expectFailure(source, LIMIT.timeoutSeconds, problem);
  });

  it("when it computes or awaits without end, and when it cannot be interrupted", async () => {
    // Long enough for the first cell of a kernel on a loaded machine, short enough to wait for.
    const seconds = 5;
    await Promise.all([
      expectFailure("for (;;);", seconds, /ran for more than 5 s$/),
      expectFailure("await new Promise(() => {})", seconds, /ran for more than 5 s$/),
      expectFailure("for (;;) await null;", seconds, /ran for more than 5 s and would not stop$/),
    ]);
  });

  it("when it prints without end", async () => {
    const source = "for (;;) console.log('x'.repeat(10_000));";
    await expectFailure(source, LIMIT.timeoutSeconds, /printed more than 16 MiB$/);
  });
});

describe("checking a notebook file", () => {
  it("finds nothing where outputs agree, and where not it names cell, place and values", async () => {
    writeLesson(
      "console.log('arenas:', 79)",
      { source: "throw new Error('meant')", tags: ["raises-exception"] },
      { source: "Math.random()", tags: ["output-varies"] },
    );
    await runNotebookFile(file, LIMIT);
    const agreeing = readFileSync(file, "utf8");
    expect(await checkNotebookFile(file, LIMIT)).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(agreeing);
    writeFileSync(file, agreeing.replace("arenas: 79\\n", "arenas: 78\\n"));
    expect(await checkNotebookFile(file, LIMIT)).toEqual([
      {
        file,
        cellIndex: 0,
        cellId: "cell-a",
        difference: 'output 0: line 1: stored "arenas: 78", fresh "arenas: 79"',
      },
    ]);
  });
});

describe("the command", () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [resolve("dist/cli/main.js"), "notebook", ...args], {
      cwd: folder,
      encoding: "utf8",
    });

  it("runs and checks all of notebooks/ and answers 0, or 1 with the difference", () => {
    writeLesson("1 + 1");
    expect(command("run")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("lesson.ipynb: outputs stored"),
    });
    writeFileSync(file, readFileSync(file, "utf8").replace('"2"', '"3"'));
    expect(command("check")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        'lesson.ipynb: cell 0 (id "cell-a") output 0: text/plain line 1: stored "3", fresh "2"',
      ),
    });
  });

  it("sets parameters in a copy, and leaves the notebook as it was", () => {
    const before = writeLesson({ source: "const seed = 7;", tags: ["parameters"] }, "seed * 2");
    const set = ["--set", "seed=9", "--out", "other.ipynb"];
    expect(command("run", "notebooks/lesson.ipynb", ...set)).toMatchObject({ status: 0 });
    expect(readFileSync(file, "utf8")).toBe(before);
    const { cells } = parseNotebook(readFileSync(join(folder, "other.ipynb"), "utf8"));
    expect(cells).toMatchObject([
      { id: "cell-a" },
      { id: "injected-parameters", source: "// Set from outside.\nconst seed = 9;" },
      { id: "cell-b", outputs: [{ data: { "text/plain": "18" } }] },
    ]);
    expect(command("run", "notebooks/lesson.ipynb", "--set", "seed=9")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--set needs --out FILE"),
    });
    expect(command("run", "notebooks/lesson.ipynb", ...set, "--set", "sead=1")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no parameter "sead"; there are seed'),
    });
  });

  it("refuses a file that is not a notebook, and does the others", () => {
    writeLesson("1");
    const broken = join(folder, "notebooks/broken.ipynb");
    writeFileSync(broken, '{ "cells": [');
    const { status, stderr, stdout } = command("run", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { file: "notebooks/broken.ipynb", isGood: false },
      { file: "notebooks/lesson.ipynb", isGood: true },
    ]);
    expect(stderr).toMatch(/broken\.ipynb: not a notebook, its JSON does not parse/);
    expect(stderr).toMatch(/lesson\.ipynb: outputs stored/);
    expect(readFileSync(broken, "utf8")).toBe('{ "cells": [');
  });

  it.each([
    ["no such verb", ["grind"], /notebook takes run, check, diff, strip, new, grade; got "grind"/],
    ["a file that is not there", ["run", "missing.ipynb"], /there is no file missing\.ipynb/],
    ["a limit of no time", ["run", "--timeout", "0"], /--timeout is in seconds .* got "0"/],
    ["no number of jobs", ["run", "--jobs", "0"], /--jobs is a number .* got "0"/],
    ["an unknown option", ["run", "--fast"], /--fast/],
    ["strip without files", ["strip"], /strip takes the notebooks to strip/],
    ["diff of one file", ["diff", "a.ipynb"], /diff takes two notebooks, got 1/],
    ["new without a name", ["new", "lesson"], /new takes one file, NAME\.ipynb, got "lesson"/],
    ["no notebooks", ["check"], /there are no notebooks in notebooks/],
  ])("answers 2 to %s", (_case, args, message) => {
    const { status, stderr } = command(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
