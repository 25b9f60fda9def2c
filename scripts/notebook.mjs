// npm run notebook: opens the notebooks in the Jupyter there is, with the repository's kernel.
// Nothing is installed: the kernel is found by JUPYTER_PATH.
//
//   npm run notebook
//   npm run notebook -- notebooks/02-random-half.ipynb
//   npm run notebook -- --no-browser --port 8890      what Jupyter itself takes
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { findJupyter } from "./find-jupyter.mjs";
import { root } from "./fingerprint.mjs";
import { buildLibrary } from "./library-step.mjs";
import { refuseOldNode } from "./refuse-old-node.mjs";

const MISSING = `npm run notebook: no Jupyter was found.

Install one of these, and run it again:
  pip install jupyterlab                      (or: pipx install jupyterlab)
  sudo apt-get install jupyter-notebook       Debian, Ubuntu
  brew install jupyterlab                     macOS

Without Jupyter:
  npm start                                   the notebooks on the site, whose cells run in the
                                              browser
  npx pymalloc-lab notebook run FILE          runs a notebook and stores its outputs
`;

refuseOldNode();
if (!existsSync(join(root, "node_modules/tslab/package.json"))) {
  console.error("npm run notebook: tslab is not installed; run `npm ci` first");
  process.exit(2);
}
const jupyter = findJupyter(process.env);
if (jupyter === undefined) {
  process.stderr.write(MISSING);
  process.exit(2);
}
if ((await buildLibrary()) === "failed") process.exit(1);

const args = process.argv.slice(2);
const isNamed = args.some((arg) => !arg.startsWith("-") && existsSync(arg));
const folders = isNamed ? [] : [relative(process.cwd(), join(root, "notebooks")) || "."];
const { JUPYTER_PATH } = process.env;
const path = [join(root, ".jupyter"), ...(JUPYTER_PATH ? [JUPYTER_PATH] : [])].join(delimiter);
console.error(`${jupyter.name} ${jupyter.version} (${jupyter.program}); Ctrl+C stops it`);
console.error("Stored drawings show once a notebook is trusted (File > Trust Notebook) or run.");
const server = spawn(jupyter.program, [...folders, ...args], {
  stdio: "inherit",
  env: { ...process.env, JUPYTER_PATH: path },
});
// A Ctrl+C reaches both; Jupyter asks whether it is meant, so this process waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.once("error", (error) => {
  console.error(`npm run notebook: ${jupyter.program} did not start: ${error.message}`);
  process.exitCode = 1;
});
server.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
