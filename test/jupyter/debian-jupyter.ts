/** The Jupyter of this machine, if it has one, in folders of the tests' own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Debian's own Python, which its Jupyter is installed for, whichever python3 is first in PATH. */
const PYTHON = "/usr/bin/python3";

/** True where a missing Jupyter is a failure. */
export const isJupyterRequired = process.env["JUPYTER_REQUIRED"] === "true";

/** Whether Debian's Python has a module. */
export function hasModule(name: string): boolean {
  return existsSync(PYTHON) && spawnSync(PYTHON, ["-c", `import ${name}`]).status === 0;
}

/** Runs Debian's Python where it finds the repository's kernel. */
export function python(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(PYTHON, args, {
    cwd,
    env: environment,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/**
 * A folder in the repository, so that its notebooks find the library, with the
 * environment in which Jupyter touches nothing of the user's.
 */
export function jupyterFolder(): { folder: string; environment: NodeJS.ProcessEnv } {
  const parent = resolve(root, ".cache/jupyter-test");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "run-"));
  const own = (name: string) => join(folder, ".jupyter", name);
  const environment = {
    ...process.env,
    JUPYTER_PATH: resolve(root, ".jupyter"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
  };
  return { folder, environment };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port is free"));
        else resolvePort(address.port);
      });
    });
  });
}
