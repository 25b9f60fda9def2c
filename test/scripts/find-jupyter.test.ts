/** Which Jupyter is found, among programs that only say their version. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findJupyter } from "../../scripts/find-jupyter.mjs";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "find-jupyter-test-"));
});

afterEach(() => rmSync(home, { recursive: true }));

/** A folder of programs, each a shell script. */
function folderOf(name: string, programs: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  for (const [program, script] of Object.entries(programs)) {
    const file = join(folder, program);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

const found = (...folders: readonly string[]) =>
  findJupyter({ PATH: folders.join(delimiter) }, home, []);

describe.skipIf(process.platform === "win32")("Jupyter is found", () => {
  const lab = { "jupyter-lab": "echo 4.2.5" };
  const notebook7 = { "jupyter-notebook": "echo 7.2.2" };
  const notebook6 = { "jupyter-notebook": "echo 6.4.12" };
  const shim = { "jupyter-lab": "exit 127", "jupyter-notebook": "exit 127" };

  it("as JupyterLab before any Notebook, wherever in PATH it is", () => {
    const first = folderOf("a", notebook7);
    const second = folderOf("b", lab);
    expect(found(first, second)).toEqual({
      name: "JupyterLab",
      version: "4.2.5",
      program: join(second, "jupyter-lab"),
    });
  });

  it("as Notebook 7 before Notebook 6, and as Notebook 6 where there is no other", () => {
    const old = folderOf("a", notebook6);
    expect(found(old, folderOf("b", notebook7))).toMatchObject({ version: "7.2.2" });
    expect(found(old)).toMatchObject({ name: "Notebook", version: "6.4.12" });
  });

  it("past a shim of a Python that has none, which is first in PATH", () => {
    expect(found(folderOf("a", shim), folderOf("b", notebook6))).toMatchObject({
      version: "6.4.12",
    });
  });

  it("in the user's own folder of programs, though it is not in PATH", () => {
    folderOf(".local/bin", lab);
    expect(found()).toMatchObject({ program: join(home, ".local/bin/jupyter-lab") });
  });

  it("not at all where no program answers", () => {
    expect(found(folderOf("a", shim))).toBeUndefined();
  });
});
