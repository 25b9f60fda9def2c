/** The kernel installed into a user's Jupyter, in folders of its own. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import {
  installKernelspec,
  removeKernelspec,
} from "../../../src/notebook/kernel/installed-kernel.js";
import { userDataFolder } from "../../../src/notebook/kernel/jupyter-folders.js";
import { nodeRefusal } from "../../../src/notebook/kernel/node-version.js";

const LAUNCHER = "dist/notebook/kernel/launcher.js";

let folder: string;
let data: string;
let repository: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "installed-kernel-test-"));
  data = join(folder, "data");
  repository = repositoryAt("lab");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A folder with a launcher that only says that it was started. */
function repositoryAt(name: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "dist/notebook/kernel"), { recursive: true });
  writeFileSync(join(root, LAUNCHER), "console.log('started', process.argv.slice(2).join(' '));");
  return root;
}

function startInstalled(spec: string) {
  const { argv } = JSON.parse(readFileSync(join(spec, "kernel.json"), "utf8"));
  const [node = "", ...args]: string[] = argv;
  return spawnSync(node, args, { encoding: "utf8" });
}

const install = (from = repository) =>
  installKernelspec(data, { repository: from, node: process.execPath });

describe("an installed kernel", () => {
  it("has absolute paths, and starts the repository's launcher from anywhere", () => {
    const spec = install();
    expect(spec).toBe(join(data, "kernels/pymalloc-lab"));
    expect(JSON.parse(readFileSync(join(spec, "kernel.json"), "utf8"))).toEqual({
      argv: [process.execPath, join(spec, "start.mjs"), "--config-path", "{connection_file}"],
      display_name: "TypeScript (pymalloc-lab)",
      language: "typescript",
      interrupt_mode: "signal",
      metadata: { "pymalloc-lab": { repository } },
    });
    expect(startInstalled(spec)).toMatchObject({
      status: 0,
      stdout: "started --config-path {connection_file}\n",
    });
  });

  it("says what to do when the repository has moved", () => {
    const spec = install();
    renameSync(repository, join(folder, "moved"));
    const { status, stderr } = startInstalled(spec);
    expect(status).toBe(1);
    expect(stderr).toContain(`was installed from ${repository}`);
    expect(stderr).toContain("Run `npm run kernel:install` where the repository is");
  });

  it("is installed again in place of an earlier one, and removed", () => {
    install();
    expect(install(repositoryAt("other"))).toBe(install());
    expect(removeKernelspec(data, repository)).toBe(join(data, "kernels/pymalloc-lab"));
    expect(existsSync(join(data, "kernels/pymalloc-lab"))).toBe(false);
    expect(removeKernelspec(data, repository)).toBeUndefined();
  });

  it("is left alone when another repository's is there, and removed when that one is gone", () => {
    const other = repositoryAt("other");
    const spec = install(other);
    expect(() => removeKernelspec(data, repository)).toThrow(`is of ${other}`);
    expect(existsSync(spec)).toBe(true);
    rmSync(other, { recursive: true });
    expect(removeKernelspec(data, repository)).toBe(spec);
  });

  it("never replaces or removes one of the same name that is not ours", () => {
    const foreign = join(data, "kernels/pymalloc-lab");
    mkdirSync(foreign, { recursive: true });
    writeFileSync(join(foreign, "kernel.json"), '{ "argv": ["mine"] }');
    expect(() => install()).toThrow("was not made by pymalloc-lab");
    expect(() => removeKernelspec(data, repository)).toThrow("was not made by pymalloc-lab");
    expect(readFileSync(join(foreign, "kernel.json"), "utf8")).toBe('{ "argv": ["mine"] }');
  });

  it("is refused while the library is not built", () => {
    rmSync(join(repository, "dist"), { recursive: true });
    expect(() => install()).toThrow("run `npm run build` first");
    expect(existsSync(data)).toBe(false);
  });
});

test.each([
  ["linux", {}, "/home/ada/.local/share/jupyter"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/data/jupyter"],
  ["darwin", {}, "/home/ada/Library/Jupyter"],
  ["win32", { APPDATA: "C:\\Users\\ada\\AppData" }, "C:\\Users\\ada\\AppData\\jupyter"],
  ["win32", { JUPYTER_CONFIG_DIR: "C:\\jupyter" }, "C:\\jupyter\\data"],
  ["darwin", { JUPYTER_DATA_DIR: "/mine" }, "/mine"],
] as const)("Jupyter's data on %s with %j is in %s", (platform, environment, expected) => {
  expect(userDataFolder({ platform, home: "/home/ada", environment })).toBe(expected);
});

test.each(["18.20.4", "20.18.3"])("Node %s is refused, with the version that is needed", (old) => {
  const { engines } = JSON.parse(readFileSync(resolve("package.json"), "utf8"));
  expect(nodeRefusal(old)).toBe(
    `Node ${engines.node.slice(2)} or later is needed, this is Node ${old} (https://nodejs.org)`,
  );
});

test.each(["20.19.0", "20.20.2", "21.0.0", "24.1.0"])("Node %s is taken", (version) => {
  expect(nodeRefusal(version)).toBeUndefined();
});
