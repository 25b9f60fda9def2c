// Finds the Jupyter to open notebooks in: JupyterLab, else Notebook 7, else Notebook 6.
//
// The programs jupyter-lab and jupyter-notebook are looked for themselves: each is bound to
// its own Python, so it does not matter which python3 is first in PATH. One that does not
// answer to --version, as a shim of pyenv for a Python without Jupyter, is passed over.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** @typedef {{ name: "JupyterLab" | "Notebook", version: string, program: string }} FrontEnd */

const PROGRAMS = /** @type {const} */ ([
  ["JupyterLab", "jupyter-lab"],
  ["Notebook", "jupyter-notebook"],
]);

/** Where installers put programs that a shell may not have in its PATH. */
const OTHER_FOLDERS = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

/**
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} [home]
 * @param {readonly string[]} [others] - folders looked at after PATH and the user's own.
 * @returns {FrontEnd | undefined}
 */
export function findJupyter(environment, home = homedir(), others = OTHER_FOLDERS) {
  const path = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter);
  const own = [join(home, ".local/bin"), ...others];
  const folders = [...new Set([...path, ...own])].filter((folder) => folder !== "");
  const ending = process.platform === "win32" ? ".exe" : "";
  /** @type {FrontEnd[]} */
  const found = [];
  for (const [name, file] of PROGRAMS) {
    for (const folder of folders) {
      const program = join(folder, file + ending);
      if (!existsSync(program) || !statSync(program).isFile()) continue;
      const version = versionOf(program, environment);
      if (version !== undefined) found.push({ name, version, program });
    }
    // A JupyterLab is taken whatever else there is.
    if (found.length > 0 && name === "JupyterLab") return found[0];
  }
  return found.find(({ version }) => Number.parseInt(version, 10) >= 7) ?? found[0];
}

/** @param {string} program @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function versionOf(program, env) {
  const { status, stdout } = spawnSync(program, ["--version"], { env, encoding: "utf8" });
  return status === 0 ? stdout.match(/\d+(\.\d+)+/)?.[0] : undefined;
}
