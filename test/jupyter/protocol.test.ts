/** The kernel under Jupyter's own clients: nbconvert, and the conformance suite. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { diffNotebooks } from "../../src/notebook/format/diff-notebooks.js";
import { serialiseNotebook } from "../../src/notebook/format/notebook-format.js";
import { parseNotebook } from "../../src/notebook/format/parse-notebook.js";
import { codeCell, notebookOf } from "../notebook/lesson.js";
import { hasModule, isJupyterRequired, jupyterFolder, python, root } from "./debian-jupyter.js";

const { folder, environment } = jupyterFolder();

afterAll(() => rmSync(folder, { recursive: true }));

function runnable(module: string): boolean {
  const isThere = hasModule(module);
  if (!isThere && isJupyterRequired) throw new Error(`/usr/bin/python3 has no ${module}`);
  if (!isThere) console.log(`/usr/bin/python3 has no ${module}: its tests are skipped`);
  return isThere;
}

describe.skipIf(!runnable("nbconvert"))("nbconvert --execute", () => {
  const convert = (name: string, ...options: readonly string[]) =>
    python(
      [
        "-m",
        "jupyter",
        "nbconvert",
        "--execute",
        "--to",
        "notebook",
        "--inplace",
        ...options,
        name,
      ],
      folder,
      environment,
    );
  const read = (name: string) => parseNotebook(readFileSync(join(folder, name), "utf8"), name);

  it("gives the outputs that are stored, chart and all", () => {
    const name = "01-arenas-pools-blocks.ipynb";
    copyFileSync(join(root, "notebooks", name), join(folder, name));
    const before = read(name);
    expect(convert(name)).toMatchObject({ status: 0 });
    expect(diffNotebooks(before, read(name))).toEqual([]);
  });

  it("stores counts and an error by name, message and trace", () => {
    const lesson = notebookOf(
      codeCell("define", "function deep(): never { throw new RangeError('too deep'); }"),
      codeCell("fail", "deep()"),
      codeCell("after", "1 + 1"),
    );
    const kernelspec = { name: "pymalloc-lab", display_name: "TypeScript", language: "typescript" };
    const text = serialiseNotebook({ ...lesson, metadata: { kernelspec } });
    writeFileSync(join(folder, "error.ipynb"), text);
    expect(convert("error.ipynb", "--allow-errors")).toMatchObject({ status: 0 });
    expect(read("error.ipynb").cells).toMatchObject([
      { execution_count: 1, outputs: [] },
      {
        execution_count: 2,
        outputs: [
          {
            ename: "RangeError",
            evalue: "too deep",
            traceback: ["RangeError: too deep", "    at deep (<cell>)", "    at <cell>"],
          },
        ],
      },
      { execution_count: 3, outputs: [{ data: { "text/plain": "2" } }] },
    ]);
  });
});

describe.skipIf(!runnable("jupyter_kernel_test"))("Jupyter's conformance suite", () => {
  it("passes", () => {
    const { status, output } = python(["test/jupyter/conformance.py"], root, environment);
    expect(output).toMatch(/^Ran 1\d tests in /m);
    expect(output).toMatch(/^OK( \(skipped=\d+\))?$/m);
    expect(status).toBe(0);
  });
});
